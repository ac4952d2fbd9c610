-- Find a user's current facts, each with how much of a question it answers (0 to 1), the likeliest first.
WITH current AS MATERIALIZED (
    SELECT fact_id, slot, value, statement, quote, said_at, confirmed_at, confirmations, words
    FROM store.facts
    WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL
),

lexemes AS (
    -- The question's words as the facts' are, without the English ones that say nothing. Long ones first, and few.
    SELECT
        lexeme,
        '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''' AS plain,
        '''' || replace(replace(coalesce(stems[1], lexeme), '\', '\\'), '''', '''''') || '''' AS stem
    FROM unnest(to_tsvector('simple', $3)) AS asked
    CROSS JOIN LATERAL ts_lexize('english_stem', lexeme) AS stems
    WHERE stems IS DISTINCT FROM '{}'::text[]
    ORDER BY length(lexeme) DESC, lexeme
    LIMIT 24
),

terms AS MATERIALIZED (
    SELECT
        lexeme AS term,
        (plain || ' | ' || stem)::tsquery AS anywhere,
        (plain || ':A | ' || stem || ':A')::tsquery AS in_fact,
        (stem || ':B')::tsquery AS in_slot,
        NULL AS gram
    FROM lexemes
    UNION ALL
    -- Pieces of what is written without spaces, where a word cannot be told.
    SELECT gram, NULL, NULL, NULL, gram FROM unnest($4::text[]) AS gram
),

hits AS (
    SELECT
        current.fact_id,
        terms.term,
        CASE
            WHEN current.words @@ terms.in_fact OR strpos(current.value || ' ' || current.statement, terms.gram) > 0
                THEN 1
            WHEN current.words @@ terms.in_slot THEN 0.5
            ELSE 0.25 -- in the user's own words alone, which may be about something else as well
        END AS part,
        -- A word that many of the facts hold tells little.
        ln(1 + (SELECT count(*) FROM current)::double precision / count(*) OVER (PARTITION BY terms.term)) AS rarity
    FROM current
    CROSS JOIN terms
    WHERE current.words @@ terms.anywhere
        OR strpos(current.value || ' ' || current.statement || ' ' || current.quote, terms.gram) > 0
),

found AS (
    SELECT fact_id, sum(part * rarity) / (SELECT sum(rarity) FROM (SELECT DISTINCT term, rarity FROM hits)) AS answers
    FROM hits
    GROUP BY fact_id
)

SELECT
    current.fact_id, current.slot, current.value, current.statement, current.said_at, current.confirmed_at,
    current.confirmations, coalesce(found.answers, 0) AS answers
FROM current
LEFT JOIN found USING (fact_id)
ORDER BY
    current.fact_id = ANY($5::uuid[]) DESC,
    coalesce(found.answers, 0) DESC,
    current.slot = ANY($6::text[]) DESC,
    coalesce(current.confirmed_at, current.said_at) DESC,
    current.fact_id
LIMIT $7
