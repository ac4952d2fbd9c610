-- Close the letters of turns that were completed after all, in the letter's generation or a later one.
-- OFFSET keeps the planner at one index probe for each turn.
UPDATE store.dead_letters
SET status = 'resolved', closed_at = now()
WHERE id IN (
    SELECT closed.id
    FROM unnest($1::text[], $2::text[], $3::uuid[], $4::smallint[]) AS done (tenant_id, user_id, turn_id, generation)
    CROSS JOIN LATERAL (
        SELECT letters.id
        FROM store.dead_letters AS letters
        WHERE letters.tenant_id = done.tenant_id AND letters.turn_id = done.turn_id
            AND letters.user_id = done.user_id AND letters.generation <= done.generation
            AND letters.status IN ('open', 'replayed')
        OFFSET 0
    ) AS closed
)
