-- List a user's turns for an export, the oldest first, after the key ($3, $4).
SELECT turn_id, session_id, lane, said_at, message_id, content, context, recorded_at
FROM store.turns
WHERE tenant_id = $1 AND user_id = $2 AND (said_at, turn_id) > ($3, $4)
ORDER BY said_at, turn_id
LIMIT $5
