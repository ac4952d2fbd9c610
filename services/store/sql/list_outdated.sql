-- List some users whose facts were computed by other rules than $1.
SELECT tenant_id, user_id
FROM store.users
WHERE rules IS DISTINCT FROM $1
ORDER BY tenant_id, user_id
LIMIT $2
