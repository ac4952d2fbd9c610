-- Erasure and opt-out (docs/adr/0010): nothing that outlives an erasure names the person.
-- Stop the stores first: older ones lock users by their names, and pause when that table is gone.

CREATE TABLE store.salt (
    salt   bytea NOT NULL,
    single boolean PRIMARY KEY DEFAULT true CHECK (single)
);

INSERT INTO store.salt (salt)
VALUES (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- What stands for a user, or a turn, once the name must be gone. Names hold no control characters.
CREATE FUNCTION store.digest(tenant text, named text) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256((SELECT salt FROM store.salt) || convert_to(tenant || E'\x1f' || named, 'UTF8'));

-- One row for each user: what its writers lock, the watermark of an erasure, the times without memory.
CREATE TABLE store.people (
    tenant_id     text COLLATE "C" NOT NULL,
    person        bytea NOT NULL,
    erased_before timestamptz,
    silences      tstzmultirange NOT NULL DEFAULT '{}',
    rules         text, -- what the user's facts were computed by (docs/adr/0009)
    PRIMARY KEY (tenant_id, person)
);

INSERT INTO store.people (tenant_id, person, erased_before, rules)
SELECT tenant_id, store.digest(tenant_id, user_id), erased_before, rules FROM store.users;

DROP TABLE store.users;

-- Turns that were erased, so that a later copy is not taken for new words.
CREATE TABLE store.gone (
    tenant_id text COLLATE "C" NOT NULL,
    turn      bytea NOT NULL,
    PRIMARY KEY (tenant_id, turn)
);

INSERT INTO store.gone (tenant_id, turn)
SELECT tenant_id, store.digest(tenant_id, turn_id::text) FROM store.jobs WHERE status = 'erased';

DELETE FROM store.jobs WHERE status = 'erased';

ALTER TABLE store.jobs
    DROP CONSTRAINT status_is_known,
    DROP CONSTRAINT attempts_count_from_one,
    DROP CONSTRAINT erased_tells_nothing,
    ADD CONSTRAINT status_is_known CHECK (
        status IN ('queued', 'processing', 'retrying', 'completed', 'dead', 'discarded')
    ),
    ADD CONSTRAINT attempts_count_from_one CHECK (CASE WHEN status = 'queued' THEN attempt = 0 ELSE attempt >= 1 END),
    ADD CONSTRAINT told_is_dated CHECK (queued_at IS NOT NULL AND changed_at IS NOT NULL);

-- Who did what to which letter, or for which person. Names nobody, and holds nothing that a user said.
ALTER TABLE store.audit
    DROP CONSTRAINT audit_action_check,
    ALTER COLUMN letter_id DROP NOT NULL,
    ADD COLUMN person bytea,
    ADD CONSTRAINT action_is_known CHECK (
        action IN ('replay', 'discard', 'erase', 'opt_out', 'opt_in', 'correct', 'forget')
    ),
    ADD CONSTRAINT audit_has_subject CHECK (num_nulls(letter_id, person) = 1);
