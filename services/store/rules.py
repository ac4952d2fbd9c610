"""What facts are computed by, besides the claims: which values are equal, and how they are shown.

Two stores with the same rules compute the same facts. A user's facts carry the fingerprint of the rules they were
computed by, and a store with other ones computes them anew before it adds to them (`services/store/projection.py`).
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from contracts.slots import BY_NAME, Kind, Slot
from services.store.dates import dated
from services.store.iso import date_of
from services.store.values import named, normalise, singular

VERSION: Final = 1
"""Raise it when the same claims lead to other facts than before: `values`, `dates`, `consolidation`, the slots."""
GROUP_BYTES: Final = 200
"""A longer group key is replaced by its digest: a B-tree takes entries of up to 2,704 bytes (PostgreSQL, "B-Tree")."""

Aliases = Mapping[str, Mapping[str, str]]
"""For each slot, which spelling means which other one; both as `spelling` returns them."""


class Rules:
    """Tells by which key a value is compared. Pure: the same answers for ever."""

    def __init__(self, aliases: Aliases | None = None) -> None:
        self._aliases = aliases or {}
        stated = json.dumps([VERSION, self._aliases], sort_keys=True)
        self.fingerprint: Final = hashlib.blake2b(stated.encode(), digest_size=16).hexdigest()

    def key(self, slot: str, value: str, said_at: datetime) -> str:
        """Return the form in which two values of a slot are equal."""
        definition = BY_NAME[slot]
        if definition.kind is Kind.DATE:
            return date_of(value) or normalise(value)
        return self.renamed(slot, spelling(definition, self.statement(slot, value, said_at)))

    def renamed(self, slot: str, key: str) -> str:
        """Return what a key, perhaps one of other rules, is by these."""
        aliases = self._aliases.get(slot)
        return key if aliases is None else aliases.get(key, key)

    def value(self, slot: str, value: str, said_at: datetime) -> str:
        """Return a value as it is shown: so that it stays true later, and dates in one form."""
        if BY_NAME[slot].kind is Kind.DATE:
            date = date_of(value)
            return value if date.startswith("--") else date or value
        return self.statement(slot, value, said_at)

    def statement(self, slot: str, statement: str, said_at: datetime) -> str:
        """Return a statement as it is shown: so that it stays true later."""
        kind = BY_NAME[slot].kind
        if kind is Kind.HAPPENING or kind is Kind.UPCOMING:
            return dated(statement, said_at, ahead=kind is Kind.UPCOMING)
        return statement


def spelling(slot: Slot, value: str) -> str:
    """Return the form in which spellings of one value of a slot are equal, other names for it aside."""
    key = normalise(value)
    match slot.kind:
        case Kind.THING:
            return singular(key)
        case Kind.BEING:
            return named(key)
        case _:
            return key


def group_key_for(slot: str, value_key: str) -> str:
    """Return the key under which a slot has one current fact: empty when the slot has one value at a time."""
    if not BY_NAME[slot].many:
        return ""
    encoded = value_key.encode()
    return value_key if len(encoded) <= GROUP_BYTES else hashlib.blake2b(encoded, digest_size=16).hexdigest()
