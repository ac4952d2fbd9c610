"""The AsyncAPI 3 document, made from the events and the topology table, so that it can not tell another story."""

from typing import Any, Final

from contracts.envelope import BATCH_LIMIT, CONTENT_TYPE, EVENT_MODELS, TURN_DEAD, TURN_RECORDED
from contracts.events import Lane
from contracts.topology import DEAD_EXCHANGE, EXCHANGE, LANE_QUEUES, STORE_DEAD, STORE_EVENTS, topology

SAYS: Final = {
    "turn.recorded.v1": "A user's message was taken on (by chat; by the store on replay).",
    "extraction.started.v1": "An extractor took the turn in hand.",
    "facts.extracted.v1": "The turn was understood; it may hold no fact at all.",
    "extraction.retrying.v1": "An attempt failed and the turn waits for its next one.",
    "turn.dead.v1": "The turn was given up; it comes whole.",
    "user.erased.v1": "Whatever the user said before the watermark must not be stored any more.",
}


def asyncapi(schemas: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the document; `schemas` holds each event's JSON Schema by type."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Afterthought events",
            "version": "1.0.0",
            "description": "What chat, extractor and store tell each other over RabbitMQ. "
            f"A message body is a list of 1 to {BATCH_LIMIT} CloudEvents 1.0 of one type (JSON batch format).",
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": _channels(),
        "operations": _operations(),
        "components": {"messages": {kind: _message(kind) for kind in EVENT_MODELS}, "schemas": schemas},
    }


def _message(kind: str) -> dict[str, Any]:
    return {
        "name": kind,
        "summary": SAYS[kind],
        "contentType": CONTENT_TYPE,
        "payload": {
            "type": "array",
            "minItems": 1,
            "maxItems": BATCH_LIMIT,
            "items": {"$ref": f"#/components/schemas/{kind}"},
        },
    }


def _channels() -> dict[str, Any]:
    exchanges = topology().exchanges
    found: dict[str, Any] = {}
    for kind in EVENT_MODELS:
        exchange = DEAD_EXCHANGE if kind == TURN_DEAD else EXCHANGE
        keys = [f"{kind}.{lane}" for lane in Lane] if kind == TURN_RECORDED else [kind]
        for key in keys:
            found[key] = {
                "address": key,
                "description": SAYS[kind],
                "messages": {kind: {"$ref": f"#/components/messages/{kind}"}},
                "bindings": {"amqp": {"is": "routingKey", "exchange": _exchange(exchange, exchanges[exchange])}},
            }
    return found


def _exchange(name: str, kind: str) -> dict[str, Any]:
    return {"name": name, "type": kind, "durable": True, "vhost": "afterthought"}


def _operations() -> dict[str, Any]:
    lanes = {f"{TURN_RECORDED}.{lane}": queue for lane, queue in LANE_QUEUES.items()}
    found: dict[str, Any] = {}
    for channel in _channels():
        kind = TURN_RECORDED if channel in lanes else channel
        sender = "store" if kind == "user.erased.v1" else "chat" if kind == TURN_RECORDED else "extractor"
        queue = STORE_DEAD if kind == TURN_DEAD else STORE_EVENTS
        found[f"{sender}.sends.{channel}"] = _operation("send", channel, kind, f"{sender} publishes it, confirmed.")
        found[f"store.receives.{channel}"] = _operation("receive", channel, kind, f"From the queue {queue}.")
        if channel in lanes:
            says = f"From the queue {lanes[channel]}."
            found[f"extractor.receives.{channel}"] = _operation("receive", channel, kind, says)
    return found


def _operation(action: str, channel: str, kind: str, says: str) -> dict[str, Any]:
    pointer = f"#/channels/{channel}"
    return {
        "action": action,
        "summary": says,
        "channel": {"$ref": pointer},
        "messages": [{"$ref": f"{pointer}/messages/{kind}"}],
    }
