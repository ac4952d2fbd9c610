"""Claims of one user for tests: every kind of claim, in slots of every sort, with limits that are reached."""

from uuid import UUID, uuid5

from hypothesis import strategies as st

from contracts.identifiers import NAMESPACE
from contracts.slots import Slot
from services.store.aliases import load_aliases
from services.store.claims import BY_TURN, BY_USER, FORGET, Claim
from services.store.forgetting import digest_of
from services.store.rules import Rules
from tests.store import DAY, moment

RULES = Rules(load_aliases())
LIMIT = 3
VALUES = {
    "home_city": ("Porto", "NYC", "New York City", "new york"),
    "birth_date": ("1990", "May 17, 1990", "1990-05-17", "17 May", "1991"),
    "likes": ("jazz", "Jazz!", "tea", "horses", "horse", "rice", "chess"),
    "dislikes": ("jazz", "tea", "a horse", "rain", "snow", "fog"),
    "pet": ("Rex", "Rex (dog)", "a dog named Rex", "Rex (cat)", "Tom (cat)", "dog", "Max (dog)"),
    "plan": ("move next month", "move in 2026-12", "exam next Friday", "hike"),
}


def small(slot: Slot) -> Slot:
    return Slot(slot.name, slot.many, slot.says, slot.value, slot.kind, LIMIT if slot.many else 1, slot.opposite)


def claim(number: int, said: float, slot: str, value: str, *, operation: str, target: str) -> Claim:
    key = RULES.key(slot, target, DAY)
    mine = operation in {"correct", "forget"}
    return Claim(
        tenant_id="default",
        user_id="ada",
        turn_id=turn(number),
        ordinal=number % 2,
        generation=1,
        attempt=1,
        session_id="s1",
        said_at=moment(said),
        slot=slot,
        value="" if operation == FORGET else value,
        statement="" if operation == FORGET else f"It is {value}.",
        operation=operation,
        confidence=1.0,
        quote="" if operation == FORGET else value,
        message_id="m1",
        model="offline",
        prompt_version="1",
        source=BY_USER if mine else BY_TURN,
        target={"correct": key, "forget": digest_of("default", "ada", key)}.get(operation),
    )


def turn(number: int) -> UUID:
    return uuid5(NAMESPACE, str(number // 2))


@st.composite
def claims(draw, most=14):
    slots = draw(st.sampled_from((("likes", "dislikes"), ("pet",), ("home_city",), ("birth_date",), ("plan",))))
    found = []
    for number in range(draw(st.integers(1, most))):
        slot = draw(st.sampled_from(slots))
        value = st.sampled_from(VALUES[slot])
        operation = draw(st.sampled_from(("assert", "assert", "assert", "retract", "correct", "forget")))
        found.append(claim(number, draw(st.integers(0, 6)), slot, draw(value), operation=operation, target=draw(value)))
    return found
