-- Lock users until the end of the transaction; read watermarks, times without memory, and the rules of their facts.
SELECT touched.tenant_id, touched.user_id, people.erased_before, people.silences, people.rules
FROM store.people
JOIN (
    SELECT tenant_id, user_id, store.digest(tenant_id, user_id) AS person
    FROM unnest($1::text[], $2::text[]) AS named (tenant_id, user_id)
) AS touched ON touched.tenant_id = people.tenant_id AND touched.person = people.person
ORDER BY people.tenant_id, people.person
FOR UPDATE OF people
