-- Read all facts of some slots, ended ones too.
SELECT
    facts.tenant_id, facts.user_id, fact_id, facts.slot, group_key, value, value_key, statement, confidence, quote,
    message_id, turn_id, session_id, said_at, model, prompt_version, source, valid_from, supersedes, valid_to, ended_by,
    ended_as, confirmed_at, confirmations
FROM store.facts
JOIN unnest($1::text[], $2::text[], $3::text[]) AS wanted (tenant_id, user_id, slot)
    ON facts.tenant_id = wanted.tenant_id AND facts.user_id = wanted.user_id AND facts.slot = wanted.slot
