-- Read where some slots stand: the order of their last claim, with each of their current facts if there are any.
-- OFFSET keeps the planner at one index probe for each slot, and ORDER BY at the index of current facts, not of all.
SELECT
    wanted.tenant_id, wanted.user_id, wanted.slot,
    latest.said_at AS last_said_at, latest.turn_id AS last_turn_id, latest.ordinal AS last_ordinal,
    facts.fact_id, facts.group_key, facts.value_key, facts.turn_id, facts.said_at, facts.confirmed_at,
    facts.confirmations
FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted (tenant_id, user_id, slot)
CROSS JOIN LATERAL (
    SELECT claims.said_at, claims.turn_id, claims.ordinal
    FROM store.claims
    WHERE claims.tenant_id = wanted.tenant_id AND claims.user_id = wanted.user_id AND claims.slot = wanted.slot
    ORDER BY claims.said_at DESC, claims.turn_id DESC, claims.ordinal DESC
    LIMIT 1
) AS latest
LEFT JOIN LATERAL (
    SELECT *
    FROM store.facts
    WHERE facts.tenant_id = wanted.tenant_id AND facts.user_id = wanted.user_id AND facts.slot = wanted.slot
        AND facts.valid_to IS NULL
    ORDER BY facts.group_key
    OFFSET 0
) AS facts ON true
