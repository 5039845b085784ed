DROP TABLE setting_changes;
DROP TABLE canned_answers;
