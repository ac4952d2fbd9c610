"""What holds for a user as a whole, whatever the turn: what was erased, and when nothing was to be remembered. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

UserKey = tuple[str, str]
"""Tenant and user: what is locked before anything of a user is read or written."""


class Silence(NamedTuple):
    """A time without memory; it lasts on while `until` is None."""

    since: datetime
    until: datetime | None


class Standing(NamedTuple):
    """A user's watermark and opt-outs, as read under the user's lock."""

    erased_before: datetime | None = None
    silences: tuple[Silence, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Tell whether nothing new is to be remembered now."""
        return any(each.until is None for each in self.silences)

    def erases(self, said_at: datetime) -> bool:
        """Tell whether what was said then must not be stored."""
        return self.erased_before is not None and said_at <= self.erased_before

    def ignores(self, said_at: datetime) -> bool:
        """Tell whether a turn that has no job, said then, gets none."""
        return self.is_silent or any(
            each.since <= said_at and each.until is not None and said_at < each.until for each in self.silences
        )


Standings = Mapping[UserKey, Standing]
EVERYTHING_KEPT = Standing()
