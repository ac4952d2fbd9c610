-- Show jobs by their ids.
SELECT
    jobs.tenant_id, jobs.user_id, jobs.turn_id, jobs.session_id, jobs.said_at, jobs.generation, jobs.lane,
    jobs.queued_at, jobs.started_at, jobs.status, jobs.attempt, jobs.finished_at, jobs.error_class, jobs.error,
    jobs.next_attempt_at, jobs.facts, jobs.rejected, jobs.model, jobs.input_tokens, jobs.output_tokens,
    turns.message_id
FROM unnest($1::text[], $2::uuid[]) AS wanted (tenant_id, turn_id)
JOIN store.jobs USING (tenant_id, turn_id)
LEFT JOIN store.turns
    ON turns.tenant_id = jobs.tenant_id AND turns.user_id = jobs.user_id AND turns.turn_id = jobs.turn_id
