"""Whose a message may be that nobody could read: the ids in its bytes. An erasure has to reach such letters as well."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import product
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from contracts.events import DEFAULT_TENANT, Moment, Name
from services.store.standing import EVERYTHING_KEPT, Standings, UserKey

MOST_NAMES: Final = 200
"""More than a message of ours can hold."""

T = TypeVar("T")

_FIELD: Final = re.compile(rb'"(tenant_id|user_id|said_at)"\s*:\s*("(?:[^"\\]|\\.)*")')
_NAME: Final[TypeAdapter[str]] = TypeAdapter(Name)
_MOMENT: Final[TypeAdapter[datetime]] = TypeAdapter(Moment)


def names_in(body: bytes) -> set[UserKey]:
    """Return the users that a message's bytes name."""
    users = list(_values(body, b"user_id", _NAME))[:MOST_NAMES]
    tenants = list(_values(body, b"tenant_id", _NAME))[:1] or [DEFAULT_TENANT]
    return set(product(tenants, users))


def is_of_the_erased(body: bytes, standings: Standings) -> bool:
    """Tell whether bytes name a user with a watermark, and no moment after it."""
    moments = list(_values(body, b"said_at", _MOMENT))
    watermarks = [standings.get(user, EVERYTHING_KEPT).erased_before for user in names_in(body)]
    return any(at is not None and all(moment <= at for moment in moments) for at in watermarks)


def _values(body: bytes, field: bytes, kind: TypeAdapter[T]) -> Iterator[T]:
    for name, value in _FIELD.findall(body):
        if name == field:
            with suppress(ValueError, ValidationError):
                yield kind.validate_python(json.loads(value))
