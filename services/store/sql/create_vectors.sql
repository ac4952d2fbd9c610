-- Make vectors comparable: pgvector, which a database's owner may add where its files are installed.
CREATE EXTENSION IF NOT EXISTS vector
