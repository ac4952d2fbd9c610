-- Read the moment of what a person says now about some slots of their memory: it comes after all that is known there.
SELECT greatest(clock_timestamp(), max(said_at) + interval '1 microsecond')
FROM store.claims
WHERE tenant_id = $1 AND user_id = $2 AND slot = ANY($3::text[])
