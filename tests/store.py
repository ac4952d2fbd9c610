"""What tests of the store need: turns whose events can be told in any order, and facts to put into them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st

from contracts.envelope import Event, wrap
from contracts.events import (
    ErrorClass,
    ExtractionRetrying,
    ExtractionStarted,
    Fact,
    FactsExtracted,
    Lane,
    Rejection,
    TurnDead,
    TurnRecorded,
    Usage,
    UserErased,
    UserMessage,
)
from contracts.identifiers import NAMESPACE

DAY = datetime(2026, 11, 1, 12, tzinfo=UTC)


def moment(seconds: float) -> datetime:
    """A moment on the tests' day."""
    return DAY + timedelta(seconds=seconds)


def fact(slot: str, value: str, operation: Any = "assert") -> Fact:
    """A fact in the words of the tests' user."""
    return Fact(
        slot=slot,
        value=value,
        statement=f"The user's {slot.replace('_', ' ')} is {value}.",
        operation=operation,
        confidence=0.9,
        quote=f"words about {value}",
        message_id="m1",
    )


@dataclass(frozen=True)
class Told:
    """A turn, and the events of its life. `at` is an event's own time, in seconds of the tests' day."""

    name: str = "turn"
    user: str = "ada"
    session: str = "s1"
    said: float = 0.0
    lane: Lane = Lane.LIVE

    @property
    def turn_id(self) -> UUID:
        return uuid5(NAMESPACE, self.name)

    def recorded(self, at: float = 1, generation: int = 1) -> Any:
        return self._event(self._turn(generation), at)

    def started(self, attempt: int = 1, at: float = 2, generation: int = 1, worker: str = "w1") -> Any:
        return self._event(ExtractionStarted(**self._place(generation), attempt=attempt, worker=worker), at)

    def retrying(self, attempt: int = 1, at: float = 3, generation: int = 1) -> Any:
        data = ExtractionRetrying(
            **self._place(generation),
            attempt=attempt,
            error_class=ErrorClass.UNPARSABLE,
            message="not JSON",
            next_attempt_at=moment(at + 5),
        )
        return self._event(data, at)

    def extracted(
        self, *facts: Fact, attempt: int = 1, at: float = 4, generation: int = 1, rejected: Sequence[str] = ()
    ) -> Any:
        data = FactsExtracted(
            **self._place(generation),
            attempt=attempt,
            facts=facts,
            rejected=tuple(Rejection(reason=reason, slot="likes", value="tea") for reason in rejected),
            model="offline",
            prompt_version="facts-1",
            usage=Usage(input_tokens=100, output_tokens=10),
            duration_ms=20,
        )
        return self._event(data, at)

    def dead(self, attempt: int = 1, at: float = 5, generation: int = 1) -> Any:
        data = TurnDead(
            **self._place(generation),
            attempt=attempt,
            error_class=ErrorClass.REFUSED,
            message="not this",
            turn=self._turn(generation),
        )
        return self._event(data, at)

    def _turn(self, generation: int) -> TurnRecorded:
        return TurnRecorded(
            **self._place(generation), message=UserMessage(id=f"message of {self.name}", content="I live in Lisbon.")
        )

    def _place(self, generation: int) -> dict[str, Any]:
        return {
            "tenant_id": "default",
            "user_id": self.user,
            "session_id": self.session,
            "turn_id": self.turn_id,
            "generation": generation,
            "lane": self.lane,
            "said_at": moment(self.said),
        }

    def _event(self, data: Any, at: float) -> Any:
        return wrap(data, "/test").model_copy(update={"time": moment(at)})


def erased(user: str = "ada", said: float = 0.0) -> Event:
    """The erasure of what a user said up to `said`."""
    return wrap(UserErased(tenant_id="default", user_id=user, watermark=moment(said)), "/store")


VALUES = ("Porto", "Lisbon", "porto!")


@st.composite
def lives(draw: st.DrawFn) -> list[Event]:
    """Valid events of a few turns of two users: generations, attempts, deaths, facts twice, now and then an erasure.

    Different events of one turn have different times, as microsecond clocks give them.
    """
    events: list[Event] = []
    for number in range(draw(st.integers(1, 4))):
        turn = Told(f"turn {number}", draw(st.sampled_from(("ada", "bob"))), said=float(draw(st.integers(0, 3))))
        clock = count(10)
        for generation in range(1, draw(st.integers(1, 2)) + 1):
            events.append(turn.recorded(next(clock), generation))
            for attempt in range(1, draw(st.integers(0, 2)) + 1):
                events.append(turn.started(attempt, next(clock), generation))
                events += draw(st.lists(_ends(turn, attempt, clock, generation), max_size=2))
    if draw(st.booleans()):
        events.append(erased(draw(st.sampled_from(("ada", "bob"))), float(draw(st.integers(0, 3)))))
    return events


def _ends(turn: Told, attempt: int, clock: Iterator[int], generation: int) -> st.SearchStrategy[Event]:
    claimed = st.builds(
        fact,
        st.sampled_from(("home_city", "likes", "diet")),
        st.sampled_from(VALUES),
        st.sampled_from(("assert", "assert", "retract")),
    )
    return st.one_of(
        st.builds(lambda: turn.retrying(attempt, next(clock), generation)),
        st.builds(lambda: turn.dead(attempt, next(clock), generation)),
        st.lists(claimed, max_size=3).map(
            lambda facts: turn.extracted(*facts, attempt=attempt, at=next(clock), generation=generation)
        ),
    )


def shuffled(events: list[Event]) -> st.SearchStrategy[list[Event]]:
    """The events in any order, some of them twice."""
    return st.lists(st.sampled_from(events), max_size=6).flatmap(lambda more: st.permutations(events + more))
