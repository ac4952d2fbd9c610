-- Delete the messages that nobody could read and whose bytes hold one of the erased users' ids ($1, as JSON strings).
DELETE FROM store.dead_letters
USING unnest($1::bytea[]) AS erased (name)
WHERE dead_letters.tenant_id IS NULL AND position(erased.name IN dead_letters.body) > 0
