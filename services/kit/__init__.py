"""What each service is built from: bus, database, HTTP, settings, logs. Knows no service."""
