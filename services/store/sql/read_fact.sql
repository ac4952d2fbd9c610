-- Read one fact of a user, current or not.
SELECT
    tenant_id, user_id, fact_id, slot, group_key, value, value_key, statement, confidence, quote, message_id, turn_id,
    session_id, said_at, model, prompt_version, source, valid_from, supersedes, valid_to, ended_by, ended_as,
    confirmed_at, confirmations
FROM store.facts
WHERE tenant_id = $1 AND user_id = $2 AND fact_id = $3
