-- Archive dead letters; one that was archived before, and came again, stays as it is.
INSERT INTO store.dead_letters (
    id, tenant_id, user_id, session_id, turn_id, generation, attempt, said_at, error_class, message, fingerprint,
    origin, routing_key, headers, body
)
SELECT
    id, tenant_id, user_id, session_id, turn_id, generation, attempt, said_at, error_class, message, fingerprint,
    origin, routing_key, headers::jsonb, body
FROM unnest(
    $1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::smallint[], $7::smallint[], $8::timestamptz[],
    $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::bytea[]
) AS letters (
    id, tenant_id, user_id, session_id, turn_id, generation, attempt, said_at, error_class, message, fingerprint,
    origin, routing_key, headers, body
)
ON CONFLICT DO NOTHING
