-- List what a user said and did about their memory, for an export, the oldest first, after the key ($3, $4, $5).
SELECT
    turn_id, ordinal, session_id, said_at, slot, value, statement, operation, confidence, quote, message_id, model,
    prompt_version, source
FROM store.claims
WHERE tenant_id = $1 AND user_id = $2 AND (said_at, turn_id, ordinal) > ($3, $4, $5)
ORDER BY said_at, turn_id, ordinal
LIMIT $6
