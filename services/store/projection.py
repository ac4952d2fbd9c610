"""Brings the facts in line with the claims, for the groups that a batch touches."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from services.store.consolidation import Claim, Fact, consolidate
from services.store.repository import Group, Writer


def group_of(claim: Claim) -> Group:
    """Return the group that a claim belongs to."""
    return claim.tenant_id, claim.user_id, claim.slot, claim.group_key


async def project(writer: Writer, claims: Iterable[Claim], disturbed: set[Group]) -> int:
    """Store `claims` and what follows from them; returns the number of facts that are new or changed.

    A group goes on from its current fact when all its new claims are later than those it has. That is the common case,
    and costs the same however long its history is. A late claim, or claims that went (`disturbed`), have the group
    computed again from all its claims.
    """
    new: dict[Group, list[Claim]] = defaultdict(list)
    for claim in claims:
        new[group_of(claim)].append(claim)
    heads = await writer.read_heads(new) if new else {}
    await writer.write_claims([claim for group in new.values() for claim in group])
    again = set(disturbed)
    facts: list[Fact] = []
    for group, found in new.items():
        found.sort(key=lambda claim: claim.order)
        head = heads.get(group)
        if group in again or (head is not None and found[0].order < head.last):
            again.add(group)
            continue
        current = None if head is None else head.current
        facts += [fact for fact in consolidate(found, current) if fact is not current]
    if again:
        facts += await _compute_again(writer, again)
    await writer.write_facts(facts)
    return len(facts)


async def _compute_again(writer: Writer, groups: set[Group]) -> list[Fact]:
    claims = await writer.read_claims(groups)
    facts = [fact for _, group in groupby(claims, key=group_of) for fact in consolidate(group)]
    await writer.delete_facts(groups, [fact.fact_id for fact in facts])
    return facts
