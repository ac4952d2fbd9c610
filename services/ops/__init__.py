"""The operator's side: the `afterthought` command line. Reads and administers, and never writes to PostgreSQL."""
