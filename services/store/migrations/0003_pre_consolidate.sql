-- Consolidation by slot, and what a person says about the memory itself (docs/adr/0009). The keys go from the claims:
-- they follow from the value and the rules. A store of before meets an unknown column, and waits to be replaced.

ALTER TABLE store.users
    ADD COLUMN rules text; -- what the user's facts were computed by; others compute them anew

DROP INDEX store.claims_by_group;

ALTER TABLE store.claims
    DROP COLUMN group_key,
    DROP COLUMN value_key,
    ADD COLUMN source text COLLATE "C" NOT NULL DEFAULT 'turn' CHECK (source IN ('turn', 'user')),
    ADD COLUMN target text, -- correct: the key that was wrong; forget, and what was forgotten: digests
    DROP CONSTRAINT claims_operation_check,
    ADD CONSTRAINT operation_is_known CHECK (
        operation IN ('assert', 'retract') OR (source = 'user' AND operation IN ('correct', 'forget'))
    ),
    ADD CONSTRAINT target_is_named CHECK (target IS NOT NULL OR operation IN ('assert', 'retract')),
    ADD CONSTRAINT wordless_is_whole CHECK (value <> '' OR (statement = '' AND quote = ''));

CREATE INDEX claims_by_slot ON store.claims (tenant_id, user_id, slot, said_at, turn_id, ordinal);

ALTER TABLE store.facts
    ADD COLUMN source text COLLATE "C" NOT NULL DEFAULT 'turn' CHECK (source IN ('turn', 'user')),
    DROP CONSTRAINT ended_is_explained,
    ADD CONSTRAINT ended_is_explained CHECK (
        num_nulls(valid_to, ended_by, ended_as) IN (0, 3)
        AND ended_as IN ('superseded', 'retracted', 'corrected', 'crowded_out')
    );
