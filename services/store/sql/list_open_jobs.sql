-- List open jobs of all users, those said last first, after the key ($4, $5); few of many, by the index jobs_open.
SELECT
    jobs.tenant_id, jobs.user_id, jobs.turn_id, jobs.session_id, jobs.said_at, jobs.generation, jobs.lane,
    jobs.queued_at, jobs.started_at, jobs.status, jobs.attempt, jobs.finished_at, jobs.error_class, jobs.error,
    jobs.next_attempt_at, jobs.facts, jobs.rejected, jobs.model, jobs.input_tokens, jobs.output_tokens,
    turns.message_id
FROM store.jobs
LEFT JOIN store.turns
    ON turns.tenant_id = jobs.tenant_id AND turns.user_id = jobs.user_id AND turns.turn_id = jobs.turn_id
WHERE jobs.tenant_id = $1
    AND jobs.finished_at IS NULL
    AND jobs.queued_at IS NOT NULL
    AND ($2::text IS NULL OR jobs.session_id = $2)
    AND ($3::text IS NULL OR jobs.status = $3)
    AND (jobs.said_at, jobs.turn_id) < ($4, $5)
ORDER BY jobs.said_at DESC, jobs.turn_id DESC
LIMIT $6
