DROP TABLE live_signs;
