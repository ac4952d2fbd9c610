-- Make sure that each user has the row by which its writers are serialised; in order, so that no two processes deadlock.
INSERT INTO store.people (tenant_id, person, rules)
SELECT tenant_id, store.digest(tenant_id, user_id) AS person, $3
FROM unnest($1::text[], $2::text[]) AS touched (tenant_id, user_id)
ORDER BY tenant_id COLLATE "C", person
ON CONFLICT DO NOTHING
