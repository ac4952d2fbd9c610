"""`make` explains itself; `make up` says what it runs on and why; what cannot be done is one sentence."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TARGETS = (
    *("up", "down", "demo", "test", "faults", "soak", "eval"),
    *("small", "bench", "bench-quick", "page", "check", "fix", "contracts", "lock", "clean"),
)
DOCKER_WITHOUT_IMAGES = """#!/bin/sh
case "$*" in
  info | "compose version") exit 0 ;;
  "compose config --images") echo afterthought:local; echo postgres:17 ;;
  *) exit 1 ;;
esac
"""


def make(*arguments: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run make as a user's shell would, not as part of the make that may run these tests."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "RUN"))}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=inherited | environment, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project in another folder, without a virtual environment."""
    for name in ("Makefile", "deploy", "requirements", "compose.yaml"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.fixture
def path_with_docker(tmp_path: Path) -> str:
    """A PATH on which an engine answers that has no image and can get none."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "docker").write_text(DOCKER_WITHOUT_IMAGES)
    (folder / "docker").chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def test_make_prints_what_there_is():
    result = make()
    assert result.returncode == 0, result.stderr
    assert [line.split()[1] for line in result.stdout.splitlines()] == ["help", *TARGETS]


def test_every_target_is_phony():
    text = (ROOT / "Makefile").read_text()
    (phony,) = re.findall(r"^\.PHONY: (.*)$", text, flags=re.MULTILINE)
    assert set(phony.split()) == {"help", *TARGETS}


@pytest.mark.parametrize(
    ("python", "sentence"),
    [("", "no Python 3.11 or newer is on the PATH"), ("/bin/false", "/bin/false is no Python 3.11 or newer")],
)
def test_an_old_or_missing_python_is_one_sentence(project, python, sentence):
    result = make(f"PYTHON={python}", "demo", folder=project)
    assert result.returncode != 0
    assert f"Error: {sentence}" in result.stderr
    assert not (project / ".venv").exists()


def test_docker_without_an_engine_is_one_sentence(project):
    result = make("up", "RUN=docker", folder=project, DOCKER_HOST="tcp://127.0.0.1:1")
    assert result.returncode != 0
    assert "Error: no Docker engine with Compose answers: start Docker, or use RUN=local." in result.stderr


def test_docker_without_the_images_is_one_sentence(project, path_with_docker):
    result = make("up", "RUN=docker", folder=project, PATH=path_with_docker)
    assert result.returncode != 0
    assert "Error: Docker cannot get the image postgres:17: try `docker pull postgres:17`" in result.stderr


def test_without_images_it_runs_locally_and_says_why(project, path_with_docker):
    result = make("up", "MAKE=false", folder=project, PATH=path_with_docker)
    assert "Running as processes of this machine: Docker cannot get the image postgres:17." in result.stderr
    assert result.returncode != 0, "the stand-in for make was to end it there"


def test_an_unknown_way_to_run_is_one_sentence(project):
    assert (
        "Error: RUN=podman is unknown: use RUN=docker or RUN=local." in make("up", "RUN=podman", folder=project).stderr
    )
