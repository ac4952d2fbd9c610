-- Tells whoever reads in one user's name whether that user's memory is off (docs/adr/0010), and nothing else of store.people.

CREATE FUNCTION store.is_silent(tenant text, named text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
RETURN EXISTS (
    SELECT
    FROM store.people
    WHERE tenant_id = tenant AND person = store.digest(tenant, named) AND upper_inf(silences)
);

REVOKE EXECUTE ON FUNCTION store.is_silent(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION store.is_silent(text, text) TO afterthought_reader;
