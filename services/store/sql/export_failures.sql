-- List the failed attempts of a user's jobs for an export, the oldest first, after the key ($3, $4, $5).
SELECT turn_id, generation, attempt, status, error_class, error, failed_at, next_attempt_at
FROM store.failures
WHERE tenant_id = $1 AND user_id = $2 AND (failed_at, turn_id, attempt) > ($3, $4, $5)
ORDER BY failed_at, turn_id, attempt
LIMIT $6
