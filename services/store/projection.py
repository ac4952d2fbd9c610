"""Brings the facts in line with the claims, for the scopes that a batch touches."""

from collections import defaultdict
from collections.abc import Iterable

from contracts.slots import SCOPES
from services.store.claims import FORGET, Claim, Fact, Scope
from services.store.consolidation import consolidate, scope_of
from services.store.forgetting import without_forgotten
from services.store.repository import Writer


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
    await writer.write_claims([claim for scope in new.values() for claim in scope])
    facts: list[Fact] = []
    for scope in going_on:
        found = sorted(new[scope], key=lambda claim: claim.order)
        head = heads.get(scope)
        if (head is not None and found[0].order < head.last) or any(claim.operation == FORGET for claim in found):
            again.add(scope)
        else:
            facts += consolidate(found, writer.rules, () if head is None else head.current)
    if again:
        facts += await _compute_again(writer, again, outdated=bool(outdated))
    if outdated:
        await writer.write_rules(outdated)
        writer.outdated.difference_update(outdated)
    await writer.write_facts(facts)
    return len(facts)


async def _compute_again(writer: Writer, scopes: set[Scope], *, outdated: bool) -> list[Fact]:
    claims: dict[Scope, list[Claim]] = defaultdict(list)
    for claim in await writer.read_claims(scopes):
        claims[scope_of(claim)].append(claim)
    facts: list[Fact] = []
    redacted: list[Claim] = []
    for known in claims.values():
        told = without_forgotten(known, writer.rules)
        redacted += [claim for claim, before in zip(told, known, strict=True) if claim is not before]
        facts += consolidate(told, writer.rules)
    await writer.redact_claims(redacted)
    # By other rules two facts may swap their keys, which no order of writing over them allows.
    await writer.delete_facts(scopes, [] if outdated else [fact.fact_id for fact in facts])
    return facts
