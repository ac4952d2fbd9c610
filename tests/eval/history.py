"""What is known of a person after all that was extracted: the store's own claims and consolidation, in memory."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from contracts.events import FactsExtracted
from services.store.claims import Claim, Fact, Scope
from services.store.consolidation import consolidate, scope_of
from services.store.plan import claims_of
from services.store.rules import Rules

RULES: Final = Rules()


def consolidate_all(extractions: Iterable[FactsExtracted]) -> list[Fact]:
    """Return all facts, current and closed, that follow from what was extracted from some turns."""
    scopes = defaultdict[Scope, list[Claim]](list)
    for extracted in extractions:
        for claim in claims_of(extracted, extracted.said_at):
            scopes[scope_of(claim)].append(claim)
    return [
        fact for claims in scopes.values() for fact in consolidate(sorted(claims, key=lambda claim: claim.order), RULES)
    ]
