-- Remember nothing new of a user from now on; a user who is silent already stays so since then.
UPDATE store.people
SET silences = silences + tstzmultirange(tstzrange(clock_timestamp(), NULL))
WHERE tenant_id = $1 AND person = store.digest($1, $2)
