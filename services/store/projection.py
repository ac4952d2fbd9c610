"""Brings the facts in line with the claims, for the scopes that a batch touches."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from contracts.slots import SCOPES
from services.store.claims import FORGET, Claim, Current, Fact, Scope
from services.store.consolidation import consolidate, scope_of
from services.store.forgetting import without_forgotten
from services.store.repository import Writer

FEW: Final = 8
"""Up to so many claims and facts go into one statement; more are copied, which takes two round trips for each table."""


async def project(writer: Writer, claims: Iterable[Claim], disturbed: set[Scope]) -> int:
    """Store `claims` and what follows from them; returns the number of facts that are new or changed.

    A scope goes on from its current facts when all its new claims are later than those it has. That is the common case,
    and costs the same however long its history is. A late claim, claims that went (`disturbed`), and one that has
    others forgotten, have the scope computed again from all its claims; other rules than before, all of a user's.
    """
    new: dict[Scope, list[Claim]] = defaultdict(list)
    for claim in claims:
        new[scope_of(claim)].append(claim)
    outdated = writer.outdated.intersection(scope[:2] for scope in (*new, *disturbed))
    again = disturbed | {(*user, slots) for user in outdated for slots in SCOPES.values()}
    going_on = [scope for scope in new if scope not in again]
    heads = await writer.read_heads(going_on) if going_on else {}
    known: set[UUID] = set()
    facts: list[Fact] = []
    changed: list[Current] = []
    for scope in going_on:
        found = sorted(new[scope], key=lambda claim: claim.order)
        head = heads.get(scope)
        if (head is not None and found[0].order < head.last) or any(claim.operation == FORGET for claim in found):
            again.add(scope)
        else:
            for fact in consolidate(found, writer.rules, () if head is None else head.current):
                if isinstance(fact, Fact):
                    facts.append(fact)
                else:
                    changed.append(fact)
    told = [claim for scope in new.values() for claim in scope]
    if again or len(told) > FEW:
        await writer.write_claims(told)
        told = []
    if again:
        computed, known = await _compute_again(writer, again)
        facts += computed
    if outdated:
        await writer.write_rules(outdated)
        writer.outdated.difference_update(outdated)
    # What ends comes first, so that a group never has two current facts on the way.
    await writer.change_facts(changed)
    if len(facts) > FEW:
        await writer.write_facts([fact for fact in facts if fact.fact_id in known], told)
        await writer.add_facts([fact for fact in facts if fact.fact_id not in known])
    else:
        await writer.write_facts(facts, told)
    return len(facts) + len(changed)


async def _compute_again(writer: Writer, scopes: set[Scope]) -> tuple[list[Fact], set[UUID]]:
    """Delete the facts of scopes that are no more; returns the new and changed, often few, and the ids that stay."""
    claims: dict[Scope, list[Claim]] = defaultdict(list)
    for claim in await writer.read_claims(scopes):
        claims[scope_of(claim)].append(claim)
    facts: dict[UUID, Fact] = {}
    redacted: list[Claim] = []
    for known in claims.values():
        told = without_forgotten(known, writer.rules)
        redacted += [claim for claim, before in zip(told, known, strict=True) if claim is not before]
        facts.update((fact.fact_id, fact) for fact in consolidate(told, writer.rules))
    await writer.redact_claims(redacted)
    stored = {fact.fact_id: fact for fact in await writer.read_facts(scopes)}
    # Two facts may swap their groups, by other rules or because a turn was read anew, which no order of writing one
    # over the other allows. So whoever changes its group is written as if it were new.
    moved = [fact for key, fact in stored.items() if key not in facts or facts[key].group != fact.group]
    await writer.delete_facts(moved)
    changed = [fact for key, fact in facts.items() if stored.get(key) != fact]
    return changed, stored.keys() - {fact.fact_id for fact in moved}
