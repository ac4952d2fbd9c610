"""Finds the machine's own RabbitMQ, and installs it from the distribution's packages where we may."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from deploy.local import apt
from deploy.local.errors import CannotRunError

# The Debian wrapper in /usr/sbin changes to the system user `rabbitmq`; the script it wraps runs as whoever calls it.
FOLDERS = (Path("/usr/lib/rabbitmq/bin"), Path("/opt/homebrew/sbin"), Path("/usr/local/sbin"))
PACKAGE = "rabbitmq-server"


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
        apt.install(PACKAGE, log)
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
    hint = "brew install rabbitmq" if shutil.which("brew") else "see https://www.rabbitmq.com/docs/download"
    apt.refuse_unless_root(PACKAGE, hint)


def _find_epmd() -> Path | None:
    """Return epmd from PATH, or from the Erlang that `erl` belongs to."""
    on_path = shutil.which("epmd")
    if on_path:
        return Path(on_path)
    erl = shutil.which("erl")
    beside = sorted(Path(erl).resolve().parent.parent.glob("erts-*/bin/epmd")) if erl else []
    return beside[-1] if beside else None
