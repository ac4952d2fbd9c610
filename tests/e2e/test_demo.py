"""The demo: plays the conversation, shows what it promises, leaves nothing running, and refuses bad files."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.demo.conversation import Line, questions, read_conversation
from deploy.local.errors import CannotRunError
from tests.bus import until

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).parents[2]
OWN = ROOT / "deploy" / "demo" / "conversation.jsonl"


@pytest.fixture(autouse=True)
def _private_system():
    if os.environ.get("AFTERTHOUGHT_CHAT_URL"):
        pytest.skip("the demo runs a system of its own; this run tests the one named by AFTERTHOUGHT_CHAT_URL")


def demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the demo in an empty folder, as another checkout would."""
    return subprocess.run(
        [sys.executable, "-m", "deploy.demo", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "150"},
        capture_output=True,
        text=True,
        timeout=110,
    )


def running_below(folder: Path) -> list[str]:
    """The processes whose working directory or command line lies below `folder`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if str(folder) in command or (process / "cwd").readlink().is_relative_to(folder):
                found.append(command)
        except OSError:
            continue  # it has ended, or is not ours to look at
    return found


def test_the_conversation_file_holds_what_the_demo_should_show():
    lines = read_conversation(OWN)
    turns = [line for line in lines if not line.later]
    assert len(turns) >= 40
    assert len({line.user for line in turns}) == 2
    assert len({(line.user, line.session) for line in turns}) >= 6
    assert len({line.at.date() for line in turns if line.at}) >= 6
    assert [line.fail for line in turns if line.fail] == [2]


@pytest.mark.timeout(180)
def test_the_demo_shows_what_it_promises_and_leaves_nothing_running(tmp_path):
    result = demo(tmp_path)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    shown = result.stdout
    turns = [line for line in read_conversation(OWN) if not line.later]
    assert len(re.findall(r"\d+ ms  queued", shown)) == len(turns)
    assert "retrying 1" in shown, "the failing turn was seen waiting for its next attempt"
    assert f"completed {len(turns)}" in shown
    for said in ("“", "superseded Porto", "superseded on", "retracted on"):
        assert said in shown
    later = shown.partition("Later:")[2]
    assert "Lisbon" in later.partition("assistant:")[2]
    assert running_below(tmp_path) == []


@pytest.mark.timeout(180)
def test_the_demo_plays_a_file_of_ones_own(tmp_path):
    own = tmp_path / "own.jsonl"
    own.write_text(json.dumps({"user": "zoe", "say": "I live in Oslo."}) + "\n")
    result = demo(tmp_path, str(own))
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    assert "Oslo" in result.stdout.partition("Later:")[2]


@pytest.mark.timeout(180)
async def test_an_interrupted_demo_leaves_nothing_running(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "deploy.demo"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    await until(lambda: any("rabbit" in command for command in running_below(tmp_path)), "the broker runs")
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Interrupted" in errors
    await until(lambda: running_below(tmp_path) == [], "everything has ended")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "holds no line"),
        ("not json\n", "line 1"),
        ('{"user": "a", "say": "x"}\n{"user": "a"}\n', "line 2: say"),
        ('{"user": "", "say": "x"}\n', "line 1: user"),
        ('{"user": "a", "say": "x", "mood": 1}\n', "line 1: mood"),
        ('{"user": "a", "say": "x", "at": "yesterday"}\n', "line 1: at"),
        ('{"user": "a", "say": "x", "fail": 9}\n', "line 1: fail"),
    ],
)
def test_a_bad_file_is_refused_by_line_and_field(tmp_path, content, said):
    path = tmp_path / "bad.jsonl"
    path.write_text(content)
    with pytest.raises(CannotRunError, match=said):
        read_conversation(path)


def test_a_missing_file_is_one_sentence(tmp_path):
    result = demo(tmp_path, "nowhere.jsonl")
    assert result.returncode == 1
    assert result.stderr.startswith("Error: Cannot read the conversation nowhere.jsonl")
    assert len(result.stderr.splitlines()) == 1


def test_without_a_later_line_each_user_is_asked_one_question():
    lines = [Line(user=user, say="hi") for user in ("a", "b", "a")]
    assert [line.user for line in questions(lines)] == ["a", "b"]
