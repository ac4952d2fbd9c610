-- Measure the jobs ended since $2: how many and how soon by percentile, in seconds; extraction is the model's part.
SELECT
    count(*) FILTER (WHERE status = 'completed') AS completed,
    count(*) FILTER (WHERE status = 'dead') AS dead,
    percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP (
        ORDER BY extract(epoch FROM finished_at - queued_at)::double precision
    ) FILTER (WHERE status = 'completed') AS visible,
    percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP (ORDER BY duration_ms / 1000.0::double precision) FILTER (
        WHERE status = 'completed'
    ) AS extraction
FROM store.jobs
WHERE tenant_id = $1 AND finished_at >= $2
