ALTER TABLE support_tickets DROP COLUMN rating_comment;
ALTER TABLE support_tickets DROP COLUMN rating;
DROP TABLE session_ratings;
