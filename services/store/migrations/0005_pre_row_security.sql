-- Row-level security for what is read in one user's name (docs/adr/0010). The owner of the tables, who writes, is not bound.

DO $$
BEGIN
    CREATE ROLE afterthought_reader NOLOGIN;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN
        NULL; -- another database of this server has it, or makes it now
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'the role afterthought_reader is missing and % may not create it', current_user
            USING HINT = format(
                'As an administrator run: CREATE ROLE afterthought_reader NOLOGIN; GRANT afterthought_reader TO %I;',
                current_user
            );
END $$;

DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'afterthought_reader', 'MEMBER') THEN
        EXECUTE format('GRANT afterthought_reader TO %I', current_user);
    END IF;
EXCEPTION
    WHEN unique_violation THEN
        NULL; -- granted by another migration at this moment
END $$;

GRANT USAGE ON SCHEMA store TO afterthought_reader;
GRANT SELECT ON store.turns, store.jobs, store.claims, store.facts, store.dead_letters TO afterthought_reader;

ALTER TABLE store.turns ENABLE ROW LEVEL SECURITY;
ALTER TABLE store.jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE store.claims ENABLE ROW LEVEL SECURITY;
ALTER TABLE store.facts ENABLE ROW LEVEL SECURITY;
ALTER TABLE store.dead_letters ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_rows ON store.turns FOR SELECT TO afterthought_reader USING (
    tenant_id = current_setting('afterthought.tenant', true) AND user_id = current_setting('afterthought.user', true)
);
CREATE POLICY own_rows ON store.jobs FOR SELECT TO afterthought_reader USING (
    tenant_id = current_setting('afterthought.tenant', true) AND user_id = current_setting('afterthought.user', true)
);
CREATE POLICY own_rows ON store.claims FOR SELECT TO afterthought_reader USING (
    tenant_id = current_setting('afterthought.tenant', true) AND user_id = current_setting('afterthought.user', true)
);
CREATE POLICY own_rows ON store.facts FOR SELECT TO afterthought_reader USING (
    tenant_id = current_setting('afterthought.tenant', true) AND user_id = current_setting('afterthought.user', true)
);
CREATE POLICY own_rows ON store.dead_letters FOR SELECT TO afterthought_reader USING (
    tenant_id = current_setting('afterthought.tenant', true) AND user_id = current_setting('afterthought.user', true)
);
