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
from services.store.values import named, normalise, singular

VERSION: Final = 1
"""Raise it when the same claims lead to other facts than before: `values`, `dates`, `consolidation`, the slots."""
GROUP_BYTES: Final = 200
"""A longer group key is replaced by its digest: a B-tree takes entries of up to 2,704 bytes (PostgreSQL, "B-Tree")."""

Aliases = Mapping[str, Mapping[str, str]]
"""For each slot, which key is meant by which other one."""


class Rules:
    """Tells by which key a value is compared. Pure: the same answers for ever."""

    def __init__(self, aliases: Aliases | None = None) -> None:
        self._aliases = aliases or {}
        stated = json.dumps([VERSION, self._aliases], sort_keys=True)
        self.fingerprint: Final = hashlib.blake2b(stated.encode(), digest_size=16).hexdigest()

    def key(self, slot: str, value: str, said_at: datetime) -> str:
        """Return the form in which two values of a slot are equal."""
        return self._key(BY_NAME[slot], value, said_at)

    def shown(self, slot: str, text: str, said_at: datetime) -> str:  # noqa: ARG002 - for dates
        """Return a value or a statement as it stays true later."""
        return text

    def _key(self, slot: Slot, value: str, said_at: datetime) -> str:
        key = normalise(self.shown(slot.name, value, said_at))
        if slot.kind is Kind.THING:
            key = singular(key)
        elif slot.kind is Kind.BEING:
            key = named(key)
        aliases = self._aliases.get(slot.name)
        return key if aliases is None else aliases.get(key, key)


def group_key_for(slot: str, value_key: str) -> str:
    """Return the key under which a slot has one current fact: empty when the slot has one value at a time."""
    if not BY_NAME[slot].many:
        return ""
    encoded = value_key.encode()
    return value_key if len(encoded) <= GROUP_BYTES else hashlib.blake2b(encoded, digest_size=16).hexdigest()
