-- Close a letter, and with it the other open letters of its turn up to a generation.
UPDATE store.dead_letters
SET status = $4, closed_at = now(), closed_by = $5, reason = $6, replayed_as = $7
WHERE status = 'open'
    AND (
        id = $1
        OR (
            tenant_id = $2 AND turn_id = $3 AND generation <= $8
            AND user_id = (SELECT user_id FROM store.dead_letters WHERE id = $1)
        )
    )
RETURNING id
