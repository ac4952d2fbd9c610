"""The small real model: what is said when its optional extra is not there, and what its check finds wrong.

With the extra, `make small ARGS=--check` runs.
"""

import sys
from types import SimpleNamespace

import pytest

from deploy.demo.conversation import Line
from deploy.small_model import __main__ as command
from deploy.small_model import check, server

LINES = [Line(user="ada", say="I live in Porto."), Line(user="ada", say="I like jazz.")]
FACT = {"slot": "home_city", "value": "Porto", "evidence": {"quote": "live in Porto"}}


class Played:
    """A system whose jobs go through `statuses`, one at each look and the last for ever, and which stores `stored`.

    Of each job's facts `refused` were refused.
    """

    def __init__(self, statuses, stored, refused=0):
        self._refused = refused
        self._looks = {str(number): list(statuses) for number in range(len(LINES))}
        self._stored = stored
        self._said = iter(self._looks)

    async def say(self, line, most_tokens):
        return SimpleNamespace(job=next(self._said))

    async def job(self, job):
        left = self._looks[job]
        status = left.pop(0) if len(left) > 1 else left[0]
        error = "it broke" if status == "dead" else None
        return status and {"status": status, "error": error, "rejected": self._refused}

    async def facts(self, user):
        return self._stored


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch):
    monkeypatch.setattr(check, "LOOK_SECONDS", 0)


@pytest.fixture
def _without_the_extra(monkeypatch):
    monkeypatch.setattr(server.importlib.util, "find_spec", lambda _name: None)


@pytest.mark.usefixtures("_without_the_extra")
def test_the_check_is_skipped_with_its_reason(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["small_model", "--check"])
    command.main()
    assert capsys.readouterr().out == f"Skipped: {server.NOT_INSTALLED}.\n"


@pytest.mark.usefixtures("_without_the_extra")
def test_serving_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["small_model"])
    with pytest.raises(SystemExit, match="make small"):
        command.main()
    with pytest.raises(FileNotFoundError, match="make small"):
        server.weights()


async def test_a_job_that_the_store_does_not_know_yet_is_waited_for():
    assert await check._play(Played([None, "queued", "completed"], [FACT]), LINES) == []


@pytest.mark.parametrize(
    ("statuses", "stored", "says"),
    [
        (["completed"], [], "nothing was checked"),
        (["completed"], [{**FACT, "evidence": {"quote": "live in Lisbon"}}], "lacks its quote"),
        (["completed"], [{**FACT, "evidence": {"quote": ""}}], "lacks its quote"),
        (["queued", "dead"], [FACT], "is dead after 0 s: it broke"),
    ],
)
async def test_what_is_wrong_is_found(statuses, stored, says):
    assert says in (await check._play(Played(statuses, stored), LINES))[0]


async def test_a_model_whose_facts_were_all_refused_was_checked(capsys):
    assert await check._play(Played(["completed"], [], refused=2), LINES) == []
    assert "0 facts stored, 4 refused" in capsys.readouterr().out


@pytest.mark.parametrize("status", [None, "processing"])
async def test_a_job_without_an_end_is_wrong(monkeypatch, status):
    monkeypatch.setattr(check, "SETTLE_SECONDS", 0)
    problems = await check._play(Played([status], [FACT]), LINES)
    assert len(problems) == len(LINES)
