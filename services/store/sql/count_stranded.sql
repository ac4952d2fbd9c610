-- Count the open letters, and the jobs untouched for $1 seconds whose turn is not known, so that nobody can send them.
SELECT
    (SELECT count(*) FROM store.dead_letters WHERE status = 'open') AS letters,
    (
        SELECT count(*)
        FROM store.jobs
        WHERE finished_at IS NULL AND queued_at IS NOT NULL
            AND touched_at <= now() - make_interval(secs => $1)
            AND NOT EXISTS (
                SELECT FROM store.turns
                WHERE turns.tenant_id = jobs.tenant_id AND turns.user_id = jobs.user_id
                    AND turns.turn_id = jobs.turn_id
            )
    ) AS without_turn
