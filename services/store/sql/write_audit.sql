-- Remember who did what to which letters.
INSERT INTO store.audit (id, tenant_id, operator, action, letter_id, turn_id, detail)
SELECT id, tenant_id, operator, action, letter_id, turn_id, detail::jsonb
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[])
    AS done (id, tenant_id, operator, action, letter_id, turn_id, detail)
