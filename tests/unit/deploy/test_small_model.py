"""The small real model: what is said when its optional extra is not there. With it, `make small ARGS=--check` runs."""

import sys

import pytest

from deploy.small_model import __main__ as command
from deploy.small_model import server


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
