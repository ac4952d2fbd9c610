-- Read the jobs of some turns, whoever they belong to. LIMIT keeps the planner at one index probe for each turn.
SELECT
    found.*
FROM unnest($1::text[], $2::uuid[]) AS wanted (tenant_id, turn_id)
CROSS JOIN LATERAL (
    SELECT
        tenant_id, user_id, turn_id, session_id, said_at, generation, lane, queued_at, started_at, status, attempt,
        changed_at, worker, error_class, error, next_attempt_at, facts_generation, facts_attempt, facts_at, facts, rejected,
        model, prompt_version, input_tokens, output_tokens, duration_ms
    FROM store.jobs
    WHERE jobs.tenant_id = wanted.tenant_id AND jobs.turn_id = wanted.turn_id
    LIMIT 1
) AS found
