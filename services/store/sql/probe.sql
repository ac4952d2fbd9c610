-- Tell that PostgreSQL answers, and fail when our tables are not there.
SELECT FROM store.jobs LIMIT 1
