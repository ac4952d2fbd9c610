-- Lock the oldest turns of a lane that no other relay has in hand: $2 of them at most, and about $3 bytes.
WITH oldest AS MATERIALIZED (
    SELECT turn_id, tenant_id, user_id, lane, created_at, event
    FROM chat.outbox
    WHERE lane = $1
    ORDER BY created_at
    LIMIT $2
    FOR UPDATE SKIP LOCKED
),
sized AS (
    SELECT *, sum(octet_length(event)) OVER (ORDER BY created_at, turn_id) - octet_length(event) AS bytes_before
    FROM oldest
)
SELECT turn_id, tenant_id, user_id, lane, event FROM sized WHERE bytes_before < $3 ORDER BY created_at, turn_id
