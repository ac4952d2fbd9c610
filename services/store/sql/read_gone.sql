-- Tell which of some turns were erased.
SELECT told.tenant_id, told.turn_id
FROM unnest($1::text[], $2::uuid[]) AS told (tenant_id, turn_id)
JOIN store.gone ON gone.tenant_id = told.tenant_id AND gone.turn = store.digest(told.tenant_id, told.turn_id::text)
