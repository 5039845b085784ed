DROP TABLE insight_sessions;
DROP TABLE insight_states;
DROP TABLE insight_changes;
