-- Why facts that were offered are none (GET /v1/jobs/{id}/history): counts by reason, as JSON with sorted keys; nobody's
-- words. Null when nothing was rejected, which takes no room. Text, because it is compared as it was written.
ALTER TABLE store.jobs ADD COLUMN rejections text;
