"""What a run leaves behind: a Markdown page with tables and charts, and JSON with every value."""
