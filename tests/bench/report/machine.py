"""The machine that was measured: processors, memory, system, and the versions of everything that took part."""

import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.bench.servers import SETTINGS


def describe(servers: Mapping[str, str], packages: Iterable[str]) -> dict[str, str]:
    """Return the machine in words, by what is described."""
    return {
        "processors": f"{_cores()} × {_first('/proc/cpuinfo', 'model name')}",
        "memory": f"{int(_first('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB",
        "system": f"{_system()}, Linux {platform.release()}",
        "Python": platform.python_version(),
        **servers,
        "PostgreSQL settings": ", ".join(f"{name} {value}" for name, value in SETTINGS.items()) + ", fsync on",
        "packages": ", ".join(f"{name} {_version(name)}" for name in sorted(set(packages))),
    }


def _cores() -> int:
    return sum(line.startswith("processor") for line in Path("/proc/cpuinfo").read_text().splitlines())


def _first(file: str, key: str) -> str:
    for line in Path(file).read_text().splitlines():
        if line.startswith(key):
            return line.partition(":")[2].strip()
    return "unknown"


def _system() -> str:
    release = platform.freedesktop_os_release()
    return release.get("PRETTY_NAME", "Linux")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
