-- Show one dead letter whole.
SELECT
    id, tenant_id, user_id, session_id, turn_id, generation, attempt, said_at, error_class, message, fingerprint, origin,
    routing_key, archived_at, status, closed_at, closed_by, reason, replayed_as, headers, body
FROM store.dead_letters
WHERE id = $2 AND (tenant_id = $1 OR tenant_id IS NULL)
