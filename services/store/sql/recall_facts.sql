-- Rank a user's current facts for a question: any of its words counts. Without a question the most recent come first.
SELECT
    facts.fact_id, facts.slot, facts.value, facts.statement, facts.said_at
FROM store.facts
-- plainto_tsquery wants all words; a question rarely repeats all of a fact's.
CROSS JOIN (SELECT replace(plainto_tsquery('english', $3)::text, '&', '|')::tsquery AS words) AS question
WHERE facts.tenant_id = $1 AND facts.user_id = $2 AND facts.valid_to IS NULL
ORDER BY
    ts_rank(
        to_tsvector('english', replace(facts.slot, '_', ' ') || ' ' || facts.statement || ' ' || facts.value),
        question.words
    ) DESC,
    CASE WHEN $3 = '' THEN 0 ELSE facts.confirmations END DESC,
    coalesce(facts.confirmed_at, facts.said_at) DESC,
    facts.fact_id DESC
LIMIT $4
