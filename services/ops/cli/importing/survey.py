"""What is in a file before any of it is sent: how much, whose, from when, what is wrong, and what was sent before."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from services.ops.cli.importing.journal import Journal, Track
from services.ops.cli.importing.source import Source
from services.ops.cli.importing.turn import Turn, Wrong

SHOWN: Final = 20
"""Most wrong places that are named."""


@dataclass
class Survey:
    """What a file holds; `turns` without those that are there twice, `before` those that an earlier run has sent."""

    turns: int = 0
    repeats: int = 0
    before: int = 0
    users: set[str] = field(default_factory=set)
    sessions: set[tuple[str, str]] = field(default_factory=set)
    first: datetime | None = None
    last: datetime | None = None
    wrong: int = 0
    examples: list[Wrong] = field(default_factory=list)

    def document(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "turns": self.turns,
            "repeats": self.repeats,
            "imported_before": self.before,
            "users": len(self.users),
            "sessions": len(self.sessions),
            "first_said_at": self.first and self.first.isoformat(),
            "last_said_at": self.last and self.last.isoformat(),
            "wrong": self.wrong,
            "errors": [{"place": each.place, "reason": each.reason} for each in self.examples],
        }


def survey(source: Source, journal: Journal) -> Survey:
    """Read a file to its end."""
    found, track = Survey(), Track()
    seen: set[bytes] = set()
    for each in source():
        if isinstance(each, Wrong):
            found.wrong += 1
            if len(found.examples) < SHOWN:
                found.examples.append(each)
        elif each.key in seen:
            found.repeats += 1
        else:
            seen.add(each.key)
            _count(found, each)
            track.step(each)
            if track.count == journal.count and track.mark == journal.mark:
                found.before = track.count
    return found


def distinct(source: Source) -> Iterator[Turn]:
    """Yield the turns of a file, each message once and what is wrong left out."""
    seen: set[bytes] = set()
    for each in source():
        if isinstance(each, Turn) and each.key not in seen:
            seen.add(each.key)
            yield each


def _count(found: Survey, turn: Turn) -> None:
    found.turns += 1
    found.users.add(turn.user)
    found.sessions.add((turn.user, turn.session))
    found.first = min(found.first or turn.said_at, turn.said_at)
    found.last = max(found.last or turn.said_at, turn.said_at)
