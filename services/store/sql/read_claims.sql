-- Read all claims of some slots in the order that decides which fact is current.
SELECT
    claims.tenant_id, claims.user_id, turn_id, ordinal, generation, attempt, session_id, said_at, claims.slot, value,
    statement, operation, confidence, quote, message_id, model, prompt_version, source, target
FROM store.claims
JOIN unnest($1::text[], $2::text[], $3::text[]) AS wanted (tenant_id, user_id, slot)
    ON claims.tenant_id = wanted.tenant_id AND claims.user_id = wanted.user_id AND claims.slot = wanted.slot
ORDER BY claims.tenant_id, claims.user_id, claims.said_at, claims.turn_id, claims.ordinal
