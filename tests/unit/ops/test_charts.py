"""The last hour as drawings, and in words."""

from hypothesis import given
from hypothesis import strategies as st

from services.ops.web.charts import HEIGHT, WIDTH, charts_of
from services.ops.web.sources.broker import BrokerState, QueueState
from tests.unit.ops.moments import NOW, activity, minute, queues, well


def test_each_series_is_drawn_over_the_whole_hour_and_said_in_words():
    turns, visible, facts, depth = charts_of(
        well(activity=activity(minutes=[minute(1, queued=4, completed=3, facts=7, visible_p50=0.5, visible_p99=2)]))
    )
    assert [line.name for line in turns.series] == ["taken on", "completed", "dead"]
    assert turns.series[0].path.count("L") == 60
    assert turns.says == (
        "Turns a minute, last hour. taken on: now 0, between 0 and 4; completed: now 0, between 0 and 3; "
        "dead: now 0, between 0 and 0."
    )
    assert visible.series[0].path.count("M") == 1, "minutes without a figure are gaps"
    assert "half within: now 500 ms" in visible.says
    assert facts.grid[-1][1] == "10"
    assert depth.empty


def test_queue_depths_add_up_by_minute():
    at = NOW.timestamp()
    first, second = "extractor.turns.retry.5s", "extractor.turns.retry.30s"
    found = queues() | {
        name: QueueState(name, 0, 0, 0, ((at - 60, depth), (at, depth + 1)))
        for name, depth in ((first, 2), (second, 3))
    }
    depth = charts_of(well(broker=BrokerState(found, ())))[-1]
    assert "delays: now 7, between 5 and 7" in depth.says


def test_without_figures_nothing_is_drawn():
    assert charts_of(well(activity=None, broker=None)) == ()


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=60))
def test_no_line_leaves_its_drawing(counts):
    chart = charts_of(well(activity=activity(minutes=[minute(ago, queued=count) for ago, count in enumerate(counts)])))[
        0
    ]
    for point in chart.series[0].path.replace("M", "L").split("L")[1:]:
        x, y = (float(part) for part in point.split("h")[0].split())
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT
