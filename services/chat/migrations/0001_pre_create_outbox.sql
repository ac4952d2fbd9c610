-- The outbox: turns that the broker has not confirmed. Usually empty; after an outage, as long as the outage.
CREATE TABLE chat.outbox (
    turn_id    uuid PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Whose it is, so that an erasure finds it without reading the event.
    tenant_id  text COLLATE "C" NOT NULL,
    user_id    text COLLATE "C" NOT NULL,
    lane       text COLLATE "C" NOT NULL CHECK (lane IN ('live', 'bulk')),
    -- The event as it goes out, encoded.
    event      bytea NOT NULL
) WITH (
    -- Rows are inserted, locked and deleted, never updated: pages can be full. What is dead is cleared away by its
    -- number alone, at full speed, because a queue that was long is scanned over its dead rows until then.
    fillfactor = 100,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 10000,
    toast.autovacuum_vacuum_scale_factor = 0,
    toast.autovacuum_vacuum_threshold = 1000,
    toast.autovacuum_vacuum_cost_delay = 0
);

-- What the relay reads by. Nothing reads by user yet.
CREATE INDEX outbox_oldest ON chat.outbox (lane, created_at);
