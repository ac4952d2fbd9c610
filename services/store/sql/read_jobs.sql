-- Read the jobs of some turns, whoever they belong to, and whether a letter of the turn is open or replayed.
-- LIMIT keeps the planner at one index probe for each turn; for EXISTS it would read all letters into a hash table.
-- There may be a letter without a job.
SELECT wanted.tenant_id, wanted.turn_id, letters.waiting, found.*
FROM unnest($1::text[], $2::uuid[]) AS wanted (tenant_id, turn_id)
LEFT JOIN LATERAL (
    SELECT
        tenant_id, user_id, turn_id, session_id, said_at, generation, lane, queued_at, started_at, status, attempt,
        changed_at, worker, error_class, error, next_attempt_at, facts_generation, facts_attempt, facts_at, facts, rejected,
        model, prompt_version, input_tokens, output_tokens, duration_ms, rejections
    FROM store.jobs
    WHERE jobs.tenant_id = wanted.tenant_id AND jobs.turn_id = wanted.turn_id
    LIMIT 1
) AS found ON true
LEFT JOIN LATERAL (
    SELECT true AS waiting
    FROM store.dead_letters
    WHERE dead_letters.tenant_id = wanted.tenant_id AND dead_letters.turn_id = wanted.turn_id
        AND dead_letters.status IN ('open', 'replayed')
    LIMIT 1
) AS letters ON true
WHERE found.turn_id IS NOT NULL OR letters.waiting
