"""The operator's side: a web page, and the `afterthought` command line. Never writes to PostgreSQL."""
