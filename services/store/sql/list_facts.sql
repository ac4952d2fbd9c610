-- List a user's facts after the key ($6, $7, $8): the current ones, those valid at $4, or with $5 all there ever were.
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
WHERE tenant_id = $1
    AND user_id = $2
    AND ($3::text IS NULL OR slot = $3)
    AND CASE
        WHEN $5::boolean THEN true
        WHEN $4::timestamptz IS NULL THEN valid_to IS NULL
        ELSE valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4)
    END
    AND (slot, valid_from, fact_id) > ($6, $7, $8)
ORDER BY slot, valid_from, fact_id
LIMIT $9
