"""What a person had forgotten stays forgotten: the words go from the claims, and from those that come later.

A forgetting is a claim like others, and holds digests only. What was said before it, in its slot, of a value that it
lists loses its words, whether it is stored already, comes late, is delivered again or replayed. The claim itself stays:
what it ended was ended.
"""

import hashlib
from collections.abc import Iterable

from services.store.claims import ASSERT, CORRECT, FORGET, RETRACT, Claim, Fact
from services.store.rules import Rules
from services.store.values import holds, normalise, parts_of


def digest_of(tenant: str, user: str, key: str) -> str:
    """Return what a key is recognised by without being told."""
    return hashlib.blake2b("\x1f".join((tenant, user, key)).encode(), digest_size=16).hexdigest()


def digests_for(fact: Fact, claims: Iterable[Claim], rules: Rules) -> str:
    """Return the target of a forgetting: digests of the fact's key, and of the ways in which `claims` said it."""
    keys = {fact.value_key, parts_of(fact.value_key).name}
    for claim in claims:
        if claim.slot == fact.slot and claim.value:
            key = rules.key(claim.slot, claim.value, claim.said_at)
            if key == fact.value_key:
                # An alias may not be known any more when the claim is told again.
                keys.add(normalise(claim.value))
            elif claim.operation == RETRACT and (holds(fact.value_key, key) or holds(key, fact.value_key)):
                keys.add(key)
    return " ".join(sorted(digest_of(fact.tenant_id, fact.user_id, key) for key in keys))


def without_forgotten(claims: Iterable[Claim], rules: Rules) -> list[Claim]:
    """Return the claims of one scope, those without their words whose value was forgotten after they were made."""
    ordered = sorted(claims, key=lambda claim: claim.order, reverse=True)
    forgotten: dict[str, set[str]] = {}
    kept: list[Claim] = []
    for claim in ordered:
        if claim.operation == FORGET:
            forgotten.setdefault(claim.slot, set()).update((claim.target or "").split())
            kept.append(claim)
        else:
            gone = forgotten.get(claim.slot)
            kept.append(claim if gone is None else _redacted(claim, gone, rules))
    kept.reverse()
    return kept


def _redacted(claim: Claim, gone: set[str], rules: Rules) -> Claim:
    if claim.value:
        known = _digests(claim, claim.value, rules)
        if gone.intersection(known):
            target = known[0] if claim.operation == ASSERT else claim.target
            claim = claim._replace(value="", statement="", quote="", target=target)
    if claim.operation == CORRECT and claim.target:
        keys = claim.target, rules.renamed(claim.slot, claim.target)
        if gone.intersection(digest_of(claim.tenant_id, claim.user_id, key) for key in keys):
            claim = claim._replace(target="")
    return claim


def _digests(claim: Claim, value: str, rules: Rules) -> tuple[str, str]:
    keys = rules.key(claim.slot, value, claim.said_at), normalise(value)
    return digest_of(claim.tenant_id, claim.user_id, keys[0]), digest_of(claim.tenant_id, claim.user_id, keys[1])
