-- Note that a turn was sent, and confirmed by the broker.
UPDATE store.jobs
SET resend_at = NULL
WHERE tenant_id = $1 AND turn_id = $2 AND generation = $3
