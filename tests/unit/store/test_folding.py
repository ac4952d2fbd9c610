"""Promise P3 for the facts of one user: whatever order claims come in, however they are cut, what is known is the same.

Every kind of claim takes part, in slots of every sort, with a limit that is reached.
"""

from collections import defaultdict
from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.identifiers import NAMESPACE
from contracts.slots import BY_NAME, SCOPES, Slot
from services.store import consolidation
from services.store.aliases import load_aliases
from services.store.claims import BY_TURN, BY_USER, FORGET, Claim
from services.store.consolidation import consolidate, scope_of
from services.store.forgetting import digest_of, without_forgotten
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


@pytest.fixture(autouse=True, scope="module")
def small_slots():
    """Let slots be full soon."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consolidation, "BY_NAME", {name: small(slot) for name, slot in BY_NAME.items()})
        yield


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


class Table:
    """What `projection.project` does to PostgreSQL, done to dictionaries."""

    def __init__(self):
        self.claims, self.facts = {}, {}

    def take_in(self, batch):
        new = defaultdict(list)
        for each in batch:
            if (each.turn_id, each.ordinal) not in self.claims:
                self.claims[each.turn_id, each.ordinal] = each
                new[scope_of(each)].append(each)
        for scope, found in new.items():
            found.sort(key=lambda each: each.order)
            known = [each for each in self.claims.values() if scope_of(each) == scope and each not in found]
            late = known and found[0].order < max(each.order for each in known)
            if late or any(each.operation == FORGET for each in found):
                told = without_forgotten(known + found, RULES)
                self.claims |= {(each.turn_id, each.ordinal): each for each in told}
                self.facts = {id_: each for id_, each in self.facts.items() if each.slot not in scope[2]}
                self.facts |= {each.fact_id: each for each in consolidate(told, RULES)}
            else:
                current = [each for each in self.facts.values() if each.slot in scope[2] and each.valid_to is None]
                self.facts |= {each.fact_id: each for each in consolidate(found, RULES, current)}

    @property
    def current(self):
        return {(each.slot, each.value_key) for each in self.facts.values() if each.valid_to is None}


def after(*batches):
    table = Table()
    for batch in batches:
        table.take_in(batch)
    return table


def batches_of(data, told):
    mixed = data.draw(st.permutations(told + data.draw(st.lists(st.sampled_from(told), max_size=4))))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(mixed)), max_size=5)))
    return [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]


@given(claims(), st.data())
def test_any_order_repetition_and_cut_of_claims_ends_in_the_same_claims_and_facts(told, data):
    some, whole = after(*batches_of(data, told)), after(told)
    assert some.claims == whole.claims
    assert some.facts == whole.facts


@given(claims())
def test_one_by_one_in_their_order_is_the_same_as_all_at_once(told):
    assert after(*([each] for each in sorted(told, key=lambda each: each.order))).facts == after(told).facts


@given(claims(), claims(most=6), st.data())
def test_a_backfill_of_single_values_changes_history_and_not_the_present(told, old, data):
    """What was said before the last statement of a single-valued slot does not bear on what it left."""
    slot = data.draw(st.sampled_from(("home_city", "diet")))
    value = data.draw(st.sampled_from(VALUES["home_city"]))
    last = claim(1_000, 50, slot, value, operation="assert", target=value)
    earlier = [each._replace(slot=slot) for each in told if each.operation in {"assert", "retract"}]
    backfill = [
        each._replace(slot=slot, said_at=each.said_at - timedelta(days=900), turn_id=turn(2_000 + number), ordinal=0)
        for number, each in enumerate(old)
        if each.operation in {"assert", "retract"}
    ]
    before, then = after([*earlier, last]), after([*earlier, last], backfill)
    assert before.current == then.current == {(slot, RULES.key(slot, value, DAY))}


@given(claims(), claims(most=6))
def test_a_backfill_ends_nothing_that_was_current_while_there_is_room(told, old):
    """In a many-valued slot old claims can only add what nobody took back since; they end nothing newer."""
    asserted = [each for each in told if each.operation == "assert" and each.slot in {"likes", "dislikes", "plan"}]
    backfill = [
        each._replace(said_at=each.said_at - timedelta(days=900), turn_id=turn(2_000 + number), ordinal=0)
        for number, each in enumerate(old)
        if each.operation in {"assert", "retract"}
    ]
    before, then = after(asserted), after(asserted, backfill)
    said = {(each.slot, RULES.key(each.slot, each.value, DAY)) for each in asserted + backfill}
    if all(sum(each == slot for each, _ in said) <= LIMIT for slot in VALUES):
        assert before.current <= then.current


@given(claims())
def test_what_is_known_keeps_its_rules(told):
    table = after(told)
    current = [each for each in table.facts.values() if each.valid_to is None]
    for slot in VALUES:
        found = [each for each in current if each.slot == slot]
        assert len(found) <= (LIMIT if BY_NAME[slot].many else 1)
        assert len({each.group_key for each in found}) == len(found)
    opposed = [key for slot, key in table.current if slot in SCOPES["likes"]]
    assert len(opposed) == len(set(opposed))
    for each in table.facts.values():
        assert each.value
        assert each.quote
        assert each.valid_to is None or each.valid_to >= each.valid_from
        assert (each.valid_to is None) == (each.ended_as is None) == (each.ended_by is None)


@given(claims(), st.data())
def test_nothing_said_before_it_was_forgotten_is_left_in_words(told, data):
    slot = told[0].slot
    value = data.draw(st.sampled_from(VALUES[slot]))
    end = claim(1_000, 50, slot, "", operation="forget", target=value)
    table = after(*batches_of(data, [*told, end]))
    key = RULES.key(slot, value, DAY)
    assert key not in {each.value_key for each in table.facts.values() if each.slot == slot}
    worded = [each for each in table.claims.values() if each.slot == slot and each.value]
    assert key not in {RULES.key(slot, each.value, DAY) for each in worded}
