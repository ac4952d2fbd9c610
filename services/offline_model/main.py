"""Composition root of the offline model: settings, table of faults, application, listener."""

import argparse
import asyncio
import logging
from collections.abc import Sequence
from typing import Final

import structlog

from services.kit.http import listen, serve
from services.kit.process import read, run
from services.offline_model.app import build_app
from services.offline_model.faults import FaultTable
from services.offline_model.misbehaviour import ScriptedResetFilter
from services.offline_model.settings import Settings

log = structlog.get_logger()

WHAT_IT_IS: Final = (
    "a small grammar, not a language model; set OPENAI_API_KEY or OPENAI_BASE_URL for chat and extractor "
    "to use a real one"
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the server until SIGTERM or SIGINT."""
    _parser().parse_args(arguments)
    run("offline_model", _serve)


async def _serve(stop: asyncio.Event) -> None:
    settings = read(Settings)
    logging.getLogger("uvicorn.error").addFilter(ScriptedResetFilter())
    listener = listen(settings.host, settings.port, "OFFLINE_MODEL_PORT")
    log.info("offline_model_started", what=WHAT_IT_IS, latency_ms=settings.latency_ms, mode=settings.mode)
    app = build_app(
        FaultTable(),
        latency_ms=settings.latency_ms,
        lying=settings.mode == "hallucinate",
        seed=settings.seed,
        schemas=settings.json_schema,
    )
    await serve(app, listener, stop)


def _parser() -> argparse.ArgumentParser:
    prefix = Settings.model_config["env_prefix"]
    lines = [
        f"  {prefix + name.upper():<26} {field.description} (default: {field.default})"
        for name, field in Settings.model_fields.items()
    ]
    return argparse.ArgumentParser(
        prog="python -m services.offline_model",
        description=f"An OpenAI-compatible server that needs no key and no network: {WHAT_IT_IS}.",
        epilog="settings, from the environment:\n"
        + "\n".join([*lines, "  LOG_FORMAT, LOG_LEVEL         as for every service"]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
