DROP TABLE ticket_words;
DROP TABLE ticket_search;
