-- What an operator sees (GET /v1/activity, GET /v1/jobs/{id}/history). Code that knows none of it runs on.

-- Jobs of the last hour, without a scan of all. BRIN: a few bytes for many pages, and next to nothing to keep.
CREATE INDEX jobs_by_moment ON store.jobs USING brin (queued_at, finished_at)
WITH (pages_per_range = 32, autosummarize = on);

-- Each failed attempt of a job, because the job itself tells of the last one alone. Goes with the job.
CREATE TABLE store.failures (
    tenant_id       text COLLATE "C" NOT NULL,
    user_id         text COLLATE "C" NOT NULL,
    turn_id         uuid NOT NULL,
    generation      smallint NOT NULL,
    attempt         smallint NOT NULL,
    status          text COLLATE "C" NOT NULL CHECK (status IN ('retrying', 'dead')),
    error_class     text NOT NULL,
    error           text NOT NULL,
    failed_at       timestamptz NOT NULL,
    next_attempt_at timestamptz,
    PRIMARY KEY (tenant_id, user_id, turn_id, generation, attempt, status),
    FOREIGN KEY (tenant_id, user_id, turn_id) REFERENCES store.jobs ON DELETE CASCADE
);

CREATE FUNCTION store.note_failure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO store.failures (
        tenant_id, user_id, turn_id, generation, attempt, status, error_class, error, failed_at, next_attempt_at
    )
    VALUES (
        NEW.tenant_id, NEW.user_id, NEW.turn_id, NEW.generation, NEW.attempt, NEW.status, NEW.error_class, NEW.error,
        NEW.changed_at, NEW.next_attempt_at
    )
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

-- A trigger, because the writer stores where a job stands, and many jobs at once; it is called for failures alone.
CREATE TRIGGER jobs_note_failure AFTER INSERT OR UPDATE ON store.jobs FOR EACH ROW
WHEN (NEW.status IN ('retrying', 'dead')) EXECUTE FUNCTION store.note_failure();

GRANT SELECT ON store.failures TO afterthought_reader;
ALTER TABLE store.failures ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON store.failures FOR SELECT TO afterthought_reader USING (
    tenant_id = current_setting('afterthought.tenant', true) AND user_id = current_setting('afterthought.user', true)
);
