-- Count by model the turns completed since $2 and their tokens.
SELECT
    model,
    count(*) AS turns,
    coalesce(sum(input_tokens), 0)::bigint AS input_tokens,
    coalesce(sum(output_tokens), 0)::bigint AS output_tokens
FROM store.jobs
WHERE tenant_id = $1 AND finished_at >= $2 AND status = 'completed'
GROUP BY model
ORDER BY turns DESC, model
