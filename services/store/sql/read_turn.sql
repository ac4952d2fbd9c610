-- Read a turn as it was recorded.
SELECT
    tenant_id, user_id, turn_id, session_id, lane, said_at, message_id, content, context
FROM store.turns
WHERE tenant_id = $1 AND user_id = $2 AND turn_id = $3
