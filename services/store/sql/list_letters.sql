-- List dead letters, the latest first, after the key ($7, $8).
SELECT
    id, tenant_id, user_id, session_id, turn_id, generation, attempt, said_at, error_class, message, fingerprint, origin,
    routing_key, archived_at, status, closed_at, closed_by, reason, replayed_as
FROM store.dead_letters
WHERE (tenant_id = $1 OR tenant_id IS NULL)
    AND ($2::text IS NULL OR status = $2)
    AND ($3::text IS NULL OR error_class = $3)
    AND ($4::text IS NULL OR user_id = $4)
    AND ($5::text IS NULL OR origin = $5)
    AND ($6::text IS NULL OR fingerprint = $6)
    AND (archived_at, id) < ($7, $8)
ORDER BY archived_at DESC, id DESC
LIMIT $9
