"""A process that steps back does, and never comes forward."""

import subprocess
import sys

PROGRAM = """
import os
from pathlib import Path
from services.kit.process import step_back
for nice in {steps}:
    step_back(nice)
print(os.getpriority(os.PRIO_PROCESS, 0))
"""


def stepped_back(*steps: int) -> int:
    program = [sys.executable, "-c", PROGRAM.format(steps=steps)]
    done = subprocess.run(program, check=True, capture_output=True, text=True, start_new_session=True)
    return int(done.stdout)


def test_it_steps_back_and_stays_there():
    before = stepped_back()
    assert stepped_back(min(before + 3, 19)) == min(before + 3, 19)
    assert stepped_back(19, 0, before) == 19
