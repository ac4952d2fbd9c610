"""`python -m tests.eval` as a user runs it: the offline model as a real process, and servers that are no model."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LOCOMO = ROOT / "tests/unit/eval/conversations/locomo.json"


def evaluate(folder, *arguments):
    """Run the command in a folder of the test's own, so that the last runs of the developer stay."""
    left = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "EXTRACTOR_"))}
    return subprocess.run(
        [sys.executable, "-m", "tests.eval", *arguments],
        cwd=folder,
        env=left | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=100,
    )


def test_the_offline_model_is_measured_kept_and_compared_with(tmp_path):
    first = evaluate(tmp_path, "--json", "--require", "ungrounded=0,failed=0,calls=1")
    then = evaluate(tmp_path, "--require", "precision=1.01")

    assert first.returncode == 0, first.stderr
    run = json.loads(first.stdout)
    assert run["figures"]["recall"] > 0.5
    assert json.loads((tmp_path / ".run/eval/last-tune.json").read_text())["figures"] == run["figures"]
    assert "268/268 turns" in first.stderr
    assert then.returncode == 1
    assert "Not met: precision is" in then.stderr
    assert "Before: offline" in then.stdout


def test_of_a_model_that_hallucinates_nothing_ungrounded_is_stored(tmp_path):
    ended = evaluate(tmp_path, "--hallucinate", "--json", "--require", "ungrounded=0")

    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["rejections"]["quote_not_in_message"] > 0


def test_other_peoples_conversations_are_measured(tmp_path):
    ended = evaluate(tmp_path, "--locomo", str(LOCOMO), "--json")

    assert ended.returncode == 0, ended.stderr
    measured = json.loads(ended.stdout)
    assert (measured["turns"], measured["questions"], measured["ungrounded"]) == (3, 2, 0)
    assert measured["evidence"] > 0


@pytest.fixture
def closed_door():
    """A server that refuses every key."""

    class Refuses(BaseHTTPRequestHandler):
        def do_POST(self):
            self.send_response(401)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Refuses)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_model_that_cannot_be_asked_is_an_error_in_words(tmp_path, closed_door):
    ended = evaluate(tmp_path, "--base-url", closed_door, "--model", "some-model")

    assert ended.returncode == 2
    assert "Error: The model cannot be asked: " in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / ".run").exists()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--base-url", "http://127.0.0.1:9/v1"], "Or name it with --model."),
        (["--base-url", "http://127.0.0.1:9/v1", "--model", "m", "--hallucinate"], "a mode of the offline model"),
        (["--baseline", "none.json"], "no file none.json"),
        (["--longmemeval", "none.json"], "name your own copy"),
    ],
    ids=["no-model", "hallucinate", "baseline", "copy"],
)
def test_what_cannot_be_run_is_said_in_one_sentence(tmp_path, arguments, problem):
    ended = evaluate(tmp_path, *arguments)

    assert ended.returncode == 2
    assert problem in ended.stderr
    assert "Traceback" not in ended.stderr
