"""What processes take, from /proc: CPU seconds and resident memory of whole trees."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.faults.processes import find_tree

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_BUSY: Final = (0, 1, 2, 5, 6, 7)
"""Fields of /proc/stat that are work: user, nice, system, irq, softirq, steal (proc(5))."""


def cpu_seconds(roots: Iterable[int]) -> float:
    """Return what processes and all their children have used, those that ended included."""
    total = 0
    for pid in _living(roots):
        with suppress(OSError, IndexError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
            # utime, stime, cutime, cstime: fields 14 to 17, the first after the name being number 3.
            total += sum(map(int, fields[11:15]))
    return total / _TICKS


def resident_mb(roots: Iterable[int]) -> float:
    """Return the resident memory of processes and their children, in MB."""
    pages = 0
    for pid in _living(roots):
        with suppress(OSError):
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * _PAGE / 1e6


def machine_seconds() -> float:
    """Return the CPU seconds that the machine has worked since it started, on all cores."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    return sum(int(fields[place]) for place in _BUSY) / _TICKS


@dataclass
class Meter:
    """Measures the CPU seconds of groups of processes from its making on."""

    groups: dict[str, list[int]]

    def __post_init__(self) -> None:
        self._before = self._read()
        self._machine = machine_seconds()

    def read(self) -> dict[str, float]:
        """Return CPU seconds by group; `others` is what the rest of the machine used."""
        spent = {name: now - self._before[name] for name, now in self._read().items()}
        spent["others"] = max(0.0, machine_seconds() - self._machine - sum(spent.values()))
        return spent

    def _read(self) -> dict[str, float]:
        return {name: cpu_seconds(roots) for name, roots in self.groups.items()}


def _living(roots: Iterable[int]) -> list[int]:
    found: list[int] = []
    for root in roots:
        found += [pid for pid in find_tree(root) if pid not in found]
    return found
