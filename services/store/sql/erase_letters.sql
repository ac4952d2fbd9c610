-- Delete the archived messages that watermarks cover, those of erased jobs ($4), and those about the user as a whole.
DELETE FROM store.dead_letters
USING unnest($1::text[], $2::text[], $3::timestamptz[]) AS raised (tenant_id, user_id, watermark)
WHERE dead_letters.tenant_id = raised.tenant_id AND dead_letters.user_id = raised.user_id
    AND (
        dead_letters.said_at <= raised.watermark
        OR dead_letters.said_at IS NULL
        OR dead_letters.turn_id = ANY($4::uuid[])
    )
