-- Find open letters, of one fingerprint or all, of one user or all, the oldest first, after the key ($4, $5).
SELECT
    id, archived_at
FROM store.dead_letters
WHERE status = 'open'
    AND (tenant_id = $1 OR tenant_id IS NULL)
    AND ($2::text IS NULL OR fingerprint = $2)
    AND ($3::text IS NULL OR user_id = $3)
    AND (archived_at, id) > ($4, $5)
ORDER BY archived_at, id
LIMIT $6
