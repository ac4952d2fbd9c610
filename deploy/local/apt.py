"""Installs programs from the distribution's packages, on Debian and Ubuntu, and only as root.

Some packages start a service on a default port when they are installed. We want only the programs: a policy that denies
service starts is in force during the installation (`invoke-rc.d(8)`, "policy-rc.d"), so that nothing is started and a
service that already runs is left alone.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.errors import CannotRunError
from deploy.local.progress import say

LOCK_SECONDS = 120
INSTALL_SECONDS = 600


def refuse_unless_root(packages: str, hint: str) -> None:
    """Say in one sentence what to do when we may not or cannot install: the command, or `hint` without apt."""
    if shutil.which("apt-get") is None:
        raise CannotRunError(f"{packages} is not installed: install it ({hint}) and try again.")
    if os.geteuid() != 0:
        command = f"sudo apt-get install --no-install-recommends {packages}"
        raise CannotRunError(f"{packages} is not installed and only root may install it: run `{command}`.")


def install(packages: str, log: Path) -> None:
    """Install packages, separated by spaces, and start none of their services; apt's output goes to `log`."""
    say(f"Installing {packages} from the distribution's packages; this takes about a minute")
    started = time.monotonic()
    log.parent.mkdir(parents=True, exist_ok=True)
    options = ["-q", "-y", "-o", f"DPkg::Lock::Timeout={LOCK_SECONDS}", "-o", "Dpkg::Use-Pty=0"]
    with log.open("wb") as output, services_kept_from_starting():
        for step in (["update"], ["install", "--no-install-recommends", *packages.split()]):
            _run([*options, *step], output.fileno(), log, packages)
    if Path("/run/systemd/system").exists():
        # Nor shall they start at the next boot: nobody asked for a system service.
        for package in packages.split():
            subprocess.run(["systemctl", "disable", package], check=False, capture_output=True)
    say(f"Installed {packages} in {time.monotonic() - started:.0f} s")


def _run(arguments: list[str], output: int, log: Path, packages: str) -> None:
    """Run one apt-get command; its own last error line is the best explanation of a failure."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["apt-get", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=environment,
        timeout=INSTALL_SECONDS,
        check=False,
    )
    # `apt-get update` fails if one source of many is unreachable; what counts is whether the installation works.
    if done.returncode and "install" in arguments:
        reasons = [line for line in log.read_text(errors="replace").splitlines() if line.startswith("E: ")]
        reason = reasons[-1] if reasons else f"exit code {done.returncode}"
        raise CannotRunError(f"{packages} could not be installed ({reason}): see {log}, mend it and try again.")


@contextmanager
def services_kept_from_starting(policy: Path = Path("/usr/sbin/policy-rc.d")) -> Iterator[None]:
    """Deny service starts by packages for a while; a policy that is already there comes back unchanged."""
    if policy.exists() and _denies(policy):
        yield
        return
    aside = policy.with_name(policy.name + ".before-afterthought")
    if policy.exists():
        policy.rename(aside)
    policy.write_text("#!/bin/sh\n# Temporary: afterthought installs a package and wants no service started.\nexit 101")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink()
        if aside.exists():
            aside.rename(policy)


def _denies(policy: Path) -> bool:
    denied = 101
    return subprocess.run([policy, "any", "start"], check=False, capture_output=True).returncode == denied
