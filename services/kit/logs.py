"""Logs: structlog events in the past tense, for a person or as JSON lines. Never a message body, never a secret.

What an exception says can hold somebody's words, so secrets are taken out of everything that is written.
"""

import logging
import sys
from typing import Literal

import structlog

from services.kit.redaction.detector import redact
from services.kit.tracing import spans

LogFormat = Literal["console", "json"]


def configure_logs(service: str, log_format: LogFormat, level: str) -> None:
    """Send every log event to stderr; `level` is a name of the standard library (`INFO`)."""
    renderer: structlog.typing.Processor
    if log_format == "json":
        renderer = structlog.processors.JSONRenderer()
    else:
        # The default would show local variables, and with them what users said.
        plain = structlog.dev.plain_traceback
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            add_trace,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact_values,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
    # Libraries speak through the standard library; only their warnings are of use here.
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting("%(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for noisy in ("aio_pika", "aiormq"):
        logging.getLogger(noisy).setLevel(logging.ERROR)


def add_trace(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Add the ids of the current span, if traces are on."""
    event.update(spans.ids())
    return event


def redact_values(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Take the secrets out of an event's texts, an exception's among them."""
    return {name: redact(value).text if isinstance(value, str) else value for name, value in event.items()}


class _Redacting(logging.Formatter):
    """What libraries write, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record)).text
