"""Whether all is well and, if not, what to look at."""

from datetime import timedelta

import pytest

from services.ops.web.sources.broker import BrokerState, QueueState
from services.ops.web.sources.probes import Health
from services.ops.web.verdict import figures, judge
from tests.unit.ops.moments import NOW, activity, minute, queues, well


def waiting(status: str, oldest: float, count: int = 3, lane: str = "live") -> list[dict[str, object]]:
    return [{"lane": lane, "status": status, "attempt": 0, "count": count, "oldest_seconds": oldest}]


def holding(name: str, *messages: int, ready: int = 40, consumers: int = 1) -> BrokerState:
    """A broker with one queue that held so many messages at the last minutes, the latest last."""
    start = NOW.timestamp() - 60 * len(messages)
    samples = tuple((start + 60 * place, each) for place, each in enumerate(messages, 1))
    return BrokerState(queues(**{name.replace(".", "_"): QueueState(name, ready, 0, consumers, samples)}), ())


def test_nothing_wrong_is_said_as_such():
    verdict = judge(well())
    assert (verdict.level, verdict.headline, verdict.points) == ("well", "All is well.", ())


@pytest.mark.parametrize(
    ("changed", "level", "words"),
    [
        (
            {"store": Health("The store", {}, {}, "The store does not answer at x.")},
            "wrong",
            "The store does not answer",
        ),
        ({"store": Health("The store", {"postgresql": "gone"}, {})}, "wrong", "gone"),
        ({"activity": None, "away": {"store": "The store gives no answer."}}, "wrong", "gives no answer"),
        ({"broker": None, "away": {"broker": "RabbitMQ's management does not answer."}}, "wrong", "RabbitMQ"),
        ({"broker": BrokerState(queues(), ("node: disk alarm",))}, "wrong", "disk alarm"),
        ({"broker": BrokerState({}, ())}, "wrong", "provision"),
        (
            {"broker": BrokerState(queues(store_events=QueueState("store.events", 9, 0, 0, ())), ())},
            "wrong",
            "Nobody consumes store.events: start a store",
        ),
        ({"extractors": (Health("The extractor", {}, {}, "It is away."),)}, "wrong", "It is away."),
        (
            {
                "extractors": (
                    Health("Extractor 1", {}, {"extractor_breaker_open": 0.0}),
                    Health("2", {}, {}, "2 is away."),
                )
            },
            "warning",
            "2 is away.",
        ),
        (
            {"extractors": (Health("e", {"model": "503 since 10:00"}, {"extractor_breaker_open": 1.0}),)},
            "wrong",
            "spend no attempts: 503 since 10:00",
        ),
        ({"chat": Health("chat", {"publish_breaker": "open"}, {})}, "warning", "publish breaker"),
        (
            {"chat": Health("chat", {}, {"chat_outbox_rows": 5.0, "chat_outbox_oldest_seconds": 90.0})},
            "warning",
            "The outbox holds 5 turns, the oldest for 1 min 30 s",
        ),
        (
            {"activity": activity(waiting=waiting("queued", 90))},
            "warning",
            "3 live turns wait, the oldest for 1 min 30 s",
        ),
        ({"activity": activity(waiting=waiting("queued", 900, 1))}, "wrong", "1 live turn waits"),
        (
            {"activity": activity(waiting=waiting("processing", 301))},
            "wrong",
            "3 live turns are with an extractor and not ready, the oldest for 5 min 1 s",
        ),
        (
            {"activity": activity(waiting=waiting("processing", 301, 1, "bulk"))},
            "wrong",
            "1 bulk turn is with an extractor",
        ),
        (
            {"activity": activity(waiting=waiting("retrying", 301))},
            "wrong",
            "3 live turns are to be tried again and overdue, the oldest for 5 min 1 s",
        ),
        ({"activity": activity(waiting=waiting("queued", 21_601, lane="bulk"))}, "warning", "bulk lane may be stuck"),
        ({"activity": activity(waiting=waiting("retrying", 21_601, lane="bulk"))}, "warning", "turns are retrying"),
        (
            {"activity": activity(minutes=[minute(7, queued=4)], waiting=waiting("processing", 10))},
            "wrong",
            "none was completed in the last 10 minutes",
        ),
        (
            {"broker": holding("store.events", 0, 40, 40, 40, 40, 40, 40)},
            "wrong",
            "store.events holds 40 messages, and the store took in nothing for 5 min",
        ),
        (
            {
                "broker": holding("store.events", 3, 40, 40, 40, 40, 40, 40),
                "activity": activity(minutes=[minute(9, queued=9, completed=9)]),
            },
            "wrong",
            "store.events holds 40 messages",
        ),
        (
            {"broker": holding("store.events", ready=1_000)},
            "warning",
            "The store is behind: 1\u202f000 messages wait in store.events.",
        ),
        (
            {"broker": holding("store.dead", 0, 2, 2, 2, 2, 2, 2, ready=2)},
            "wrong",
            "2 messages in store.dead and none is archived",
        ),
        (
            {"embedder": Health("The embedder", {}, {}, "The embedder does not answer at x.")},
            "warning",
            "recalled by their words alone: The embedder does not answer at x.",
        ),
        (
            {"embedder": Health("The embedder", {"embedding": "InternalServerError: 500"}, {})},
            "warning",
            "recalled by their words alone: InternalServerError: 500.",
        ),
        ({"activity": activity(completed=90, dead=10)}, "warning", "Only 90% of"),
        ({"activity": activity(completed=10, dead=10)}, "wrong", "Only 50% of"),
        ({"activity": activity(dead_letters=1)}, "warning", "1 dead letter waits"),
    ],
)
def test_each_trouble_is_named(changed, level, words):
    verdict = judge(well(**changed))
    assert verdict.level == level
    assert words in verdict.points[0].text


@pytest.mark.parametrize(
    "changed",
    [
        {"activity": activity(waiting=waiting("queued", 30))},
        {"activity": activity(waiting=waiting("processing", 290))},
        {"activity": activity(waiting=waiting("retrying", 290))},
        {"activity": activity(waiting=waiting("queued", 20_000, lane="bulk"))},
        {"activity": activity(waiting=waiting("retrying", 20_000, lane="bulk"))},
        # Only just taken on; completed in time; all of them ended otherwise.
        {"activity": activity(minutes=[minute(3, queued=4)], waiting=waiting("processing", 10))},
        {
            "activity": activity(
                minutes=[minute(8, queued=4), minute(2, completed=1)], waiting=waiting("processing", 10)
            )
        },
        {"activity": activity(minutes=[minute(8, queued=4)])},
        # Full, and moving; empty a moment ago; not known for long enough.
        {
            "broker": holding("store.events", 9, 40, 40, 40, 40, 40, 40),
            "activity": activity(minutes=[minute(1, completed=5)]),
        },
        {"broker": holding("store.events", 40, 40, 40, 40, 0, 40, 40)},
        {"broker": holding("store.events", 40, 40)},
        {"broker": holding("store.events", 40, 40, 40, 40, 40, 40, 40, ready=0)},
        {"embedder": Health("The embedder", {}, {})},
        {"activity": activity(completed=2, dead=1)},
        {"chat": Health("chat", {}, {"chat_outbox_rows": 5.0, "chat_outbox_oldest_seconds": 3.0})},
    ],
)
def test_what_is_usual_is_no_trouble(changed):
    assert judge(well(**changed)).level == "well"


def test_a_retry_is_overdue_by_the_delays_that_the_broker_has():
    longer = QueueState("extractor.turns.retry.900s", 0, 0, 0, ())
    seen = well(activity=activity(waiting=waiting("retrying", 900)))
    assert judge(seen).level == "wrong"
    unknown = judge(well(activity=seen.activity, broker=None, away={"broker": "RabbitMQ is away."}))
    assert any("overdue" in point.text for point in unknown.points)
    assert judge(well(activity=seen.activity, broker=BrokerState(queues() | {longer.name: longer}, ()))).level == "well"


def test_the_last_minutes_are_those_before_the_store_counted():
    counted = (NOW - timedelta(minutes=5)).isoformat()
    figures_kept = activity(as_of=counted, minutes=[minute(14, completed=1), minute(12, queued=4), minute(6, queued=7)])
    seen = well(activity=figures_kept | {"waiting": waiting("processing", 10)})
    assert judge(seen).level == "well", "one was completed nine minutes before the store counted"
    assert seen.last_minute == 7


def test_an_open_breaker_explains_why_nobody_consumes_the_lanes():
    idle = {
        name: queue._replace(consumers=0) if name.startswith("extractor") else queue for name, queue in queues().items()
    }
    extractor = Health("e", {"model": "down"}, {"extractor_breaker_open": 1.0})
    verdict = judge(well(broker=BrokerState(idle, ()), extractors=(extractor,)))
    assert [point.text for point in verdict.points] == [
        "The model's provider is down, turns wait for it and spend no attempts: down."
    ]


def test_the_worst_comes_first_and_the_headline_counts():
    verdict = judge(well(activity=activity(dead_letters=3), broker=None, away={"broker": "RabbitMQ is away."}))
    assert [point.level for point in verdict.points] == ["wrong", "warning"]
    assert verdict.headline == "Memory does not work as it should: 2 things to look at."


def test_the_figures_are_a_sentence():
    visible = {"p50": 0.4, "p99": 2.0}
    seen = well(activity=activity(minutes=[minute(0, queued=2), minute(5, queued=3)], visible=visible))
    assert figures(seen) == "5 turns came in during the last hour; half of the facts were visible within 400 ms."
    assert figures(well()) == "No turn came in during the last hour."
    assert figures(well(activity=None)) == "The store's figures are missing."
