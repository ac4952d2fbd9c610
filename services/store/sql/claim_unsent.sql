-- Claim jobs whose lease ran out: somebody was about to send them, and no confirm was noted.
UPDATE store.jobs
SET resend_at = now() + make_interval(secs => $3)
FROM (
    SELECT jobs.tenant_id AS due_tenant, jobs.user_id AS due_user, jobs.turn_id AS due_turn
    FROM store.jobs
    JOIN store.turns USING (tenant_id, user_id, turn_id)
    WHERE jobs.finished_at IS NULL AND jobs.queued_at IS NOT NULL
        AND jobs.lane = $1
        AND jobs.resend_at <= now()
    ORDER BY jobs.queued_at
    LIMIT $2
    FOR UPDATE OF jobs SKIP LOCKED
) AS due
JOIN store.turns ON turns.tenant_id = due_tenant AND turns.user_id = due_user AND turns.turn_id = due_turn
WHERE jobs.tenant_id = due_tenant AND jobs.user_id = due_user AND jobs.turn_id = due_turn
RETURNING
    jobs.tenant_id, jobs.user_id, jobs.turn_id, turns.session_id, jobs.lane, turns.said_at, turns.message_id,
    turns.content, turns.context, jobs.generation, jobs.status, jobs.attempt
