-- Delete the jobs of turns that must not be stored, and leave a digest of each.
WITH told AS (
    SELECT tenant_id, user_id, turn_id
    FROM unnest($1::text[], $2::text[], $3::uuid[]) AS told (tenant_id, user_id, turn_id)
),
deleted AS (
    DELETE FROM store.jobs
    USING told
    WHERE jobs.tenant_id = told.tenant_id AND jobs.user_id = told.user_id AND jobs.turn_id = told.turn_id
)
INSERT INTO store.gone (tenant_id, turn)
SELECT tenant_id, store.digest(tenant_id, turn_id::text) FROM told
ON CONFLICT DO NOTHING
