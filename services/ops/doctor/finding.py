"""What an examination finds: whether a thing is right, what is wrong with it, and what to do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Grade(StrEnum):
    """How a thing is."""

    FINE = "fine"
    DOUBTFUL = "doubtful"
    """It works, but somebody should look."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `name` is stable, for scripts; `mend` says what to do."""

    name: str
    grade: Grade
    says: str
    mend: str = ""

    def document(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {"name": self.name, "grade": self.grade.value, "says": self.says, "mend": self.mend}


def fine(name: str, says: str) -> Finding:
    """Return a finding about what is right."""
    return Finding(name, Grade.FINE, says)


def doubtful(name: str, says: str, mend: str) -> Finding:
    """Return a finding about what somebody should look at."""
    return Finding(name, Grade.DOUBTFUL, says, mend)


def broken(name: str, says: str, mend: str) -> Finding:
    """Return a finding about what must be mended."""
    return Finding(name, Grade.BROKEN, says, mend)
