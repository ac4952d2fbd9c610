-- Remember who did what to which letters, or for which users.
INSERT INTO store.audit (id, tenant_id, operator, action, letter_id, turn_id, detail, person)
SELECT
    id, tenant_id, operator, action, letter_id, turn_id, detail::jsonb,
    CASE WHEN user_id IS NOT NULL THEN store.digest(tenant_id, user_id) END
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[])
    AS done (id, tenant_id, operator, action, letter_id, turn_id, detail, user_id)
