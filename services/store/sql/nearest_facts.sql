-- Find the current facts of a user closest in meaning to an embedding. Exact: one user's facts are few.
SELECT fact_id
FROM store.facts
WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL
    -- Vectors of two models, or of two lengths, cannot be compared.
    AND embedded_with = $3 AND cardinality(embedding) = cardinality($4::real[])
ORDER BY embedding::vector <=> $4::real[]::vector, fact_id
LIMIT $5
