-- List the facts whose evidence is in a turn, current or not.
SELECT
    fact_id, slot, value, statement, confidence, quote, message_id, turn_id, session_id, said_at, valid_from, valid_to,
    ended_as, ended_by, confirmed_at, confirmations, supersedes, source,
    (
        SELECT successor.fact_id
        FROM store.facts AS successor
        WHERE successor.tenant_id = facts.tenant_id AND successor.user_id = facts.user_id
            AND facts.valid_to IS NOT NULL AND successor.supersedes = facts.fact_id
        LIMIT 1
    ) AS superseded_by
FROM store.facts
WHERE tenant_id = $1 AND user_id = $2 AND turn_id = $3
ORDER BY slot, valid_from, fact_id
