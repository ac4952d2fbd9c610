-- List what operators did, the latest first, after the key ($3, $4).
SELECT
    id, at, operator, action, letter_id, turn_id, encode(person, 'hex') AS person, detail
FROM store.audit
WHERE tenant_id = $1 AND ($2::text IS NULL OR operator = $2) AND (at, id) < ($3, $4)
ORDER BY at DESC, id DESC
LIMIT $5
