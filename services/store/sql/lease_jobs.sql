-- Note that turns are about to be sent: unless that is confirmed in $4 seconds, a sweeper sends them.
UPDATE store.jobs
SET resend_at = now() + make_interval(secs => $4)
FROM unnest($1::text[], $2::uuid[], $3::smallint[]) AS sent (tenant_id, turn_id, generation)
WHERE jobs.tenant_id = sent.tenant_id AND jobs.turn_id = sent.turn_id AND jobs.generation = sent.generation
