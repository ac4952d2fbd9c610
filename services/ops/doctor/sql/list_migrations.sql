-- List the migrations that a service's schema has seen; the schema's name is put in.
SELECT name FROM %s.migrations
