-- List $2 users that have turns in the outbox, after $1, each found by one look into the index.
WITH RECURSIVE users AS (
    (SELECT user_id FROM chat.outbox WHERE tenant_id = $3 AND user_id > $1 ORDER BY user_id LIMIT 1)
    UNION ALL
    SELECT following.user_id
    FROM users
    CROSS JOIN LATERAL (
        SELECT user_id FROM chat.outbox
        WHERE tenant_id = $3 AND user_id > users.user_id
        ORDER BY user_id
        LIMIT 1
    ) AS following
)
SELECT user_id FROM users LIMIT $2
