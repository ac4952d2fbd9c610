"""From claims to facts, as a pure function: what turns said, in the order they said it, becomes what is known.

The order is (said_at, turn_id, ordinal) and nothing else, so that arrival never decides. It is a left fold: what is
current after a claim follows from what was current before it, and from the claim. So whoever knows what is current,
and that a claim is later than all others, needs no history (docs/adr/0009).
"""

from collections.abc import Iterable
from typing import Generic, TypeVar
from uuid import UUID

from contracts.identifiers import fact_id_for
from contracts.slots import BY_NAME, SCOPES, Kind
from services.store.claims import (
    CORRECT,
    CORRECTED,
    CROWDED_OUT,
    FORGET,
    RETRACT,
    RETRACTED,
    SUPERSEDED,
    Claim,
    Current,
    Fact,
    Scope,
)
from services.store.forgetting import digest_of
from services.store.iso import covers
from services.store.rules import Rules, group_key_for
from services.store.values import holds, means, parts_of

K = TypeVar("K", Fact, Current)
"""What was current before: whole facts, or as much of them as is looked at."""


def consolidate(claims: Iterable[Claim], rules: Rules, current: Iterable[K] = ()) -> list[Fact | K]:
    """Return the facts that are new or changed by the claims of one scope, in their order; `current` were known."""
    standing = _Standing(rules, current)
    for claim in claims:
        standing.take(claim)
    return list(standing.changed.values())


class _Standing(Generic[K]):
    """What is current in a scope, and what has changed."""

    def __init__(self, rules: Rules, current: Iterable[K]) -> None:
        self._rules = rules
        self._current: dict[tuple[str, str], Fact | K] = {(fact.slot, fact.group_key): fact for fact in current}
        self.changed: dict[UUID, Fact | K] = {}

    def take(self, claim: Claim) -> None:
        if claim.operation == FORGET:
            return
        if not claim.value:
            self._take_forgotten(claim)
            return
        key = self._rules.key(claim.slot, claim.value, claim.said_at)
        if claim.operation == RETRACT:
            for fact in self._meant(claim.slot, key):
                self._end(fact, claim, RETRACTED)
        elif claim.operation == CORRECT:
            self._assert(claim, key, self._correct(claim))
        else:
            self._assert(claim, key)

    def _assert(self, claim: Claim, key: str, corrected: Fact | K | None = None) -> None:
        fact = self._same(claim.slot, key)
        if fact is not None:
            self._keep(fact._replace(confirmed_at=claim.said_at, confirmations=fact.confirmations + 1))
            return
        replaced = self._replaced(claim.slot, key)
        if replaced is not None:
            self._end(replaced, claim, SUPERSEDED)
        before = corrected or replaced
        opened = _opened(claim, key, self._rules, None if before is None else before.fact_id)
        self._keep(opened)
        self._make_room(claim, opened)

    def _correct(self, claim: Claim) -> Fact | K | None:
        """End the fact that was wrong, if it is still there."""
        if not claim.target:
            return None
        key = self._rules.renamed(claim.slot, claim.target)
        fact = self._current.get((claim.slot, group_key_for(claim.slot, key)))
        if fact is None or fact.value_key != key:
            return None
        self._end(fact, claim, CORRECTED)
        return fact

    def _take_forgotten(self, claim: Claim) -> None:
        """Let a claim without words end what it ended when it had them."""
        if claim.operation == CORRECT:
            self._correct(claim)
        elif claim.operation == RETRACT:
            return
        for fact in list(self._current.values()):
            alone = fact.slot == claim.slot and not BY_NAME[claim.slot].many
            if alone or digest_of(fact.tenant_id, fact.user_id, fact.value_key) == claim.target:
                self._end(fact, claim, SUPERSEDED)

    def _same(self, slot: str, key: str) -> Fact | K | None:
        """Return the current fact that says the same, or more."""
        fact = self._current.get((slot, group_key_for(slot, key)))
        if not BY_NAME[slot].many:
            same = fact is not None and (
                fact.value_key == key or (BY_NAME[slot].kind is Kind.DATE and covers(fact.value_key, key))
            )
            return fact if same else None
        if fact is not None or "(" in key:
            return fact
        start = f"{key} ("
        fuller = [
            each
            for each in self._current.values()
            if each.value_key.startswith(start) and each.slot == slot and parts_of(each.value_key).name == key
        ]
        return fuller[0] if len(fuller) == 1 else None

    def _replaced(self, slot: str, key: str) -> Fact | K | None:
        """Return the current fact whose place a new value takes."""
        definition = BY_NAME[slot]
        if not definition.many:
            return self._current.get((slot, ""))
        group_key = group_key_for(slot, key)
        if definition.opposite and (definition.opposite, group_key) in self._current:
            return self._current[definition.opposite, group_key]
        name, kind = parts_of(key)
        return self._current.get((slot, group_key_for(slot, name))) if kind else None

    def _meant(self, slot: str, key: str) -> list[Fact | K]:
        """Return the current fact that a retraction means, if there is no doubt."""
        fact = self._current.get((slot, group_key_for(slot, key)))
        if not BY_NAME[slot].many:
            # What is retracted may be said with fewer words, or with more.
            related = fact is not None and (holds(fact.value_key, key) or holds(key, fact.value_key))
            return [fact] if fact is not None and related else []
        if fact is not None:
            return [fact]
        meant = [each for each in self._current.values() if each.slot == slot and means(key, each.value_key)]
        return meant if len(meant) == 1 else []

    def _make_room(self, claim: Claim, opened: Fact) -> None:
        """End the oldest fact that was never confirmed, or that confirmed longest ago, when there is one too many."""
        limit = BY_NAME[claim.slot].limit
        if len(self._current) <= limit:
            return
        others = [each for each in self._current.values() if each.slot == claim.slot and each is not opened]
        if len(others) >= limit:
            self._end(min(others, key=_worth), claim, CROWDED_OUT)

    def _keep(self, fact: Fact | K) -> None:
        self._current[fact.slot, fact.group_key] = self.changed[fact.fact_id] = fact

    def _end(self, fact: Fact | K, by: Claim, how: str) -> None:
        del self._current[fact.slot, fact.group_key]
        self.changed[fact.fact_id] = fact._replace(valid_to=by.said_at, ended_by=by.turn_id, ended_as=how)


def _worth(fact: Fact | Current) -> tuple[object, ...]:
    """Return what says how much a fact is worth keeping; the ids make it the same choice everywhere."""
    return fact.confirmations > 0, fact.confirmed_at or fact.said_at, fact.turn_id, fact.fact_id


def scope_of(claim: Claim) -> Scope:
    """Return the scope that a claim belongs to."""
    return claim.tenant_id, claim.user_id, SCOPES[claim.slot]


def _opened(claim: Claim, key: str, rules: Rules, supersedes: UUID | None) -> Fact:
    return Fact(
        claim.tenant_id,
        claim.user_id,
        fact_id_for(claim.turn_id, claim.ordinal),
        claim.slot,
        group_key_for(claim.slot, key),
        rules.value(claim.slot, claim.value, claim.said_at),
        key,
        rules.statement(claim.slot, claim.statement, claim.said_at),
        claim.confidence,
        claim.quote,
        claim.message_id,
        claim.turn_id,
        claim.session_id,
        claim.said_at,
        claim.model,
        claim.prompt_version,
        claim.source,
        claim.said_at,
        supersedes,
    )
