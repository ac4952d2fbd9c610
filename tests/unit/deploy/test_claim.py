"""One run at a time has a folder, and a claim ends with its process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local import CannotRunError
from deploy.local.claim import claim, find_claimant

ROOT = Path(__file__).parents[3]
HOLDER = """
import sys
from pathlib import Path
from deploy.local.claim import claim

with claim(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_claimed_folder_is_refused_with_the_pid_of_the_claimant(tmp_path):
    with claim(tmp_path), pytest.raises(CannotRunError, match=f"in use by process {os.getpid()}: .*make down"):
        claim(tmp_path).__enter__()


def test_a_folder_is_free_again_after_the_claim(tmp_path):
    for _ in range(2):
        with claim(tmp_path):
            assert find_claimant(tmp_path) == os.getpid()
        assert find_claimant(tmp_path) is None


def test_a_claim_ends_with_a_process_that_is_killed(tmp_path):
    command = [sys.executable, "-c", HOLDER, tmp_path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert find_claimant(tmp_path) == holder.pid
        holder.kill()
        holder.wait()
        assert find_claimant(tmp_path) is None


def test_nobody_has_a_folder_that_is_not_there(tmp_path):
    assert find_claimant(tmp_path / "missing") is None
