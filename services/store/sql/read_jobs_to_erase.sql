-- Read the jobs of some users whose turns were said up to the user's watermark and are not erased yet.
SELECT
    jobs.tenant_id, jobs.user_id, turn_id, session_id, said_at, generation, lane, queued_at, started_at, status, attempt,
    changed_at, worker, error_class, error, next_attempt_at, facts_generation, facts_attempt, facts_at, facts, rejected,
    model, prompt_version, input_tokens, output_tokens, duration_ms
FROM store.jobs
JOIN unnest($1::text[], $2::text[], $3::timestamptz[]) AS raised (tenant_id, user_id, watermark)
    ON jobs.tenant_id = raised.tenant_id AND jobs.user_id = raised.user_id AND jobs.said_at <= raised.watermark
WHERE jobs.status <> 'erased'
