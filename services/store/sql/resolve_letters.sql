-- Close the letters of turns that were completed after all, in the letter's generation or a later one.
UPDATE store.dead_letters
SET status = 'resolved', closed_at = now()
FROM unnest($1::text[], $2::text[], $3::uuid[], $4::smallint[]) AS done (tenant_id, user_id, turn_id, generation)
WHERE dead_letters.tenant_id = done.tenant_id AND dead_letters.turn_id = done.turn_id
    AND dead_letters.user_id = done.user_id AND dead_letters.generation <= done.generation
    AND dead_letters.status IN ('open', 'replayed')
