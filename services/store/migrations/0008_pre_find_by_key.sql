-- Rows are found by their keys even in a new database. Without statistics the planner takes a tenant for one job, and
-- current facts for one fact; of indexes that then cost the same it takes the newest, and cached what it chose: all
-- jobs of the tenant, or all current facts, were read for each row that was wanted.

-- The newest index of jobs is the one that leads to one job.
ALTER TABLE store.jobs
    ADD CONSTRAINT jobs_by_turn UNIQUE (tenant_id, turn_id),
    DROP CONSTRAINT jobs_tenant_id_turn_id_key;

-- Of use only to who asks in the words of its condition (list_unembedded.sql).
CREATE INDEX facts_to_embed ON store.facts (embedded_with) WHERE valid_to IS NULL AND statement <> '';
DROP INDEX store.facts_by_embedding;
