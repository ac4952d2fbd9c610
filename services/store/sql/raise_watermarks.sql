-- Remember up to when a user's words must not be stored; a watermark never goes back.
UPDATE store.users
SET erased_before = greatest(users.erased_before, raised.watermark)
FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS raised (tenant_id, user_id, watermark)
WHERE users.tenant_id = raised.tenant_id AND users.user_id = raised.user_id
