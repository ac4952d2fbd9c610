-- Count a tenant's users, current facts and open dead letters; letters that nobody could read belong to every tenant.
SELECT
    (SELECT count(*) FROM store.users WHERE tenant_id = $1) AS users,
    (SELECT count(*) FROM store.facts WHERE tenant_id = $1 AND valid_to IS NULL) AS facts,
    (
        SELECT count(*) FROM store.dead_letters
        WHERE (tenant_id = $1 OR tenant_id IS NULL) AND status = 'open'
    ) AS dead_letters
