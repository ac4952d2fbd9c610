-- The store's tables: users, turns, jobs, claims, facts, dead letters. Tenant and user lead every key.
-- Names are compared byte by byte (COLLATE "C"): they are identifiers, and their order must not depend on the system.

-- One row for each user: what its writers lock, and the watermark of an erasure.
CREATE TABLE store.users (
    tenant_id     text COLLATE "C" NOT NULL,
    user_id       text COLLATE "C" NOT NULL,
    erased_before timestamptz,
    PRIMARY KEY (tenant_id, user_id)
);

-- The user's words, as recorded: a job can be started again from here.
CREATE TABLE store.turns (
    tenant_id   text COLLATE "C" NOT NULL,
    user_id     text COLLATE "C" NOT NULL,
    turn_id     uuid NOT NULL,
    session_id  text COLLATE "C" NOT NULL,
    lane        text COLLATE "C" NOT NULL CHECK (lane IN ('live', 'bulk')),
    said_at     timestamptz NOT NULL,
    message_id  text COLLATE "C" NOT NULL,
    content     text NOT NULL,
    context     jsonb NOT NULL CHECK (jsonb_typeof(context) = 'array'),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, user_id, turn_id)
);

-- A turn's life. Its columns and what they mean: services/store/states.py.
CREATE TABLE store.jobs (
    tenant_id        text COLLATE "C" NOT NULL,
    user_id          text COLLATE "C" NOT NULL,
    turn_id          uuid NOT NULL,
    session_id       text COLLATE "C" NOT NULL,
    said_at          timestamptz NOT NULL,
    generation       smallint NOT NULL CHECK (generation >= 1),
    lane             text COLLATE "C" NOT NULL CHECK (lane IN ('live', 'bulk')),
    queued_at        timestamptz,
    started_at       timestamptz,
    status           text COLLATE "C" NOT NULL,
    attempt          smallint NOT NULL,
    changed_at       timestamptz,
    finished_at      timestamptz,
    worker           text,
    error_class      text,
    error            text,
    next_attempt_at  timestamptz,
    facts_generation smallint,
    facts_attempt    smallint,
    facts_at         timestamptz,
    facts            integer,
    rejected         integer,
    model            text,
    prompt_version   text,
    input_tokens     bigint,
    output_tokens    bigint,
    duration_ms      bigint,
    PRIMARY KEY (tenant_id, user_id, turn_id),
    UNIQUE (tenant_id, turn_id),
    CONSTRAINT status_is_known CHECK (
        status IN ('queued', 'processing', 'retrying', 'completed', 'dead', 'discarded', 'erased')
    ),
    CONSTRAINT attempts_count_from_one CHECK (
        CASE WHEN status IN ('queued', 'erased') THEN attempt = 0 ELSE attempt >= 1 END
    ),
    CONSTRAINT ended_is_finished CHECK (
        (finished_at IS NOT NULL) = (status IN ('completed', 'dead', 'discarded'))
        AND (finished_at IS NULL OR finished_at = changed_at)
    ),
    CONSTRAINT processing_has_worker CHECK ((worker IS NOT NULL) = (status = 'processing')),
    CONSTRAINT processing_was_started CHECK (status <> 'processing' OR started_at IS NOT NULL),
    CONSTRAINT failed_has_error CHECK (
        (error_class IS NOT NULL) = (status IN ('retrying', 'dead', 'discarded'))
        AND (error IS NULL) = (error_class IS NULL)
    ),
    CONSTRAINT retrying_has_next_attempt CHECK ((next_attempt_at IS NOT NULL) = (status = 'retrying')),
    CONSTRAINT extraction_is_whole CHECK (
        num_nulls(facts_generation, facts_attempt, facts_at, facts, rejected, model, prompt_version, duration_ms)
            IN (0, 8)
        AND (facts_at IS NOT NULL OR num_nonnulls(input_tokens, output_tokens) = 0)
    ),
    CONSTRAINT extraction_is_not_ahead CHECK (facts_generation <= generation),
    CONSTRAINT completed_has_extraction CHECK (
        status <> 'completed' OR (facts_generation IS NOT NULL AND facts_generation = generation)
    ),
    CONSTRAINT erased_tells_nothing CHECK (
        CASE WHEN status = 'erased'
            THEN num_nonnulls(queued_at, started_at, changed_at, facts_at) = 0
            ELSE queued_at IS NOT NULL AND changed_at IS NOT NULL
        END
    )
) WITH (fillfactor = 70); -- room on the page for a job's next status, so that no index has to change with it

CREATE INDEX jobs_by_user ON store.jobs (tenant_id, user_id, said_at, turn_id);
-- The list of all users' jobs, newest first: the one index that a user does not lead.
CREATE INDEX jobs_by_time ON store.jobs (tenant_id, said_at, turn_id);

-- What turns said: the immutable evidence that facts are computed from.
CREATE TABLE store.claims (
    tenant_id      text COLLATE "C" NOT NULL,
    user_id        text COLLATE "C" NOT NULL,
    turn_id        uuid NOT NULL,
    ordinal        smallint NOT NULL CHECK (ordinal >= 0),
    generation     smallint NOT NULL,
    attempt        smallint NOT NULL,
    session_id     text NOT NULL,
    said_at        timestamptz NOT NULL,
    slot           text COLLATE "C" NOT NULL,
    group_key      text COLLATE "C" NOT NULL,
    value          text NOT NULL,
    value_key      text NOT NULL,
    statement      text NOT NULL,
    operation      text NOT NULL CHECK (operation IN ('assert', 'retract')),
    confidence     double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    quote          text NOT NULL,
    message_id     text NOT NULL,
    model          text NOT NULL,
    prompt_version text NOT NULL,
    PRIMARY KEY (tenant_id, user_id, turn_id, ordinal)
);

CREATE INDEX claims_by_group ON store.claims (tenant_id, user_id, slot, group_key, said_at, turn_id, ordinal);

-- What is and was known: a projection of the claims (services/store/consolidation.py).
CREATE TABLE store.facts (
    tenant_id      text COLLATE "C" NOT NULL,
    user_id        text COLLATE "C" NOT NULL,
    fact_id        uuid NOT NULL,
    slot           text COLLATE "C" NOT NULL,
    group_key      text COLLATE "C" NOT NULL,
    value          text NOT NULL,
    value_key      text NOT NULL,
    statement      text NOT NULL,
    confidence     double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    quote          text NOT NULL CHECK (quote <> ''),
    message_id     text NOT NULL,
    turn_id        uuid NOT NULL,
    session_id     text NOT NULL,
    said_at        timestamptz NOT NULL,
    model          text NOT NULL,
    prompt_version text NOT NULL,
    valid_from     timestamptz NOT NULL,
    supersedes     uuid,
    valid_to       timestamptz,
    ended_by       uuid,
    ended_as       text,
    confirmed_at   timestamptz,
    confirmations  integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, user_id, fact_id),
    CONSTRAINT valid_from_when_said CHECK (valid_from = said_at),
    CONSTRAINT valid_forwards CHECK (valid_to >= valid_from),
    CONSTRAINT ended_is_explained CHECK (
        num_nulls(valid_to, ended_by, ended_as) IN (0, 3) AND ended_as IN ('superseded', 'retracted')
    ),
    CONSTRAINT confirmed_is_counted CHECK (
        confirmations >= 0 AND (confirmed_at IS NOT NULL) = (confirmations > 0) AND confirmed_at >= valid_from
    )
);

CREATE UNIQUE INDEX facts_current ON store.facts (tenant_id, user_id, slot, group_key) WHERE valid_to IS NULL;
CREATE INDEX facts_by_slot ON store.facts (tenant_id, user_id, slot, valid_from, fact_id);

-- Every message that was given up, byte for byte, with its cause. Of one that cannot be read, nobody knows whose it is.
CREATE TABLE store.dead_letters (
    id          uuid PRIMARY KEY,
    tenant_id   text COLLATE "C",
    user_id     text COLLATE "C",
    session_id  text COLLATE "C",
    turn_id     uuid,
    generation  smallint,
    attempt     smallint NOT NULL CHECK (attempt >= 1),
    said_at     timestamptz,
    error_class text NOT NULL,
    message     text NOT NULL,
    fingerprint text NOT NULL,
    origin      text NOT NULL,
    routing_key text NOT NULL,
    headers     jsonb NOT NULL CHECK (jsonb_typeof(headers) = 'object'),
    body        bytea NOT NULL,
    archived_at timestamptz NOT NULL DEFAULT now(),
    status      text NOT NULL DEFAULT 'open' CHECK (status IN ('open')),
    CONSTRAINT owner_is_whole CHECK (
        num_nulls(tenant_id, user_id) IN (0, 2) AND num_nulls(session_id, turn_id, generation, said_at) IN (0, 4)
        AND (turn_id IS NULL OR user_id IS NOT NULL)
    )
);

CREATE INDEX dead_letters_by_user ON store.dead_letters (tenant_id, user_id, archived_at);
