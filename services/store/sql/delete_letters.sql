-- Forget the archived messages of users whose words up to a watermark must go.
DELETE FROM store.dead_letters
USING unnest($1::text[], $2::text[], $3::timestamptz[]) AS raised (tenant_id, user_id, watermark)
WHERE dead_letters.tenant_id = raised.tenant_id AND dead_letters.user_id = raised.user_id
    AND dead_letters.said_at <= raised.watermark
