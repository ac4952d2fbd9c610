-- Count a tenant's open jobs by lane, status and attempt, with the age of the oldest in that state, in seconds.
SELECT
    lane,
    status,
    attempt,
    count(*) AS count,
    greatest(
        extract(epoch FROM now() - min(CASE WHEN status = 'queued' THEN queued_at ELSE changed_at END)), 0
    )::double precision AS oldest_seconds
FROM store.jobs
WHERE finished_at IS NULL AND queued_at IS NOT NULL AND tenant_id = $1
GROUP BY lane, status, attempt
ORDER BY lane, status, attempt
