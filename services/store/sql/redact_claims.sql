-- Take the words from claims that were forgotten; their place in the order stays.
UPDATE store.claims
SET value = gone.value, statement = gone.statement, quote = gone.quote, target = gone.target
FROM unnest($1::text[], $2::text[], $3::uuid[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[])
    AS gone (tenant_id, user_id, turn_id, ordinal, value, statement, quote, target)
WHERE claims.tenant_id = gone.tenant_id AND claims.user_id = gone.user_id AND claims.turn_id = gone.turn_id
    AND claims.ordinal = gone.ordinal
