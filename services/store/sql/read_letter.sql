-- Read a letter, to learn whose it is; one that nobody could read belongs to every tenant.
SELECT
    id, tenant_id, user_id, turn_id, generation, error_class, status, body
FROM store.dead_letters
WHERE id = $2 AND (tenant_id = $1 OR tenant_id IS NULL)
