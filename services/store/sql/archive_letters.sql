-- Archive dead letters; one that came before stays as it is. A letter that a replay or success overtook is closed at once.
INSERT INTO store.dead_letters (
    id, tenant_id, user_id, session_id, turn_id, generation, attempt, said_at, error_class, message, fingerprint,
    origin, routing_key, headers, body, status, closed_at, replayed_as
)
SELECT
    letters.id, letters.tenant_id, letters.user_id, letters.session_id, letters.turn_id, letters.generation,
    letters.attempt, letters.said_at, letters.error_class, letters.message, letters.fingerprint, letters.origin,
    letters.routing_key, letters.headers::jsonb, letters.body,
    coalesce(overtaken.as_status, 'open'),
    CASE WHEN overtaken.as_status IS NOT NULL THEN now() END,
    overtaken.as_generation
FROM unnest(
    $1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::smallint[], $7::smallint[], $8::timestamptz[],
    $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::bytea[]
) AS letters (
    id, tenant_id, user_id, session_id, turn_id, generation, attempt, said_at, error_class, message, fingerprint,
    origin, routing_key, headers, body
)
LEFT JOIN LATERAL (
    SELECT
        CASE WHEN jobs.status = 'completed' THEN 'resolved' ELSE 'replayed' END AS as_status,
        CASE WHEN jobs.generation > letters.generation THEN jobs.generation END AS as_generation
    FROM store.jobs
    WHERE jobs.tenant_id = letters.tenant_id AND jobs.turn_id = letters.turn_id AND jobs.user_id = letters.user_id
        AND (jobs.generation > letters.generation OR (jobs.generation = letters.generation AND jobs.status = 'completed'))
    LIMIT 1
) AS overtaken ON true
ON CONFLICT DO NOTHING
