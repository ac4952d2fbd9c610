-- Keep turns until the broker has them; one that is there already stays as it is. With $6, wake the relays.
WITH kept AS (
    INSERT INTO chat.outbox (turn_id, tenant_id, user_id, lane, event)
    SELECT turn_id, tenant_id, user_id, lane, event
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bytea[])
        AS deferred (turn_id, tenant_id, user_id, lane, event)
    ON CONFLICT DO NOTHING
)
SELECT pg_notify('chat_outbox', '') WHERE $6::boolean
