"""Shows what the services log, while they run: each new line with the name of its process before it."""

from pathlib import Path

from deploy.local.process import Process


class LogFollower:
    """Reads on in the log files of some processes."""

    def __init__(self, processes: list[Process]) -> None:
        self._read: dict[Path, int] = {process.log: 0 for process in processes}
        self._names = {process.log: process.name for process in processes}
        self._width = max((len(process.name) for process in processes), default=0)

    def read_new(self) -> list[str]:
        """Return the whole lines that were written since the last call."""
        lines: list[str] = []
        for log, offset in self._read.items():
            with log.open("rb") as opened:
                opened.seek(offset)
                complete = opened.read().rpartition(b"\n")
            self._read[log] += len(complete[0]) + len(complete[1])
            name = f"{self._names[log]:<{self._width}}"
            lines.extend(f"{name} | {line}" for line in complete[0].decode(errors="replace").splitlines())
        return lines
