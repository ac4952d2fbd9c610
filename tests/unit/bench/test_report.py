"""What the bench says: medians with spread, ratios that compare the right things, charts that hold every bar."""

from xml.etree import ElementTree

import pytest

from tests.bench.figures import figure, percentile
from tests.bench.pipeline.contenders import CELERY, OURS, TABLE, TASKIQ, TWO_HOPS
from tests.bench.pipeline.section import Found
from tests.bench.pipeline.tables import ratios
from tests.bench.report.chart import render
from tests.bench.report.section import Chart, Table


def found(contender, rate, p50):
    return Found(contender, turns_per_second=[rate], visible={"100/s": {"p50": [p50], "p99": [2 * p50]}})


def test_a_figure_is_the_median_with_the_lowest_and_the_highest():
    assert figure([1_078, 980, 991]).show() == "991 (980–1,078)"
    assert figure([4.25]).show(1) == "4.2"
    assert figure([]).show() == "–"


@pytest.mark.parametrize(("percent", "value"), [(0, 1), (50, 51), (99, 100), (100, 100)])
def test_a_percentile_is_one_of_the_values(percent, value):
    assert percentile(list(range(100, 0, -1)), percent) == value


def test_ratios_are_those_to_the_best_of_each_kind():
    peers = [found(CELERY, 500, 4.0), found(TASKIQ, 1_000, 8.0), found(TABLE, 2_000, 1.0)]
    given, said = ratios([found(OURS, 6_000, 6.0), *peers])
    assert given["turns_per_second_by_best_on_rabbitmq"] == 6.0
    assert given["turns_per_second_by_best_on_postgresql"] == 3.0
    # The table is quicker still, but time is compared on the same broker.
    assert given["visible_p50_at_100_of_best_on_rabbitmq"] == pytest.approx(4 / 6)
    assert "p50 at 100/s: 1.5 × that of Celery, the fastest on RabbitMQ" in said


def test_no_ratio_is_taken_with_what_is_no_peer():
    given, _ = ratios([found(OURS, 6_000, 6.0), found(TWO_HOPS, 9_000, 1.0), found(TASKIQ, 1_000, 8.0)])
    assert given["turns_per_second_by_best_on_rabbitmq"] == 6.0
    assert given["visible_p50_at_100_of_best_on_rabbitmq"] == pytest.approx(8 / 6)


def test_a_run_without_us_has_no_ratios():
    assert ratios([found(CELERY, 500, 4.0)]) == ({}, [])


def test_a_chart_is_svg_with_a_bar_for_each_value():
    svg = ElementTree.fromstring(render(Chart("c", "A & B", "turns/s", [("<a>", 10.0), ("b", 0.0)], "b")))
    bars = [each for each in svg.iter("{http://www.w3.org/2000/svg}rect") if each.get("rx")]
    assert [float(bar.get("width", 0)) for bar in bars] == [500.0, 1.0]
    assert "A & B (turns/s)" in "".join(svg.itertext())


def test_a_table_is_markdown():
    table = Table(["system", "turns/s"], [["ours", "10"]], "Sustained")
    assert table.markdown() == "**Sustained**\n\n| system | turns/s |\n|---|---:|\n| ours | 10 |"
