"""Spans as OpenTelemetry has them; loaded only when traces are on. Each method is explained in `spans`."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Link, Span, SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from contracts.envelope import Event
from services.kit.bus.delivery import Delivery

W3C: Final = TraceContextTextMapPropagator()


class Marks:
    """Marks spans with one tracer."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    def ids(self) -> Mapping[str, str]:
        """Return the ids of the current span."""
        here = trace.get_current_span().get_span_context()
        return {"trace_id": f"{here.trace_id:032x}", "span_id": f"{here.span_id:016x}"} if here.is_valid else {}

    def serve(self, method: str, route: str, headers: Mapping[str, str]) -> AbstractContextManager[Span]:
        """Mark a request."""
        attributes = {"http.request.method": method, "http.route": route}
        parent = _read(headers.get("traceparent"), headers.get("tracestate"))
        return self.mark(f"{method} {route}", "SERVER", attributes, parent)

    def send(self, kind: str, exchange: str, turn_id: object) -> AbstractContextManager[Span]:
        """Mark a publishing."""
        return self.mark(
            f"send {kind}", "PRODUCER", {**_messaging("send", exchange), "afterthought.turn_id": str(turn_id)}
        )

    @contextmanager
    def process(self, deliveries: Sequence[Delivery], queue: str) -> Iterator[Sequence[Span]]:
        """Mark the processing of deliveries; none of the spans is the current one, as there are several."""
        with ExitStack() as stack:
            yield [stack.enter_context(self._process_one(each, queue)) for each in deliveries]

    @contextmanager
    def _process_one(self, delivery: Delivery, queue: str) -> Iterator[Span]:
        event, parent, kind = delivery.event, Context(), "message"
        attributes = {**_messaging("process", queue), "afterthought.attempt": delivery.attempt}
        if event is not None:
            parent, kind = _read(event.traceparent, event.tracestate), event.type
            attributes |= {"messaging.message.id": str(event.id), "afterthought.turn_id": event.subject or ""}
        span = self._tracer.start_span(f"process {kind}", parent, SpanKind.CONSUMER, attributes)
        try:
            yield span
        except BaseException as error:
            _fail(span, type(error).__name__)
            raise
        finally:
            span.end()

    @contextmanager
    def together(self, name: str, spans: Sequence[Span], kind: str, attributes: Mapping[str, Any]) -> Iterator[Span]:
        """Mark what is done once for several; the links lead both ways."""
        first, *others = spans
        links = [Link(each.get_span_context()) for each in others]
        with self.mark(name, kind, attributes, trace.set_span_in_context(first), links) as span:
            for each in others:
                each.add_link(span.get_span_context())
            yield span

    def within(self, span: Span) -> AbstractContextManager[Span]:
        """Make a span the current one."""
        return trace.use_span(span, end_on_exit=False, record_exception=False, set_status_on_exception=False)

    def carry(self, event: Event) -> Event:
        """Put the current context into an event."""
        carrier: dict[str, str] = {}
        W3C.inject(carrier)
        return event.model_copy(update=carrier)

    def create(self, event: Event, span: Span) -> Event:
        """Put the context of a new span under `span` into an event."""
        attributes = {**_messaging("create"), "messaging.message.id": str(event.id)}
        with self.mark(f"create {event.type}", "PRODUCER", attributes, trace.set_span_in_context(span)):
            return self.carry(event)

    def note(self, span: Span, attributes: Mapping[str, Any], error: str) -> None:
        """Add attributes, and what went wrong."""
        span.set_attributes({name: value for name, value in attributes.items() if value is not None})
        if error:
            _fail(span, error)

    @contextmanager
    def mark(
        self,
        name: str,
        kind: str,
        attributes: Mapping[str, Any],
        parent: Context | None = None,
        links: Sequence[Link] = (),
    ) -> Iterator[Span]:
        """Mark the block as the current span; `parent` None means the one that was current before."""
        with self._tracer.start_as_current_span(
            name,
            parent,
            SpanKind[kind],
            dict(attributes),
            links,
            # An exception's text can hold somebody's words.
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield span
            except BaseException as error:
                _fail(span, type(error).__name__)
                raise


def _read(traceparent: str | None, tracestate: str | None) -> Context:
    """Read the W3C context; without one, what follows begins a trace of its own."""
    return W3C.extract({"traceparent": traceparent or "", "tracestate": tracestate or ""}, Context())


def _messaging(operation: str, destination: str = "") -> dict[str, Any]:
    named = {"messaging.destination.name": destination} if destination else {}
    return {
        "messaging.system": "rabbitmq",
        "messaging.operation.name": operation,
        "messaging.operation.type": operation,
        **named,
    }


def _fail(span: Span, error: str) -> None:
    span.set_attribute("error.type", error)
    span.set_status(Status(StatusCode.ERROR))
