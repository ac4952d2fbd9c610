-- Keep the embedding of a fact that still says what was embedded; without one, note that the model can make none.
UPDATE store.facts
SET embedding = $6::real[], embedded_with = $5
WHERE tenant_id = $1 AND user_id = $2 AND fact_id = $3 AND statement = $4 AND valid_to IS NULL
