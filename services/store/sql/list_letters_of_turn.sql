-- List the dead letters of a turn, the first one first.
SELECT
    id, tenant_id, user_id, session_id, turn_id, generation, attempt, said_at, error_class, message, fingerprint, origin,
    routing_key, archived_at, status, closed_at, closed_by, reason, replayed_as
FROM store.dead_letters
WHERE tenant_id = $1 AND user_id = $2 AND turn_id = $3
ORDER BY archived_at, id
