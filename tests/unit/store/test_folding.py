"""Promise P3 for the facts of one user: whatever order claims come in, however they are cut, what is known is the same.

Every kind of claim takes part, in slots of every sort, with a limit that is reached.
"""

from collections import defaultdict
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.slots import BY_NAME, SCOPES
from services.store import consolidation
from services.store.claims import FORGET
from services.store.consolidation import consolidate, scope_of
from services.store.forgetting import without_forgotten
from tests.claims import LIMIT, RULES, VALUES, claim, claims, small, turn
from tests.store import DAY


@pytest.fixture(autouse=True, scope="module")
def small_slots():
    """Let slots be full soon."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consolidation, "BY_NAME", {name: small(slot) for name, slot in BY_NAME.items()})
        yield


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
                # A database gives them in any order.
                current.sort(key=lambda each: each.fact_id)
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
    said = {(each.slot, RULES.key(each.slot, each.value, each.said_at)) for each in asserted + backfill}
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
