-- Store what turns said. Claims in force before were deleted, so a conflict is a mistake and must fail.
INSERT INTO store.claims (
    tenant_id, user_id, turn_id, ordinal, generation, attempt, session_id, said_at, slot, value, statement, operation,
    confidence, quote, message_id, model, prompt_version, source, target
)
SELECT *
FROM unnest(
    $1::text[], $2::text[], $3::uuid[], $4::smallint[], $5::smallint[], $6::smallint[], $7::text[],
    $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[], $13::double precision[], $14::text[],
    $15::text[], $16::text[], $17::text[], $18::text[], $19::text[]
)
