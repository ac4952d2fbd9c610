-- Lock turns of some users that no relay has in hand.
SELECT turn_id, tenant_id, user_id, lane, event
FROM chat.outbox
WHERE tenant_id = $1 AND user_id = ANY($2::text[])
ORDER BY turn_id
LIMIT $3
FOR UPDATE SKIP LOCKED
