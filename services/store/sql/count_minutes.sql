-- Count a tenant's turns since $2 by the minute: taken on, completed, dead; what came of them, and how soon.
WITH taken AS (
    SELECT date_trunc('minute', queued_at) AS minute, count(*) AS queued
    FROM store.jobs
    WHERE tenant_id = $1 AND queued_at >= $2
    GROUP BY 1
),
ended AS (
    SELECT
        date_trunc('minute', finished_at) AS minute,
        count(*) FILTER (WHERE status = 'completed') AS completed,
        count(*) FILTER (WHERE status = 'dead') AS dead,
        coalesce(sum(facts), 0)::bigint AS facts,
        percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP (
            ORDER BY extract(epoch FROM finished_at - queued_at)::double precision
        ) FILTER (WHERE status = 'completed') AS visible
    FROM store.jobs
    WHERE tenant_id = $1 AND finished_at >= $2
    GROUP BY 1
)
SELECT
    minute,
    coalesce(queued, 0) AS queued,
    coalesce(completed, 0) AS completed,
    coalesce(dead, 0) AS dead,
    coalesce(facts, 0) AS facts,
    visible[1] AS visible_p50,
    visible[2] AS visible_p99
FROM taken
FULL JOIN ended USING (minute)
ORDER BY minute
