DROP TABLE knowledge_passages;
DROP TABLE knowledge_documents;
DROP TABLE knowledge_states;
