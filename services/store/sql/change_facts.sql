-- End or confirm facts that are there; their words stay.
UPDATE store.facts SET
    confirmed_at = changed.confirmed_at,
    confirmations = changed.confirmations,
    valid_to = changed.valid_to,
    ended_by = changed.ended_by,
    ended_as = changed.ended_as
FROM unnest(
    $1::text[], $2::text[], $3::uuid[], $4::timestamptz[], $5::integer[], $6::timestamptz[], $7::uuid[], $8::text[]
) AS changed (tenant_id, user_id, fact_id, confirmed_at, confirmations, valid_to, ended_by, ended_as)
WHERE facts.tenant_id = changed.tenant_id AND facts.user_id = changed.user_id AND facts.fact_id = changed.fact_id
