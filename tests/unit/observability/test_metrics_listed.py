"""`docs/metrics.md` lists every metric that a service exposes, with its labels, and none that nobody has."""

import re

from tests.unit.observability.names import ROOT, exposed

ROW = re.compile(r"^\| `([a-z_]+)` \| (counter|gauge|histogram) \|(?: `([a-z_]+)`)? \| [^|]+ \|$", re.MULTILINE)


def test_the_page_lists_every_metric_with_its_label_and_none_that_nobody_has():
    listed = {name: (label,) if label else () for name, _, label in ROW.findall((ROOT / "docs/metrics.md").read_text())}
    assert len(listed) > 25
    assert listed == {name: tuple(labels) for name, labels in exposed().items()}


def test_no_label_can_hold_a_user_or_a_text():
    labels = {label for names in exposed().values() for label in names}
    assert labels == {"memory", "outcome", "error_class", "reason", "kind", "lane", "direction", "status", "queue"}
