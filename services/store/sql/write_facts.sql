-- Store facts as computed, and the few claims that they follow from.
-- Ended facts come first, so that a group never has two current ones on the way.
WITH told AS (
    INSERT INTO store.claims (
        tenant_id, user_id, turn_id, ordinal, generation, attempt, session_id, said_at, slot, value, statement, operation,
        confidence, quote, message_id, model, prompt_version, source, target
    )
    SELECT *
    FROM unnest(
        $25::text[], $26::text[], $27::uuid[], $28::smallint[], $29::smallint[], $30::smallint[], $31::text[],
        $32::timestamptz[], $33::text[], $34::text[], $35::text[], $36::text[], $37::double precision[], $38::text[],
        $39::text[], $40::text[], $41::text[], $42::text[], $43::text[]
    )
)
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
