DROP TABLE insight_days;
