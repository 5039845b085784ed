-- Each guess says where it came from. Those of the last quarter of an hour, which do not, are forgotten.
DELETE FROM sign_in_guesses;
