"""What is known of a person after all that was extracted: the store's own claims and consolidation, in memory."""

from collections.abc import Iterable
from itertools import groupby

from contracts.events import FactsExtracted
from services.store.consolidation import Fact, consolidate
from services.store.plan import claims_of
from services.store.projection import group_of


def consolidate_all(extractions: Iterable[FactsExtracted]) -> list[Fact]:
    """Return all facts, current and closed, that follow from what was extracted from some turns."""
    claims = sorted((claim for each in extractions for claim in claims_of(each)), key=lambda claim: claim.order)
    claims.sort(key=group_of)
    return [fact for _, group in groupby(claims, key=group_of) for fact in consolidate(group)]
