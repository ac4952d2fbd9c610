"""The store: turns, jobs, facts and dead letters in PostgreSQL, and the HTTP API that reads them."""
