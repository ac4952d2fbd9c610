"""Sends spans to an OTLP endpoint (HTTP, protobuf) in the background; loaded only when traces are on.

The standard variables of OpenTelemetry say where, how often, and which share of the traces. What cannot be sent in time
is dropped: no service waits for its traces.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from services.kit.tracing import spans
from services.kit.tracing.marks import Marks

EXPORT_SECONDS: Final = 5


@contextmanager
def exporting(service: str) -> Iterator[None]:
    """Trace while the block lasts; at its end, what is left is sent."""
    resource = Resource.create({"service.name": service, "service.namespace": "afterthought"})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(timeout=EXPORT_SECONDS)))
    spans.use(Marks(provider.get_tracer("afterthought")))
    try:
        yield
    finally:
        spans.use(None)
        provider.shutdown()
