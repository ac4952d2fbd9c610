"""Finds the machine's own RabbitMQ, and installs it from the distribution's packages where we may.

Debian's package starts a broker on the default ports when it is installed. We want only the program: a policy that
denies service starts is in force during the installation (`invoke-rc.d(8)`, "policy-rc.d"), so that nothing is
started and a broker that already runs is left alone.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local.errors import CannotRunError
from deploy.local.progress import say

# The Debian wrapper in /usr/sbin changes to the system user `rabbitmq`; the script it wraps runs as whoever calls it.
FOLDERS = (Path("/usr/lib/rabbitmq/bin"), Path("/opt/homebrew/sbin"), Path("/usr/local/sbin"))
APT_LOCK_SECONDS = 120
INSTALL_SECONDS = 600


@dataclass(frozen=True)
class RabbitMQProgram:
    """The two programs that a private broker needs."""

    server: Path
    epmd: Path


def ensure_rabbitmq(log: Path) -> RabbitMQProgram:
    """Find RabbitMQ, or install it if this is Debian or Ubuntu and we are root; apt's output goes to `log`.

    Raises:
        CannotRunError: It is missing and cannot be installed from here.

    """
    found = find_rabbitmq()
    if found is None:
        refuse_unless_installable()
        install_with_apt(log)
        found = find_rabbitmq()
    if found is None:
        raise CannotRunError(f"rabbitmq-server was installed but is nowhere to be found: see {log}.")
    return found


def find_rabbitmq() -> RabbitMQProgram | None:
    """Return the first RabbitMQ of the known folders and PATH that comes with an epmd, or None."""
    on_path = shutil.which("rabbitmq-server")
    candidates = [folder / "rabbitmq-server" for folder in FOLDERS] + ([Path(on_path)] if on_path else [])
    epmd = _find_epmd()
    for server in candidates:
        if epmd and os.access(server, os.X_OK):
            return RabbitMQProgram(server, epmd)
    return None


def refuse_unless_installable() -> None:
    """Say in one sentence what to do when we may not or cannot install RabbitMQ."""
    if shutil.which("apt-get") is None:
        hint = "brew install rabbitmq" if shutil.which("brew") else "see https://www.rabbitmq.com/docs/download"
        raise CannotRunError(f"rabbitmq-server is not installed: install it ({hint}) and try again.")
    if os.geteuid() != 0:
        command = "sudo apt-get install --no-install-recommends rabbitmq-server"
        raise CannotRunError(f"rabbitmq-server is not installed and only root may install it: run `{command}`.")


def install_with_apt(log: Path) -> None:
    """Install the distribution's rabbitmq-server without starting it."""
    say("Installing rabbitmq-server from the distribution's packages; this takes about a minute")
    started = time.monotonic()
    log.parent.mkdir(parents=True, exist_ok=True)
    options = ["-q", "-y", "-o", f"DPkg::Lock::Timeout={APT_LOCK_SECONDS}", "-o", "Dpkg::Use-Pty=0"]
    with log.open("wb") as output, services_kept_from_starting():
        for step in (["update"], ["install", "--no-install-recommends", "rabbitmq-server"]):
            _run_apt([*options, *step], output.fileno(), log)
    if Path("/run/systemd/system").exists():
        # Nor shall it start at the next boot: the user asked for a private broker, not for a system service.
        subprocess.run(["systemctl", "disable", "rabbitmq-server"], check=False, capture_output=True)
    say(f"Installed rabbitmq-server in {time.monotonic() - started:.0f} s")


def _run_apt(arguments: list[str], output: int, log: Path) -> None:
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
        raise CannotRunError(f"rabbitmq-server could not be installed ({reason}): see {log}, mend it and try again.")


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
    return subprocess.run([policy, "rabbitmq-server", "start"], check=False, capture_output=True).returncode == denied


def _find_epmd() -> Path | None:
    """Return epmd from PATH, or from the Erlang that `erl` belongs to."""
    on_path = shutil.which("epmd")
    if on_path:
        return Path(on_path)
    erl = shutil.which("erl")
    beside = sorted(Path(erl).resolve().parent.parent.glob("erts-*/bin/epmd")) if erl else []
    return beside[-1] if beside else None
