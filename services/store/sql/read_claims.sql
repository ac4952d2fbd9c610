-- Read all claims of some groups in the order that decides which fact is current.
SELECT
    claims.tenant_id, claims.user_id, turn_id, ordinal, generation, attempt, session_id, said_at, claims.slot, claims.group_key, value, value_key,
    statement, operation, confidence, quote, message_id, model, prompt_version
FROM store.claims
JOIN unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS wanted (tenant_id, user_id, slot, group_key)
    ON claims.tenant_id = wanted.tenant_id AND claims.user_id = wanted.user_id
    AND claims.slot = wanted.slot AND claims.group_key = wanted.group_key
ORDER BY claims.tenant_id, claims.user_id, claims.slot, claims.group_key, claims.said_at, claims.turn_id, claims.ordinal
