-- Find open letters, of one fingerprint or all, the oldest first, after the key ($3, $4).
SELECT
    id, archived_at
FROM store.dead_letters
WHERE status = 'open'
    AND (tenant_id = $1 OR tenant_id IS NULL)
    AND ($2::text IS NULL OR fingerprint = $2)
    AND (archived_at, id) > ($3, $4)
ORDER BY archived_at, id
LIMIT $5
