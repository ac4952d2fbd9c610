-- Recall (docs/adr/0011): the words of each current fact, ready to be searched, and its embedding, if a model is set.
-- No extension is needed here: vectors are kept as arrays of real, and compared as pgvector's type.

ALTER TABLE store.facts
    -- 'A' is what the fact says, 'B' its slot's name, 'D' the user's words. English stems stand beside the words as they
    -- are: other languages have no stems here, but their words are found.
    ADD COLUMN words tsvector GENERATED ALWAYS AS (
        CASE WHEN valid_to IS NULL THEN
            setweight(
                to_tsvector('english', value || ' ' || statement) || to_tsvector('simple', value || ' ' || statement),
                'A'
            )
            || setweight(to_tsvector('english', replace(slot, '_', ' ')), 'B')
            || setweight(to_tsvector('english', quote) || to_tsvector('simple', quote), 'D')
        END
    ) STORED,
    ADD COLUMN embedding real[],
    ADD COLUMN embedded_with text COLLATE "C", -- the model that was asked; without an embedding it could make none
    ADD CONSTRAINT embedding_has_model CHECK (embedding IS NULL OR embedded_with IS NOT NULL),
    ADD CONSTRAINT embedding_is_of_the_current CHECK (valid_to IS NULL OR num_nonnulls(embedding, embedded_with) = 0);

-- Floats do not compress; trying costs time.
ALTER TABLE store.facts ALTER COLUMN embedding SET STORAGE EXTERNAL;

-- What has no embedding of the model that is in use.
CREATE INDEX facts_by_embedding ON store.facts (embedded_with) WHERE valid_to IS NULL;

-- An embedding goes with what it was made of, whoever changes the fact.
CREATE FUNCTION store.forget_embedding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.embedding := NULL;
    NEW.embedded_with := NULL;
    RETURN NEW;
END $$;

CREATE TRIGGER facts_forget_embedding BEFORE UPDATE ON store.facts FOR EACH ROW
WHEN (OLD.embedded_with IS NOT NULL AND (NEW.valid_to IS NOT NULL OR NEW.statement <> OLD.statement))
EXECUTE FUNCTION store.forget_embedding();
