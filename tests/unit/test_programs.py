"""Programs that tests need: without one a test is skipped, under CI it fails; who may not install is told how."""

import pytest

from tests import programs


@pytest.fixture(autouse=True)
def _nothing_on_the_path(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(programs.CHROMIUM_SETTING, raising=False)
    monkeypatch.delenv("CI", raising=False)


@pytest.mark.parametrize("program", programs.PACKAGES)
def test_a_test_without_its_program_is_skipped_but_fails_under_ci(monkeypatch, program):
    with pytest.raises(pytest.skip.Exception, match=f"^{program} is missing: apt-get install"):
        programs.need(program)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=f"^{program} is missing: apt-get install"):
        programs.need(program)


def test_a_browser_of_ones_own_is_taken(monkeypatch):
    monkeypatch.setenv(programs.CHROMIUM_SETTING, "/opt/browser")
    assert programs.need("chromium") == "/opt/browser"


def test_what_cannot_be_installed_from_here_is_named(monkeypatch):
    with pytest.raises(SystemExit, match=r"^Error: chromium prometheus is not installed: install it \("):
        programs.main()
    monkeypatch.setattr(programs, "find", lambda program: f"/usr/bin/{program}")
    programs.main()
