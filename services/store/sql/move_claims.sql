-- Date the claims of turns anew; says which slots have to be computed again.
UPDATE store.claims
SET said_at = moved.said_at
FROM unnest($1::text[], $2::text[], $3::uuid[], $4::timestamptz[]) AS moved (tenant_id, user_id, turn_id, said_at)
WHERE claims.tenant_id = moved.tenant_id AND claims.user_id = moved.user_id AND claims.turn_id = moved.turn_id
RETURNING claims.tenant_id, claims.user_id, claims.slot
