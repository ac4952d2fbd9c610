-- Read up to when users' words were erased, and the times without memory, without locking anybody.
SELECT named.tenant_id, named.user_id, people.erased_before, people.silences
FROM unnest($1::text[], $2::text[]) AS named (tenant_id, user_id)
JOIN store.people
    ON people.tenant_id = named.tenant_id AND people.person = store.digest(named.tenant_id, named.user_id)
