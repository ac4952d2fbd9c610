-- Store what turns said. Claims in force before were deleted, so a conflict is a mistake and must fail.
INSERT INTO store.claims (
    tenant_id, user_id, turn_id, ordinal, generation, attempt, session_id, said_at, slot, group_key, value, value_key,
    statement, operation, confidence, quote, message_id, model, prompt_version
)
SELECT *
FROM unnest(
    $1::text[], $2::text[], $3::uuid[], $4::smallint[], $5::smallint[], $6::smallint[], $7::text[],
    $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
    $15::double precision[], $16::text[], $17::text[], $18::text[], $19::text[]
)
