-- Read a letter that is about to be closed, and keep others from closing it.
SELECT
    id, tenant_id, user_id, turn_id, generation, error_class, status, body
FROM store.dead_letters
WHERE id = $2 AND (tenant_id = $1 OR tenant_id IS NULL)
FOR UPDATE
