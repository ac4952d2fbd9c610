"""Starting the service: help, the line that says what it is, and a port that is taken."""

import os
import socket
import subprocess
import sys

import pytest

from services.offline_model.main import WHAT_IT_IS, main


def test_help_shows_the_settings(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    shown = capsys.readouterr().out
    assert left.value.code == 0
    assert {"OFFLINE_MODEL_HOST", "OFFLINE_MODEL_PORT", "OFFLINE_MODEL_LATENCY_MS"} <= set(shown.split())
    assert "small grammar, not a language model" in shown


def test_a_port_in_use_is_one_sentence_and_exit_code_1():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "-m", "services.offline_model"],
            env={**os.environ, "OFFLINE_MODEL_PORT": port},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ended.returncode == 1
    last = ended.stderr.strip().splitlines()[-1]
    assert f"Cannot listen on 127.0.0.1:{port}" in last
    assert "OFFLINE_MODEL_PORT" in last
    assert "Traceback" not in ended.stderr


def test_the_start_up_line_says_what_it_is_and_a_signal_stops_it():
    running = subprocess.Popen(
        [sys.executable, "-m", "services.offline_model"],
        env={**os.environ, "OFFLINE_MODEL_PORT": "0", "LOG_FORMAT": "json"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    try:
        lines = [running.stderr.readline(), running.stderr.readline()]
    finally:
        running.terminate()
        running.communicate(timeout=30)
    assert WHAT_IT_IS in lines[0]
    assert "listening" in lines[1]
    assert running.returncode == 0
