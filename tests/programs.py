"""Programs that some tests need and that no Python package brings: they are skipped without, but never under CI.

`python -m tests.programs` installs what is missing, on Debian and Ubuntu as root; elsewhere it says what to do.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Final

import pytest

from deploy.local import apt
from deploy.local.errors import CannotRunError

PACKAGES: Final = {"chromium": "chromium", "prometheus": "prometheus", "promtool": "prometheus"}
"""The Debian package of each program."""
CHROMIUM_SETTING: Final = "AFTERTHOUGHT_CHROMIUM"
"""Names another browser than Debian's."""
LOG: Final = Path(".run") / "tests" / "apt.log"


def find(program: str) -> str | None:
    """Return where a program is, or None."""
    if program == "chromium":
        return os.environ.get(CHROMIUM_SETTING) or shutil.which(program) or shutil.which("chromium-browser")
    return shutil.which(program)


def need(program: str) -> str:
    """Return where a program is; without it the test is skipped, and fails if this is CI."""
    found = find(program)
    if found is None:
        what = f"{program} is missing: apt-get install {PACKAGES[program]} (as root: python -m tests.programs)"
        if os.environ.get("CI"):
            pytest.fail(what)
        pytest.skip(what)
    return found


def main() -> None:
    """Install what is missing."""
    missing = " ".join(dict.fromkeys(package for program, package in PACKAGES.items() if find(program) is None))
    if not missing:
        return
    try:
        apt.refuse_unless_root(missing, "each is on its own site")
        apt.install(missing, LOG)
    except CannotRunError as error:
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
