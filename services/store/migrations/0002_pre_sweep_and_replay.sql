-- Sweeper, replay and discard (docs/adr/0006). Code that knows none of it runs on: each new column has a default.

ALTER TABLE store.jobs
    ADD COLUMN touched_at timestamptz NOT NULL DEFAULT now(), -- last change, by the database's clock
    ADD COLUMN swept_at   timestamptz,
    ADD COLUMN sweeps     smallint NOT NULL DEFAULT 0 CHECK (sweeps >= 0),
    ADD COLUMN resend_at  timestamptz; -- the lease of whoever sends the turn: past it, somebody else does

-- Open jobs. No column here changes with each status, so that those updates stay heap-only.
CREATE INDEX jobs_open ON store.jobs (queued_at) WHERE finished_at IS NULL AND queued_at IS NOT NULL;

ALTER TABLE store.dead_letters
    DROP CONSTRAINT dead_letters_status_check,
    ADD COLUMN closed_at   timestamptz,
    ADD COLUMN closed_by   text,
    ADD COLUMN reason      text,
    ADD COLUMN replayed_as smallint,
    ADD CONSTRAINT status_is_known CHECK (status IN ('open', 'replayed', 'discarded', 'resolved')),
    ADD CONSTRAINT open_is_not_closed CHECK ((status = 'open') = (closed_at IS NULL)),
    ADD CONSTRAINT discarded_is_explained CHECK (status <> 'discarded' OR num_nulls(closed_by, reason) = 0),
    ADD CONSTRAINT replayed_has_generation CHECK (status <> 'replayed' OR replayed_as > generation);

CREATE INDEX dead_letters_by_time ON store.dead_letters (archived_at, id);
CREATE INDEX dead_letters_by_turn ON store.dead_letters (tenant_id, turn_id);
CREATE INDEX dead_letters_open ON store.dead_letters (fingerprint, archived_at, id) WHERE status = 'open';

-- Who did what to which letter. Holds nothing that a user said.
CREATE TABLE store.audit (
    id        uuid PRIMARY KEY,
    tenant_id text COLLATE "C" NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    operator  text NOT NULL CHECK (operator <> ''),
    action    text NOT NULL CHECK (action IN ('replay', 'discard')),
    letter_id uuid NOT NULL,
    turn_id   uuid,
    detail    jsonb NOT NULL CHECK (jsonb_typeof(detail) = 'object')
);

CREATE INDEX audit_by_time ON store.audit (tenant_id, at, id);
