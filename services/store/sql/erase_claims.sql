-- Delete the claims that watermarks cover, and those of erased jobs ($4); says which slots have to be computed again.
DELETE FROM store.claims
USING unnest($1::text[], $2::text[], $3::timestamptz[]) AS raised (tenant_id, user_id, watermark)
WHERE claims.tenant_id = raised.tenant_id AND claims.user_id = raised.user_id
    AND (claims.said_at <= raised.watermark OR claims.turn_id = ANY($4::uuid[]))
RETURNING claims.tenant_id, claims.user_id, claims.slot
