"""The bench on a machine without its servers: one sentence that says what to do, and exit code 1."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run_bench(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the bench where no program is to be found, neither RabbitMQ's nor one that could install it."""
    environment = {**os.environ, "PATH": str(folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.faults", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("arguments", [["--only", "kill-store"], ["--soak", "1"], ["--outage", "1"], ["--latency"]])
def test_without_servers_the_bench_says_what_to_install(tmp_path, arguments):
    ran = run_bench(tmp_path, *arguments)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].startswith("Error: rabbitmq-server is not installed: install it (")
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""


@pytest.mark.parametrize("arguments", [["--only", "no-such"], ["--soak", "0"], ["--outage", "-1"]])
def test_what_cannot_be_asked_for_is_refused_before_anything_starts(tmp_path, arguments):
    ran = run_bench(tmp_path, *arguments)
    assert ran.returncode == 2
    assert f"error: {'there is no fault no-such' if 'no-such' in arguments else arguments[0]}" in ran.stderr
    assert list(tmp_path.iterdir()) == []
