-- List the migrations that a service's schema has seen; %s is the schema.
SELECT name FROM %s.migrations
