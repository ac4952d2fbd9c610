-- Remember by which rules the facts of users are computed.
UPDATE store.people
SET rules = $3
FROM unnest($1::text[], $2::text[]) AS computed (tenant_id, user_id)
WHERE people.tenant_id = computed.tenant_id AND people.person = store.digest(computed.tenant_id, computed.user_id)
