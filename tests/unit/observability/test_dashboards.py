"""The dashboard uses metrics that are there, shows each of ours that matters, and finds its data source."""

import json
from typing import Any

import pytest
import yaml

from tests.unit.observability.names import DEPLOYED, exposed, series, used

GRAFANA = DEPLOYED / "grafana"
BOARDS = sorted((GRAFANA / "dashboards").glob("*.json"))
PANELS: list[dict[str, Any]] = [
    panel for board in BOARDS for panel in json.loads(board.read_text())["panels"] if panel["type"] != "row"
]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]]
NOT_SHOWN = {
    "process_cpu_seconds_total",
    "process_virtual_memory_bytes",
    "process_open_fds",
    "process_max_fds",
    "process_start_time_seconds",
    "store_consuming",  # the broker's own count of consumers is
    "store_jobs_without_turn",
}


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_uses_metrics_that_are_there(query):
    names = used(query)
    assert names
    assert names <= series()


def test_every_metric_is_shown_or_left_out_by_name():
    shown = {name for query in QUERIES for name in used(query)}
    plain = {name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for name in shown}
    assert set(exposed()) - plain == NOT_SHOWN


def test_every_panel_asks_the_data_source_that_is_provisioned():
    (source,) = yaml.safe_load((GRAFANA / "provisioning/datasources/prometheus.yml").read_text())["datasources"]
    asked = {each["datasource"]["uid"] for panel in PANELS for each in (panel, *panel["targets"])}
    assert asked == {source["uid"]}


def test_panels_have_ids_of_their_own_and_do_not_overlap():
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    cells = [
        (panel["gridPos"]["x"] + x, panel["gridPos"]["y"] + y)
        for panel in PANELS
        for x in range(panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["h"])
    ]
    assert len(set(cells)) == len(cells)
    assert max(x for x, _ in cells) < 24
