-- Read what a job's extraction was made with, and what it rejected.
SELECT prompt_version, duration_ms, rejections
FROM store.jobs
WHERE tenant_id = $1 AND user_id = $2 AND turn_id = $3
