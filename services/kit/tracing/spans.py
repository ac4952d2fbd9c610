"""What services mark as spans. Work for several turns at once belongs to the first's trace, and links to the others'.

Everywhere a span is None while traces are off.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Final, Optional

from contracts.envelope import Event

if TYPE_CHECKING:
    # Not loaded while traces are off.
    from opentelemetry.trace import Span

    from services.kit.bus.delivery import Delivery
    from services.kit.tracing.marks import Marks

Attributes = Mapping[str, Any]
MaybeSpan = Optional["Span"]
"""A span, or None while traces are off."""

_NOTHING: Final[AbstractContextManager[None]] = nullcontext()
_marks: Optional["Marks"] = None


def use(marks: Optional["Marks"]) -> None:
    """Mark spans from now on, or, with None, no more."""
    global _marks  # noqa: PLW0603 - one switch for the whole process
    _marks = marks


def ids() -> Mapping[str, str]:
    """Return `trace_id` and `span_id` of the current span, for the logs; empty without one."""
    return {} if _marks is None else _marks.ids()


def serve(method: str, route: str, headers: Mapping[str, str]) -> AbstractContextManager[MaybeSpan]:
    """Mark a request, which goes on with the client's trace if it sends one."""
    return _NOTHING if _marks is None else _marks.serve(method, route, headers)


def call(name: str, attributes: Attributes) -> AbstractContextManager[MaybeSpan]:
    """Mark a call of something outside: a model."""
    return _NOTHING if _marks is None else _marks.mark(name, "CLIENT", attributes)


def send(kind: str, exchange: str, turn_id: object) -> AbstractContextManager[MaybeSpan]:
    """Mark the publishing of an event of type `kind`."""
    return _NOTHING if _marks is None else _marks.send(kind, exchange, turn_id)


def process(deliveries: Sequence["Delivery"], queue: str) -> AbstractContextManager[Sequence[MaybeSpan]]:
    """Mark what is done for each delivery, as part of the trace that its event carries; gives a span for each."""
    return nullcontext((None,) * len(deliveries)) if _marks is None else _marks.process(deliveries, queue)


def together(
    name: str, spans: Sequence[MaybeSpan], kind: str = "INTERNAL", attributes: Attributes | None = None
) -> AbstractContextManager[MaybeSpan]:
    """Mark what is done once for all of `spans`: a child of the first, with links to the others."""
    marked = [span for span in spans if span is not None]
    return _NOTHING if _marks is None or not marked else _marks.together(name, marked, kind, attributes or {})


def within(span: MaybeSpan) -> AbstractContextManager[Any]:
    """Do the block as part of `span`, which goes on afterwards: for one of several turns."""
    return _NOTHING if _marks is None or span is None else _marks.within(span)


def carry(event: Event) -> Event:
    """Return `event` with the current span's context: what comes of it is part of the same trace."""
    return event if _marks is None else _marks.carry(event)


def create(event: Event, span: MaybeSpan) -> Event:
    """Return `event` with the context of a span of its own under `span`: an event that follows from a delivery."""
    return event if _marks is None or span is None else _marks.create(event, span)


def note(span: MaybeSpan, attributes: Attributes, error: str = "") -> None:
    """Add to a span what has become known; `error` is the class of what went wrong."""
    if _marks is not None and span is not None:
        _marks.note(span, attributes, error)
