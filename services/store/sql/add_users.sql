-- Make sure that each user has the row by which its writers are serialised; in order, so that no two processes deadlock.
INSERT INTO store.users (tenant_id, user_id, rules)
SELECT tenant_id, user_id, $3
FROM unnest($1::text[], $2::text[]) AS touched (tenant_id, user_id)
ORDER BY tenant_id COLLATE "C", user_id COLLATE "C"
ON CONFLICT DO NOTHING
