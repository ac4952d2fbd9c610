-- Keep turns; one that is there already stays as it is.
INSERT INTO store.turns (tenant_id, user_id, turn_id, session_id, lane, said_at, message_id, content, context)
SELECT tenant_id, user_id, turn_id, session_id, lane, said_at, message_id, content, context::jsonb
FROM unnest(
    $1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::text[]
) AS recorded (tenant_id, user_id, turn_id, session_id, lane, said_at, message_id, content, context)
ON CONFLICT DO NOTHING
