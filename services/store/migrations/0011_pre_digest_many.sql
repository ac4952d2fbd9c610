-- The digest of many names with the salt read once: a function that reads it itself is run apart for each row.
-- Code that knows none of it runs on.

CREATE FUNCTION store.digest(tenant text, named text, salt bytea) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256(salt || convert_to(tenant || E'\x1f' || named, 'UTF8'));

CREATE OR REPLACE FUNCTION store.digest(tenant text, named text) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN store.digest(tenant, named, (SELECT salt FROM store.salt));
