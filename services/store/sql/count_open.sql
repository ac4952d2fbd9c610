-- Count open jobs by lane, those that nothing was heard of for $1 seconds and more, statuses, and the ages of the oldest.
SELECT
    lane,
    count(*) AS open,
    count(*) FILTER (
        WHERE resend_at IS NULL
            AND greatest(
                touched_at,
                swept_at,
                CASE WHEN status = 'retrying' THEN least(next_attempt_at, touched_at + interval '1 day') END
            ) <= now() - make_interval(secs => least($1 * 2.0 ^ sweeps, 86400))
    ) AS due,
    extract(epoch FROM now() - min(queued_at))::double precision AS oldest,
    extract(epoch FROM now() - min(changed_at) FILTER (WHERE status = 'retrying'))::double precision AS oldest_retrying,
    count(*) FILTER (WHERE status = 'queued') AS queued,
    count(*) FILTER (WHERE status = 'processing') AS processing,
    count(*) FILTER (WHERE status = 'retrying') AS retrying
FROM store.jobs
WHERE finished_at IS NULL AND queued_at IS NOT NULL
GROUP BY lane
