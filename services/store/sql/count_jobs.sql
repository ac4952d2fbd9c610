-- Count a tenant's jobs by status, with the mean seconds from queueing to the end, or to now while they are open.
SELECT
    status,
    count(*) AS count,
    extract(epoch FROM avg(coalesce(finished_at, now()) - queued_at))::double precision AS mean_seconds
FROM store.jobs
WHERE tenant_id = $1
GROUP BY status
