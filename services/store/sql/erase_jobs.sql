-- Delete the jobs that watermarks cover, and leave a digest of each turn, so that it can not come back.
WITH erased AS (
    DELETE FROM store.jobs
    USING unnest($1::text[], $2::text[], $3::timestamptz[]) AS raised (tenant_id, user_id, watermark)
    WHERE jobs.tenant_id = raised.tenant_id AND jobs.user_id = raised.user_id AND jobs.said_at <= raised.watermark
    RETURNING jobs.tenant_id, jobs.turn_id
),
left_behind AS (
    INSERT INTO store.gone (tenant_id, turn)
    SELECT tenant_id, store.digest(tenant_id, turn_id::text) FROM erased
    ON CONFLICT DO NOTHING
)
SELECT turn_id FROM erased
