-- Drop facts that their claims no longer lead to.
DELETE FROM store.facts
USING unnest($1::text[], $2::text[], $3::uuid[]) AS gone (tenant_id, user_id, fact_id)
WHERE facts.tenant_id = gone.tenant_id AND facts.user_id = gone.user_id AND facts.fact_id = gone.fact_id
