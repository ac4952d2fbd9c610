-- Group dead letters by what they have in common, the latest group first, after the key ($7, $8).
SELECT
    fingerprint,
    min(error_class) AS error_class,
    count(*) AS count,
    count(DISTINCT user_id) AS users,
    min(archived_at) AS first_at,
    max(archived_at) AS last_at,
    (array_agg(id ORDER BY archived_at DESC, id DESC))[1] AS example_id,
    (array_agg(message ORDER BY archived_at DESC, id DESC))[1] AS example
FROM store.dead_letters
WHERE (tenant_id = $1 OR tenant_id IS NULL)
    AND ($2::text IS NULL OR status = $2)
    AND ($3::text IS NULL OR error_class = $3)
    AND ($4::text IS NULL OR user_id = $4)
    AND ($5::text IS NULL OR origin = $5)
    AND ($6::text IS NULL OR fingerprint = $6)
GROUP BY fingerprint
HAVING (max(archived_at), fingerprint) < ($7, $8)
ORDER BY max(archived_at) DESC, fingerprint DESC
LIMIT $9
