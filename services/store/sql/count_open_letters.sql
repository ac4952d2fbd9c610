-- Count open dead letters; unreadable ones belong to every tenant.
SELECT count(*) AS dead_letters
FROM store.dead_letters
WHERE status = 'open' AND (tenant_id = $1 OR tenant_id IS NULL)
