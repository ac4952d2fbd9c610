-- Lock users until the end of the transaction and read their watermarks, and by which rules their facts are computed.
SELECT users.tenant_id, users.user_id, users.erased_before, users.rules
FROM store.users
JOIN unnest($1::text[], $2::text[]) AS touched (tenant_id, user_id) USING (tenant_id, user_id)
ORDER BY users.tenant_id, users.user_id
FOR UPDATE OF users
