"""A private PostgreSQL server: on a free loopback port, with its own data folder and a random password.

Used by `make up` and the demo (durable, data kept) and by tests (fast, data thrown away).
"""

import asyncio
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from deploy.local import secret
from deploy.local.errors import CannotRunError, StoppedEarlyError
from deploy.local.ports import HOST, pick_free_ports
from deploy.local.postgres_files import PostgresFiles, choose_files
from deploy.local.process import Process

USER = "afterthought"
DATABASE = "afterthought"
READY_SECONDS = 60
START_ATTEMPTS = 3
CREATE_DATABASE = Path(__file__).with_name("create_database.sql")
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC"}
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
FAST_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class PostgresServer:
    """A running server. `dsn` is what asyncpg takes: an owner of everything, in the database `afterthought`."""

    dsn: str
    port: int
    process: Process


@asynccontextmanager
async def start_postgres(folder: Path, *, durable: bool = True) -> AsyncIterator[PostgresServer]:
    """Run a server whose data, password and log lie in `folder`; it stops at the end of the block.

    With `durable=False` nothing is flushed to disk and the data is deleted at the end: for tests.

    Raises:
        CannotRunError: It did not start; the message holds the end of its log.

    """
    files, password = await asyncio.to_thread(_prepare, folder, durable=durable)
    try:
        server = await _start(files, folder / "log" / "postgres.log", password, durable=durable)
        try:
            yield server
        finally:
            await server.process.stop()
    finally:
        if not durable:
            shutil.rmtree(files.data.parent)


def _prepare(folder: Path, *, durable: bool) -> tuple[PostgresFiles, str]:
    """Make sure that there is a data folder to start on."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    password = secret.read_or_make(folder / "postgres.password")
    files = choose_files(folder, lasting=durable)
    if not (files.data / "PG_VERSION").exists():
        create_cluster(files, password, durable=durable)
    return files, password


def create_cluster(files: PostgresFiles, password: str, *, durable: bool) -> None:
    """Make a new data folder with our database in it; it appears under its name only when it is whole."""
    unfinished = files.data.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    password_file = unfinished.with_suffix(".password")
    password_file.unlink(missing_ok=True)
    password_file.touch(mode=0o600)
    password_file.write_text(password)
    if files.account:
        for path in (unfinished, password_file):
            shutil.chown(path, files.account.uid, files.account.gid)
    initdb: list[str | Path] = [
        files.programs / "initdb",
        "-D",
        unfinished,
        "-U",
        USER,
        "--pwfile",
        password_file,
        "--no-instructions",
    ]
    initdb += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    initdb += ["--builtin-locale=C.UTF-8", *([] if durable else ["--no-sync"])]
    _run(initdb, files)
    _run([files.programs / "postgres", "--single", "-D", unfinished, "postgres"], files, CREATE_DATABASE.read_bytes())
    password_file.unlink()
    unfinished.rename(files.data)


async def _start(files: PostgresFiles, log: Path, password: str, *, durable: bool) -> PostgresServer:
    """Start on a free port, and on another should somebody take it meanwhile."""
    for attempt in range(1, START_ATTEMPTS + 1):
        (port,) = pick_free_ports(1)
        settings = SETTINGS | ({} if durable else FAST_SETTINGS) | {"port": str(port)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        process = Process.start(
            "PostgreSQL",
            [files.programs / "postgres", "-D", files.data, *options],
            log=log,
            environment=ENVIRONMENT,
            # "Fast shutdown": clients are disconnected, everything is written (PostgreSQL, "Shutting Down the Server").
            stop_signal=signal.SIGINT,
            account=files.account,
        )
        try:
            await process.wait_until(partial(_is_ready, files, port), READY_SECONDS)
        except BaseException as error:
            await process.stop()
            if isinstance(error, StoppedEarlyError) and attempt < START_ATTEMPTS:
                continue
            raise
        return PostgresServer(f"postgresql://{USER}:{password}@{HOST}:{port}/{DATABASE}", port, process)
    raise AssertionError("the last attempt returns or raises")


def _is_ready(files: PostgresFiles, port: int) -> bool:
    probe: list[str | Path] = [files.programs / "pg_isready", "-q", "-h", HOST, "-p", str(port), "-t", "2"]
    return subprocess.run(probe, env=ENVIRONMENT, check=False).returncode == 0


def _run(command: list[str | Path], files: PostgresFiles, script: bytes = b"") -> None:
    """Run one of PostgreSQL's programs to its end, as the account that owns the data."""
    done = subprocess.run(
        command,
        input=script,
        capture_output=True,
        env=ENVIRONMENT,
        cwd="/",
        user=files.account.uid if files.account else None,
        group=files.account.gid if files.account else None,
        extra_groups=[] if files.account else None,
        check=False,
    )
    if done.returncode:
        text = done.stderr.decode(errors="replace").strip()
        raise CannotRunError(f"PostgreSQL could not prepare {files.data}; mend it or delete that folder.\n{text}")
