-- Remember by which rules the facts of users are computed.
UPDATE store.users
SET rules = $3
FROM unnest($1::text[], $2::text[]) AS computed (tenant_id, user_id)
WHERE users.tenant_id = computed.tenant_id AND users.user_id = computed.user_id
