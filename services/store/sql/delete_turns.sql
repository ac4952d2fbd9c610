-- Forget the words of erased turns.
DELETE FROM store.turns
USING unnest($1::text[], $2::text[], $3::uuid[]) AS gone (tenant_id, user_id, turn_id)
WHERE turns.tenant_id = gone.tenant_id AND turns.user_id = gone.user_id AND turns.turn_id = gone.turn_id
