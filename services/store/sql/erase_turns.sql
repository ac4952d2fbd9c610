-- Delete the words that watermarks cover, and those of erased jobs ($4).
DELETE FROM store.turns
USING unnest($1::text[], $2::text[], $3::timestamptz[]) AS raised (tenant_id, user_id, watermark)
WHERE turns.tenant_id = raised.tenant_id AND turns.user_id = raised.user_id
    AND (turns.said_at <= raised.watermark OR turns.turn_id = ANY($4::uuid[]))
