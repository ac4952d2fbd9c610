-- Remember a user again from now on.
UPDATE store.people
SET silences = silences - tstzmultirange(tstzrange(clock_timestamp(), NULL))
WHERE tenant_id = $1 AND person = store.digest($1, $2)
