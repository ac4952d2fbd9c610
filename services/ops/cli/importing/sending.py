"""Sends turns to the chat service, batch by batch, patient while it is away. What is kept of a batch is all of it.

A process that dies between the answer and the journal sends that batch again: the ids are the same, so are the jobs.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from services.ops.cli.importing.journal import Journal, Track
from services.ops.cli.importing.turn import Turn
from services.ops.cli.service import Service
from services.ops.errors import AwayError, OpsError, RefusedError

BATCH: Final = 200
BATCH_BYTES: Final = 8 * 1_024 * 1_024
"""Far below the 40 MiB that a request may have."""
FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 10.0

Told = Callable[[int], None]


class Sender:
    """Sends the turns of one import; `memory` counts what the service says became of them."""

    def __init__(self, chat: Service, journal: Journal, patience: float, say: Callable[[str], None]) -> None:
        """`patience` is how long (seconds) the service may be away before the import gives up."""
        self._chat = chat
        self._journal = journal
        self._patience = patience
        self._say = say
        self._keeps = True
        self.memory: Counter[str] = Counter()

    def send(self, turns: Iterable[Turn], before: int, told: Told) -> None:
        """Send all but the first `before` of the turns; `told` hears the number of each batch that is safe."""
        track, rest = Track(), iter(turns)
        for _ in range(before):
            track.step(next(rest))
        for batch in _batches(rest):
            answer = self._post(batch)
            self.memory.update(job["memory"] for job in answer["jobs"])
            for turn in batch:
                track.step(turn)
            self._note(track)
            told(len(batch))

    def _post(self, batch: Sequence[Turn]) -> Any:
        body = {"turns": [turn.body for turn in batch]}
        wait, deadline = FIRST_WAIT, time.monotonic() + self._patience
        while True:
            try:
                return self._chat.call("POST", ("v1", "turns"), body)
            except AwayError as error:
                pause = error.retry_after or wait
                if time.monotonic() + pause > deadline:
                    raise AwayError(f"{error} What was sent is safe: the same command goes on from here.") from error
                self._say(f"{error} Trying again for {deadline - time.monotonic():.0f} s.")
                time.sleep(pause)
                wait = min(2 * wait, LONGEST_WAIT)
            except RefusedError as error:
                raise _placed(error, batch) from error

    def _note(self, track: Track) -> None:
        try:
            self._journal.save(track)
        except OSError as error:
            if self._keeps:
                reason = error.strerror or error
                self._say(f"Cannot keep the progress in {self._journal.path} ({reason}): a new run would begin anew.")
            self._keeps = False


def _batches(turns: Iterator[Turn]) -> Iterator[list[Turn]]:
    batch: list[Turn] = []
    size = 0
    for turn in turns:
        length = len(json.dumps(turn.body))
        if batch and (len(batch) == BATCH or size + length > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(turn)
        size += length
    if batch:
        yield batch


def _placed(error: RefusedError, batch: Sequence[Turn]) -> OpsError:
    """Name the place in the file instead of the one in the request."""
    for each in error.problem.get("errors") or ():
        kind, number, *field = str(each.get("field", "")).split(".")
        if kind == "turns" and number.isdigit() and int(number) < len(batch):
            return OpsError(f"{batch[int(number)].place}: {'.'.join(field)}: {each.get('message')}")
        break
    return OpsError(f"The chat service refuses what stands at {batch[0].place} and after it: {error}")
