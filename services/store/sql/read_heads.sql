-- Read where some groups stand: the order of their last claim, and their current fact if there is one.
SELECT
    latest.said_at AS last_said_at, latest.turn_id AS last_turn_id, latest.ordinal AS last_ordinal,
    wanted.tenant_id, wanted.user_id, facts.fact_id, wanted.slot, wanted.group_key, facts.value, facts.value_key,
    facts.statement, facts.confidence, facts.quote, facts.message_id, facts.turn_id, facts.session_id, facts.said_at,
    facts.model, facts.prompt_version, facts.valid_from, facts.supersedes, facts.valid_to, facts.ended_by,
    facts.ended_as, facts.confirmed_at, facts.confirmations
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS wanted (tenant_id, user_id, slot, group_key)
CROSS JOIN LATERAL (
    SELECT claims.said_at, claims.turn_id, claims.ordinal
    FROM store.claims
    WHERE claims.tenant_id = wanted.tenant_id AND claims.user_id = wanted.user_id
        AND claims.slot = wanted.slot AND claims.group_key = wanted.group_key
    ORDER BY claims.said_at DESC, claims.turn_id DESC, claims.ordinal DESC
    LIMIT 1
) AS latest
LEFT JOIN LATERAL (
    SELECT *
    FROM store.facts
    WHERE facts.tenant_id = wanted.tenant_id AND facts.user_id = wanted.user_id
        AND facts.slot = wanted.slot AND facts.group_key = wanted.group_key AND facts.valid_to IS NULL
    LIMIT 1
) AS facts ON true
