-- How many turns wait (counted up to 100,000), and for how many seconds the oldest has; null when none does.
SELECT
    (SELECT count(*) FROM (SELECT FROM chat.outbox LIMIT 100000) AS counted) AS turns,
    extract(epoch FROM clock_timestamp() - least(
        (SELECT created_at FROM chat.outbox WHERE lane = 'live' ORDER BY created_at LIMIT 1),
        (SELECT created_at FROM chat.outbox WHERE lane = 'bulk' ORDER BY created_at LIMIT 1)
    ))::float8 AS oldest_seconds
