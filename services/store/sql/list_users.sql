-- List users who said something that is known, after the key ($1, $2).
SELECT DISTINCT tenant_id, user_id
FROM store.claims
WHERE (tenant_id, user_id) > ($1, $2)
ORDER BY tenant_id, user_id
LIMIT $3
