-- Leave of the acts that concern erased users, or their jobs ($4), who did what and when.
UPDATE store.audit
SET turn_id = NULL, detail = '{}'
FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS raised (tenant_id, user_id, watermark)
WHERE audit.tenant_id = raised.tenant_id
    AND (audit.person = store.digest(raised.tenant_id, raised.user_id) OR audit.turn_id = ANY($4::uuid[]))
