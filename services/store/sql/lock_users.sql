-- Lock users, known or new, until the end of the transaction; read watermarks, times without memory, rules of their facts.
-- New ones are added first, then the others locked, all in order, so that no two processes deadlock. There is a row for
-- each: without a name for who is new, and none for whom another process has added at this moment.
WITH named AS MATERIALIZED (
    SELECT tenant_id, user_id, store.digest(tenant_id, user_id, (SELECT salt FROM store.salt)) AS person
    FROM unnest($1::text[], $2::text[]) AS named (tenant_id, user_id)
),
added AS (
    INSERT INTO store.people (tenant_id, person, rules)
    SELECT tenant_id, person, $3
    FROM named
    WHERE NOT EXISTS (
        SELECT FROM store.people WHERE people.tenant_id = named.tenant_id AND people.person = named.person
    )
    ORDER BY tenant_id COLLATE "C", person
    ON CONFLICT DO NOTHING
    RETURNING tenant_id
),
locked AS (
    SELECT named.tenant_id, named.user_id, people.erased_before, people.silences, people.rules
    FROM named
    JOIN store.people ON people.tenant_id = named.tenant_id AND people.person = named.person
    WHERE (SELECT count(*) FROM added) >= 0
    ORDER BY people.tenant_id, people.person
    FOR UPDATE OF people
)
SELECT tenant_id, user_id, erased_before, silences, rules FROM locked
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL FROM added
