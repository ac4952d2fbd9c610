"""How far an import has come, beside the file, so that one that was killed goes on where it was.

It only saves work: every message has an id that is the same at each run, and the same id never makes a second job. So
it may be lost, be a batch behind, or be written without a flush to the disk.
"""

import hashlib
import json
from pathlib import Path

from services.ops.cli.importing.turn import Turn


class Track:
    """A digest of the turns so far: tells whether the file begins as it did when the journal was written."""

    def __init__(self) -> None:
        self.count = 0
        self._digest = hashlib.sha256()

    def step(self, turn: Turn) -> None:
        """Go past a turn."""
        self.count += 1
        self._digest.update(turn.key)

    @property
    def mark(self) -> str:
        """Return the digest."""
        return self._digest.hexdigest()


class Journal:
    """The journal of importing one file into one chat service."""

    def __init__(self, path: Path, url: str) -> None:
        self.path = path
        self._url = url
        self.count = 0
        self.mark = ""

    def load(self) -> None:
        """Read how far the last run came; of what is no journal, or another service's, nothing."""
        try:
            found = json.loads(self.path.read_text())
            if found["url"] == self._url:
                self.count, self.mark = int(found["turns"]), str(found["mark"])
        except (OSError, ValueError, KeyError, TypeError):
            return

    def forget(self) -> None:
        """Begin at the first turn."""
        self.count, self.mark = 0, ""

    def save(self, track: Track) -> None:
        """Write how far this run is; raises `OSError`."""
        new = self.path.with_name(f"{self.path.name}.new")
        new.write_text(json.dumps({"url": self._url, "turns": track.count, "mark": track.mark}))
        new.replace(self.path)
