-- List a user's dead letters with their bodies, for an export, the oldest first, after the key ($3, $4).
SELECT
    id, session_id, turn_id, generation, attempt, said_at, error_class, message, origin, archived_at, status, body
FROM store.dead_letters
WHERE tenant_id = $1 AND user_id = $2 AND (archived_at, id) > ($3, $4)
ORDER BY archived_at, id
LIMIT $5
