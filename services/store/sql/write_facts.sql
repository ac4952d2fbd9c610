-- Store facts as computed. Ended ones come first, so that a group never has two current facts on the way.
INSERT INTO store.facts (
    tenant_id, user_id, fact_id, slot, group_key, value, value_key, statement, confidence, quote, message_id, turn_id,
    session_id, said_at, model, prompt_version, source, valid_from, supersedes, valid_to, ended_by, ended_as,
    confirmed_at, confirmations
)
SELECT *
FROM unnest(
    $1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::double precision[], $10::text[], $11::text[], $12::uuid[], $13::text[], $14::timestamptz[], $15::text[],
    $16::text[], $17::text[], $18::timestamptz[], $19::uuid[], $20::timestamptz[], $21::uuid[], $22::text[],
    $23::timestamptz[], $24::integer[]
)
ON CONFLICT (tenant_id, user_id, fact_id) DO UPDATE SET
    slot = excluded.slot,
    group_key = excluded.group_key,
    value = excluded.value,
    value_key = excluded.value_key,
    statement = excluded.statement,
    confidence = excluded.confidence,
    quote = excluded.quote,
    message_id = excluded.message_id,
    turn_id = excluded.turn_id,
    session_id = excluded.session_id,
    said_at = excluded.said_at,
    model = excluded.model,
    prompt_version = excluded.prompt_version,
    source = excluded.source,
    valid_from = excluded.valid_from,
    supersedes = excluded.supersedes,
    valid_to = excluded.valid_to,
    ended_by = excluded.ended_by,
    ended_as = excluded.ended_as,
    confirmed_at = excluded.confirmed_at,
    confirmations = excluded.confirmations
