-- Drop the facts of some groups that their claims no longer lead to; those in $5 are about to be written.
DELETE FROM store.facts
USING unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS computed (tenant_id, user_id, slot, group_key)
WHERE facts.tenant_id = computed.tenant_id AND facts.user_id = computed.user_id
    AND facts.slot = computed.slot AND facts.group_key = computed.group_key
    AND NOT facts.fact_id = ANY($5::uuid[])
