-- List current facts that have no embedding of a model: never asked for, or asked of another. Asks as facts_to_embed does.
SELECT user_id, fact_id, statement
FROM (
    SELECT tenant_id, user_id, fact_id, statement
    FROM store.facts
    WHERE valid_to IS NULL AND statement <> '' AND embedded_with IS NULL
    UNION ALL
    SELECT tenant_id, user_id, fact_id, statement
    FROM store.facts
    WHERE valid_to IS NULL AND statement <> '' AND embedded_with < $2
    UNION ALL
    SELECT tenant_id, user_id, fact_id, statement
    FROM store.facts
    WHERE valid_to IS NULL AND statement <> '' AND embedded_with > $2
) AS unembedded
WHERE tenant_id = $1
LIMIT $3
