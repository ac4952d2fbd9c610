"""Promise P3 without a database: any order, repetition and cutting of events ends in the same jobs and facts."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from contracts.envelope import UserErasedEvent
from services.store.consolidation import consolidate, scope_of
from services.store.plan import Plan
from services.store.rules import Rules
from services.store.standing import Silence, Standing
from tests.store import Told, erased, fact, lives, moment, shuffled


class Memory:
    """The tables as dictionaries: what `inbox.take_in` does to PostgreSQL, done by the same plan."""

    def __init__(self):
        self.jobs, self.turns, self.claims, self.standings, self.gone = {}, {}, {}, {}, set()

    def take_in(self, events):
        for event in events:
            if isinstance(event, UserErasedEvent):
                user = event.data.tenant_id, event.data.user_id
                before = self.standings.get(user, Standing()).erased_before or event.data.watermark
                self.standings[user] = Standing(max(event.data.watermark, before))
        self.erase()
        plan = Plan(self.jobs, self.standings, self.gone)
        for event in events:
            if not isinstance(event, UserErasedEvent):
                plan.take(event)
        for turn in plan.turns:
            self.turns.setdefault(turn.turn_id, turn)
        for job in plan.erased:
            self.turns.pop(job.turn_id, None)
            self.gone.add((job.tenant_id, job.turn_id))
        gone = {job.turn_id for job in plan.replaced}
        self.claims = {key: claim for key, claim in self.claims.items() if key[0] not in gone}
        for job in plan.moved:
            of_turn = {key: claim for key, claim in self.claims.items() if key[0] == job.turn_id}
            self.claims |= {key: claim._replace(said_at=job.said_at) for key, claim in of_turn.items()}
        for claim in plan.claims:
            assert (claim.turn_id, claim.ordinal) not in self.claims
            self.claims[claim.turn_id, claim.ordinal] = claim
        self.jobs = self.jobs | {(job.tenant_id, job.turn_id): job for job in plan.jobs}
        self.jobs = {key: job for key, job in self.jobs.items() if key not in self.gone}

    def erase(self):
        for key, job in self.jobs.items():
            if self.standings.get((job.tenant_id, job.user_id), Standing()).erases(job.said_at):
                self.gone.add(key)
                self.turns.pop(job.turn_id, None)
        erased = {turn_id for _, turn_id in self.gone}
        self.claims = {key: claim for key, claim in self.claims.items() if key[0] not in erased}
        self.jobs = {key: job for key, job in self.jobs.items() if key not in self.gone}

    @property
    def facts(self):
        ordered = sorted(self.claims.values(), key=lambda claim: (scope_of(claim), claim.order))
        return [each for _, group in groupby(ordered, key=scope_of) for each in consolidate(group, Rules())]

    @property
    def state(self):
        return self.jobs, self.facts, self.gone, {key: turn._replace(lane="") for key, turn in self.turns.items()}


def after(*batches):
    memory = Memory()
    for batch in batches:
        memory.take_in(batch)
    return memory


@given(st.data())
def test_any_order_repetition_and_cut_ends_the_same(data):
    events = data.draw(lives())
    mixed = data.draw(shuffled(events))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(mixed)), max_size=3)))
    batches = [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]
    assert after(*batches).state == after(events).state


@given(st.permutations(range(5)), st.lists(st.integers(1, 4), max_size=3))
def test_a_turn_recorded_again_at_a_later_moment_was_said_at_the_first(order, cuts):
    first, again, between = Told("turn", said=1), Told("turn", said=5), Told("between", said=3)
    events = [
        first.recorded(),
        again.recorded(),
        first.extracted(fact("home_city", "Porto")),
        again.extracted(fact("home_city", "Porto")),
        between.extracted(fact("home_city", "Lisbon")),
    ]
    mixed, ends = [events[place] for place in order], sorted(cuts)
    batches = [mixed[start:end] for start, end in zip([0, *ends], [*ends, len(mixed)], strict=True)]
    memory = after(*batches)
    assert {each.value: (each.said_at, each.valid_to) for each in memory.facts} == {
        "Porto": (moment(1), moment(3)),
        "Lisbon": (moment(3), None),
    }


def test_an_event_of_another_users_turn_changes_nothing():
    mine, stranger = Told("turn"), Told("turn", user="mallory")
    memory = after([mine.recorded()])
    before = memory.state
    memory.take_in([stranger.extracted(fact("home_city", "Rome")), stranger.recorded(), stranger.dead()])
    assert memory.state == before


def test_what_was_said_up_to_the_watermark_is_not_kept_whatever_comes_first():
    old, new = Told("old", said=1), Told("new", said=2)
    told = [old.recorded(), old.extracted(fact("likes", "jazz")), new.recorded(), new.extracted(fact("likes", "tea"))]
    for batches in ([told, [erased(said=1)]], [[erased(said=1)], told], [[*told, erased(said=1)]]):
        memory = after(*batches)
        assert [each.value for each in memory.facts] == ["tea"]
        assert set(memory.turns) == {new.turn_id}
        assert {job.turn_id: job.status for job in memory.jobs.values()} == {new.turn_id: "completed"}


def test_a_turn_told_again_with_a_moment_before_the_watermark_is_erased_whole():
    told = [Told(said=5).recorded(), Told(said=5).extracted(fact("likes", "jazz")), Told(said=1).recorded()]
    for batches in ([[erased(said=2), *told]], [told, [erased(said=2)]], [[erased(said=2)], [told[2]], told[:2]]):
        memory = after(*batches)
        assert (memory.facts, memory.claims, memory.turns, memory.jobs) == ([], {}, {}, {})


def test_a_turn_said_in_a_time_without_memory_is_never_stored_and_one_from_before_ends():
    before, during, after_it = Told("before", said=1), Told("during", said=5), Told("after", said=9)
    memory = after([before.recorded()])
    memory.standings = {("default", "ada"): Standing(silences=(Silence(moment(3), None),))}
    memory.take_in([during.recorded(), during.extracted(fact("likes", "tea")), before.extracted(fact("diet", "vegan"))])
    memory.standings = {("default", "ada"): Standing(silences=(Silence(moment(3), moment(7)),))}
    memory.take_in([during.dead(), after_it.recorded()])
    assert set(memory.turns) == {before.turn_id, after_it.turn_id}
    assert {turn_id for _, turn_id in memory.jobs} == {before.turn_id, after_it.turn_id}
    assert [each.value for each in memory.facts] == ["vegan"]


def test_the_second_extraction_of_one_attempt_does_not_replace_the_first():
    turn = Told()
    first, second = turn.extracted(fact("diet", "vegan"), at=4), turn.extracted(fact("diet", "kosher"), at=5)
    for batches in ([[first], [second]], [[second], [first]], [[second, first]], [[first, second, first]]):
        assert [each.value for each in after(*batches).facts] == ["vegan"]


def test_a_replay_replaces_the_facts_of_the_generation_before():
    turn = Told()
    memory = after([turn.extracted(fact("diet", "vegan"))], [turn.recorded(at=9, generation=2)])
    assert [each.value for each in memory.facts] == ["vegan"]
    memory.take_in([turn.extracted(fact("diet", "kosher"), at=11, generation=2)])
    assert [each.value for each in memory.facts] == ["kosher"]


def test_a_dead_turn_can_be_replayed_from_its_letter_alone():
    memory = after([Told().dead()])
    (turn,) = memory.turns.values()
    assert (turn.content, turn.context) == ("I live in Lisbon.", "[]")
