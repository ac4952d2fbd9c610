-- Count users who were never erased, current facts, open dead letters; unreadable letters belong to every tenant.
SELECT
    (SELECT count(*) FROM store.people WHERE tenant_id = $1 AND erased_before IS NULL) AS users,
    (SELECT count(*) FROM store.facts WHERE tenant_id = $1 AND valid_to IS NULL) AS facts,
    (
        SELECT count(*) FROM store.dead_letters
        WHERE (tenant_id = $1 OR tenant_id IS NULL) AND status = 'open'
    ) AS dead_letters
