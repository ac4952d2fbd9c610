-- Remember up to when a user's words must not be stored; a watermark never goes back.
UPDATE store.people
SET erased_before = greatest(people.erased_before, raised.watermark)
FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS raised (tenant_id, user_id, watermark)
WHERE people.tenant_id = raised.tenant_id AND people.person = store.digest(raised.tenant_id, raised.user_id)
