"""Traces are off unless an endpoint is set: nothing of OpenTelemetry is loaded, and events stay as they are."""

import subprocess
import sys

import pytest

from services.kit.bus.delivery import Delivery
from services.kit.process import StartError, tracing
from services.kit.tracing import spans
from tests.store import Told

LOADED = """
import sys
import services.chat.main, services.extractor.main, services.store.main
from services.kit.process import tracing
with tracing("chat", sys.argv[1]):
    print(sorted(name for name in sys.modules if name.startswith("opentelemetry.sdk")) != [])
"""


@pytest.mark.parametrize(("endpoint", "loaded"), [("", "False"), ("http://127.0.0.1:9", "True")])
def test_the_exporter_is_loaded_when_an_endpoint_is_set_and_only_then(endpoint, loaded):
    ran = subprocess.run([sys.executable, "-c", LOADED, endpoint], capture_output=True, text=True)
    assert (ran.stdout.strip(), ran.stderr) == (loaded, "")


def test_without_an_endpoint_events_stay_as_they_are_and_every_span_is_none():
    event = Told().recorded()
    assert spans.carry(event) is event
    assert spans.create(event, None) is event
    assert spans.ids() == {}
    with spans.serve("POST", "/v1/turns", {}) as request, spans.send("kind", "memory", "turn") as sent:
        assert (request, sent) == (None, None)
    with spans.process([Delivery(event, b""), Delivery(None, b"")], "queue") as marked:
        assert list(marked) == [None, None]
        with spans.together("extract", marked) as shared, spans.within(marked[0]):
            assert shared is None


def test_a_missing_package_is_named_with_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "services.kit.tracing.otlp", None)
    with pytest.raises(StartError, match=r"install `afterthought\[tracing\]`, or unset it"):
        tracing("chat", "http://127.0.0.1:4318")
