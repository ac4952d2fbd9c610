"""Every shipped alert has a runbook entry and a test, uses metrics that are there, and fires when it should."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.programs import need
from tests.unit.observability.names import DEPLOYED, ROOT, series, used

PROMETHEUS = DEPLOYED / "prometheus"
RULES: list[dict[str, Any]] = yaml.safe_load((PROMETHEUS / "rules.yml").read_text())["groups"][0]["rules"]
TESTS: list[dict[str, Any]] = yaml.safe_load((PROMETHEUS / "rules_test.yml").read_text())["tests"]
FROM_PROMETHEUS = {"up"}


def promtool(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([need("promtool"), *arguments], capture_output=True, text=True, cwd=PROMETHEUS)


def test_each_alert_fires_when_it_should_and_none_when_all_is_well():
    ran = promtool("test", "rules", "rules_test.yml")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_prometheus_takes_the_configuration():
    ran = promtool("check", "config", "prometheus.yml")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_each_alert_has_a_test_in_which_it_fires():
    fired = {each["alertname"] for test in TESTS for each in test.get("alert_rule_test", ()) if each["exp_alerts"]}
    assert fired == {rule["alert"] for rule in RULES}
    assert len(fired) >= 7


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_each_alert_says_what_is_wrong_and_has_a_runbook_entry_of_three_parts(rule):
    page, _, anchor = rule["annotations"]["runbook"].partition("#")
    assert (page, anchor) == ("docs/operations.md", rule["alert"].lower())
    entry = re.search(rf"^### {rule['alert']}\n(.*?)(?=^###? |\Z)", (ROOT / page).read_text(), re.DOTALL | re.MULTILINE)
    assert entry is not None
    assert [part for part in ("**Means**", "**Look**", "**Mend**") if part.lower() not in entry[1].lower()] == []
    assert rule["annotations"]["summary"]
    assert rule["labels"]["severity"] in {"warning", "critical"}


def test_the_runbook_has_no_entry_for_an_alert_that_is_gone():
    entries = (ROOT / "docs/operations.md").read_text().partition("## The alerts")[2]
    assert set(re.findall(r"^### (\w+)$", entries, re.MULTILINE)) == {rule["alert"] for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_the_rules_use_metrics_that_are_there(rule):
    names = used(rule["expr"])
    assert names or "up{" in rule["expr"]
    assert names <= series()


def test_the_runbook_names_settings_that_there_are():
    listed = set(re.findall(r"^# ([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    ours = re.compile(r"`((?:CHAT|EXTRACTOR|STORE|OPS|OPENAI|LOG)_[A-Z_]+)\b")
    named = set(ours.findall((ROOT / "docs/operations.md").read_text()))
    assert len(named) > 5
    assert named <= listed


def test_what_compose_runs_is_scraped():
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    runs = {name for name, each in services.items() if "-m services." in str(each.get("command"))}
    one_shots = {name for name in runs if services[name].get("restart") == "no"}
    jobs = {each["job_name"] for each in yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())["scrape_configs"]}
    # The offline model stands for somebody else's server, and has no metrics of ours.
    assert jobs == (runs - one_shots - {"offline-model"}) | {"rabbitmq"}


def test_the_files_are_where_compose_looks_for_them():
    compose: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    mounted = [
        volume.split(":")[0]
        for name in ("prometheus", "grafana")
        for volume in compose[name]["volumes"]
        if volume[0] == "."
    ]
    assert len(mounted) == 3
    assert [each for each in mounted if not Path(ROOT, each).is_dir()] == []
    for name in ("prometheus", "grafana"):
        assert compose[name]["profiles"] == ["observability"]
