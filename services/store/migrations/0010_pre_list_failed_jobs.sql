-- Failed jobs, newest first, without a look at all others. Not by status: then each change of status would change the
-- index too, where now only a failure does (PostgreSQL, "Heap-Only Tuples").
CREATE INDEX jobs_failed ON store.jobs (tenant_id, said_at, turn_id)
WHERE finished_at IS NOT NULL AND error_class IS NOT NULL;
