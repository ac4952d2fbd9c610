-- Drop the claims of turns whose extraction was replaced or erased; says which slots have to be computed again.
DELETE FROM store.claims
USING unnest($1::text[], $2::text[], $3::uuid[]) AS gone (tenant_id, user_id, turn_id)
WHERE claims.tenant_id = gone.tenant_id AND claims.user_id = gone.user_id AND claims.turn_id = gone.turn_id
RETURNING claims.tenant_id, claims.user_id, claims.slot
