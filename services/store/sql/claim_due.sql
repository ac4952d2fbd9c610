-- Claim jobs of a lane that nothing was heard of for long, the oldest first; nobody else claims them for the lease.
UPDATE store.jobs
SET swept_at = now(), sweeps = least(sweeps + 1, 30), resend_at = now() + make_interval(secs => $5)
FROM (
    SELECT jobs.tenant_id AS due_tenant, jobs.user_id AS due_user, jobs.turn_id AS due_turn
    FROM store.jobs
    JOIN store.turns USING (tenant_id, user_id, turn_id)
    WHERE jobs.finished_at IS NULL AND jobs.queued_at IS NOT NULL
        AND jobs.lane = $1
        AND jobs.resend_at IS NULL
        -- A retry may be a day off; a clock that is wrong by more does not hold a job back.
        AND greatest(
            jobs.touched_at,
            jobs.swept_at,
            CASE WHEN jobs.status = 'retrying' THEN least(jobs.next_attempt_at, jobs.touched_at + interval '1 day') END
        ) <= now() - make_interval(secs => greatest(least($2 * 2.0 ^ jobs.sweeps, 86400), $3))
    ORDER BY jobs.queued_at
    LIMIT $4
    FOR UPDATE OF jobs SKIP LOCKED
) AS due
JOIN store.turns ON turns.tenant_id = due_tenant AND turns.user_id = due_user AND turns.turn_id = due_turn
WHERE jobs.tenant_id = due_tenant AND jobs.user_id = due_user AND jobs.turn_id = due_turn
RETURNING
    jobs.tenant_id, jobs.user_id, jobs.turn_id, turns.session_id, jobs.lane, turns.said_at, turns.message_id,
    turns.content, turns.context, jobs.generation, jobs.status, jobs.attempt
