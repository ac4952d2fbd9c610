-- List the failed attempts of a job, the first one first.
SELECT generation, attempt, status, error_class, error, failed_at, next_attempt_at
FROM store.failures
WHERE tenant_id = $1 AND user_id = $2 AND turn_id = $3
ORDER BY generation, attempt, failed_at
