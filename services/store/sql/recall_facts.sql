-- Find a user's current facts, each with how much of a question it answers (0 to 1), the likeliest first.
-- At least one row comes: `silent` when the user's memory is off, or without a fact. On connections of afterthought_reader.
WITH reader AS MATERIALIZED (
    -- As read_as does, but without a round trip of its own: every chat waits for this statement.
    SELECT
        set_config('afterthought.tenant', $1, false) AS tenant,
        set_config('afterthought.user', $2, false) AS named,
        store.is_silent($1, $2) AS silent
),

current AS MATERIALIZED (
    SELECT facts.*
    FROM reader
    -- What it compares with comes from `reader`, so that nothing is read before the policies know the user.
    CROSS JOIN LATERAL (
        SELECT fact_id, slot, value, statement, quote, said_at, confirmed_at, confirmations, words
        FROM store.facts
        WHERE tenant_id = reader.tenant AND user_id = reader.named AND valid_to IS NULL
        OFFSET 0
    ) AS facts
    WHERE NOT reader.silent
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
    reader.silent, current.fact_id, current.slot, current.value, current.statement, current.said_at, current.confirmed_at,
    current.confirmations, coalesce(found.answers, 0) AS answers
FROM reader
LEFT JOIN current ON TRUE
LEFT JOIN found ON found.fact_id = current.fact_id
ORDER BY
    current.fact_id = ANY($5::uuid[]) DESC,
    coalesce(found.answers, 0) DESC,
    current.slot = ANY($6::text[]) DESC,
    coalesce(current.confirmed_at, current.said_at) DESC,
    current.fact_id
LIMIT $7
