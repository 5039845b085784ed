DELETE FROM sign_in_guesses;
