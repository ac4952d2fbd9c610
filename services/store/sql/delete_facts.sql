-- Drop the facts of some slots that their claims no longer lead to; those in $4 are about to be written.
DELETE FROM store.facts
USING unnest($1::text[], $2::text[], $3::text[]) AS computed (tenant_id, user_id, slot)
WHERE facts.tenant_id = computed.tenant_id AND facts.user_id = computed.user_id AND facts.slot = computed.slot
    AND NOT facts.fact_id = ANY($4::uuid[])
