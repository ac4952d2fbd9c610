-- Store jobs as they are now, and keep turns: one that is there already stays as it is.
-- What is older was merged into a job before, under the user's lock, so this may overwrite.
-- A turn that waits to be sent again (resend_at) does so until somebody is heard of it.
WITH kept AS (
    INSERT INTO store.turns (tenant_id, user_id, turn_id, session_id, lane, said_at, message_id, content, context)
    SELECT tenant_id, user_id, turn_id, session_id, lane, said_at, message_id, content, context::jsonb
    FROM unnest(
        $29::text[], $30::text[], $31::uuid[], $32::text[], $33::text[], $34::timestamptz[], $35::text[], $36::text[],
        $37::text[]
    ) AS recorded (tenant_id, user_id, turn_id, session_id, lane, said_at, message_id, content, context)
    ON CONFLICT DO NOTHING
)
INSERT INTO store.jobs (
    tenant_id, user_id, turn_id, session_id, said_at, generation, lane, queued_at, started_at, status, attempt,
    changed_at, finished_at, worker, error_class, error, next_attempt_at, facts_generation, facts_attempt, facts_at,
    facts, rejected, model, prompt_version, input_tokens, output_tokens, duration_ms,
    rejections
)
SELECT *
FROM unnest(
    $1::text[], $2::text[], $3::uuid[], $4::text[], $5::timestamptz[], $6::smallint[], $7::text[], $8::timestamptz[],
    $9::timestamptz[], $10::text[], $11::smallint[], $12::timestamptz[], $13::timestamptz[], $14::text[], $15::text[],
    $16::text[], $17::timestamptz[], $18::smallint[], $19::smallint[], $20::timestamptz[], $21::integer[],
    $22::integer[], $23::text[], $24::text[], $25::bigint[], $26::bigint[], $27::bigint[],
    $28::text[]
)
ON CONFLICT (tenant_id, user_id, turn_id) DO UPDATE SET
    session_id = excluded.session_id,
    said_at = excluded.said_at,
    generation = excluded.generation,
    lane = excluded.lane,
    queued_at = excluded.queued_at,
    started_at = excluded.started_at,
    status = excluded.status,
    attempt = excluded.attempt,
    changed_at = excluded.changed_at,
    finished_at = excluded.finished_at,
    worker = excluded.worker,
    error_class = excluded.error_class,
    error = excluded.error,
    next_attempt_at = excluded.next_attempt_at,
    facts_generation = excluded.facts_generation,
    facts_attempt = excluded.facts_attempt,
    facts_at = excluded.facts_at,
    facts = excluded.facts,
    rejected = excluded.rejected,
    model = excluded.model,
    prompt_version = excluded.prompt_version,
    input_tokens = excluded.input_tokens,
    output_tokens = excluded.output_tokens,
    duration_ms = excluded.duration_ms,
    rejections = excluded.rejections,
    touched_at = now(),
    sweeps = CASE WHEN jobs.generation = excluded.generation THEN jobs.sweeps ELSE 0 END,
    resend_at = CASE
        WHEN jobs.generation = excluded.generation AND excluded.status = 'queued' THEN jobs.resend_at
    END
