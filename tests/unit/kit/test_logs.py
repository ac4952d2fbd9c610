"""Logs: an exception is told without the variables of the frames it passed, which hold what users said."""

import json
import logging

import pytest
import structlog

from services.kit.logs import configure_logs


@pytest.fixture(autouse=True)
def _restore_logs():
    yield
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def fail(words: str) -> None:
    raise ValueError(f"{len(words)} characters")


def refuse(words: str) -> None:
    raise ValueError(f"cannot store {words}")


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_an_exception_is_logged_without_local_variables(log_format, capsys):
    configure_logs("test", log_format, "INFO")
    try:
        fail("I live in a secret place.")
    except ValueError:
        structlog.get_logger().exception("handler_failed", turn_id="t-1")
    logged = capsys.readouterr().err
    assert "ValueError: 25 characters" in logged
    assert "t-1" in logged
    assert "secret" not in logged.replace('fail("I live in a secret place.")', "").replace(
        json.dumps('fail("I live in a secret place.")')[1:-1], ""
    )


def test_a_level_below_is_silent(capsys):
    configure_logs("test", "json", "WARNING")
    structlog.get_logger().info("delivery_done")
    structlog.get_logger().warning("ack_lost", reason="closed")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "ack_lost"
    assert json.loads(line)["service"] == "test"


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_no_secret_is_written_whoever_says_it(log_format, capsys):
    card = "4111 1111 1111 1111"
    configure_logs("test", log_format, "INFO")
    try:
        refuse(card)
    except ValueError:
        structlog.get_logger().exception("turn_unrecorded", reason=f"about {card}")
        logging.getLogger("some.library").exception("about %s", card)
    logged = capsys.readouterr().err
    assert card not in logged
    assert logged.count("[redacted: card number]") == 4
    assert "turn_unrecorded" in logged
