"""A real Prometheus that scrapes the rig with the shipped rules, and tells which alerts fire."""

import json
import shutil
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import yaml

from deploy.local.ports import HOST, is_answering, pick_free_ports
from deploy.local.process import Process
from tests.faults.rig import EXTRACTORS, Rig

SHIPPED = Path(__file__).parents[2] / "deploy" / "observability" / "prometheus"


class Prometheus:
    """The running Prometheus."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def firing(self) -> set[str]:
        """Return the names of the alerts that fire now."""
        found = (await self._read("alerts"))["alerts"]
        return {each["labels"]["alertname"] for each in found if each["state"] == "firing"}

    async def are_up(self, targets: int) -> bool:
        """Tell whether so many targets are there and each answers."""
        found = (await self._read("targets?state=active"))["activeTargets"]
        return len(found) == targets and {each["health"] for each in found} == {"up"}

    async def count_series(self, name: str) -> int:
        """Return how many series a metric has now."""
        return len((await self._read(f"query?query={name}"))["result"])

    async def _read(self, path: str) -> Any:
        async with httpx2.AsyncClient(timeout=10, trust_env=False) as client:
            return json.loads((await client.get(f"{self._url}/api/v1/{path}")).raise_for_status().content)["data"]


@asynccontextmanager
async def start_prometheus(rig: Rig, program: str) -> AsyncIterator[Prometheus]:
    """Run `program` with the shipped intervals and rules, and the rig's own addresses."""
    folder = rig.folder / "prometheus"
    folder.mkdir()
    shutil.copy(SHIPPED / "rules.yml", folder)
    configuration = yaml.safe_load((SHIPPED / "prometheus.yml").read_text())
    for job in configuration["scrape_configs"]:
        job.pop("dns_sd_configs", None)
        job["static_configs"] = [{"targets": [f"{HOST}:{port}" for port in _ports(rig, job["job_name"])]}]
    (folder / "prometheus.yml").write_text(yaml.safe_dump(configuration))
    (port,) = pick_free_ports(1)
    options = ["--config.file=prometheus.yml", "--storage.tsdb.path=data", f"--web.listen-address={HOST}:{port}"]
    # Its paths are taken from where it runs.
    command = ["env", f"--chdir={folder}", program, *options]
    process = Process.start("prometheus", command, log=folder / "log.txt", environment=rig.settings)
    try:
        await process.wait_until(partial(is_answering, port), 60)
        yield Prometheus(f"http://{HOST}:{port}")
    finally:
        await process.stop(10)


def _ports(rig: Rig, job: str) -> Iterable[int]:
    if job == "rabbitmq":
        return [rig.broker.prometheus_port]
    names = EXTRACTORS if job == "extractor" else (job,)
    return [port for name in names if name in rig.parts and (port := rig.parts[name].port) is not None]
