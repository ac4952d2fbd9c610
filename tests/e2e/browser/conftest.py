"""A running system with the operator's page, a browser that looks at it, and axe, which looks for barriers.

Where there is no Chromium the tests are skipped, and under CI they fail (`tests/programs.py`); AFTERTHOUGHT_CHROMIUM
names another than Debian's. AFTERTHOUGHT_SCREENSHOTS=1 has them write the pictures of docs/images anew.
"""

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from deploy.local.system import System, start_system
from tests.programs import need

HERE = Path(__file__).parent
IMAGES = HERE.parents[2] / "docs" / "images"
AXE_FILES = ("package.json", "package-lock.json", ".npmrc")
SETTINGS = {"EXTRACTOR_RETRY_DELAYS": "0.3,0.3", "OPS_INPUT_PRICE": "0.25", "OPS_OUTPUT_PRICE": "1.25"}
WIDE = {"width": 1280, "height": 900}
OPERATOR = "Grace"
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def chromium() -> str:
    return need("chromium")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def whole(tmp_path_factory, chromium) -> AsyncIterator[System]:
    """Everything, started for these tests: they break the model, and need its short delays."""
    if os.environ.get("AFTERTHOUGHT_CHAT_URL"):
        pytest.skip("this starts a system of its own; this run tests the one named by AFTERTHOUGHT_CHAT_URL")
    folder = tmp_path_factory.mktemp("system")
    async with start_system(folder, dict(os.environ) | SETTINGS, durable=False, free_ports=True) as system:
        yield system


@dataclass
class Visitor:
    """A browser at the operator's page; what it complains of is in `complaints`."""

    browser: Browser
    system: System
    axe: str
    complaints: list[str] = field(default_factory=list)

    async def open(self, path: str, *, scheme: Any = "light", size: Any = WIDE) -> Page:
        """Open a page in a window of its own, as somebody with that taste in colours."""
        context = await self.browser.new_context(
            base_url=self.system.ops_url, color_scheme=scheme, viewport=size, reduced_motion="reduce"
        )
        page = await context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda said: self._note(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: self._note(f"error: {error}"))
        page.on("request", lambda asked: self._judge(asked.url))
        await page.goto(path)
        return page

    async def barriers(self, page: Page) -> list[str]:
        """What axe finds that is serious or critical, with where it is."""
        await page.evaluate(self.axe)
        found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{page.url}: {each['id']}: {[node['target'] for node in each['nodes']]}"
            for each in found["violations"]
            if each["impact"] in {"serious", "critical"}
        ]

    async def picture(self, page: Page, name: str) -> None:
        """Keep a picture for the documentation, when that is asked for."""
        if os.environ.get("AFTERTHOUGHT_SCREENSHOTS"):
            IMAGES.mkdir(parents=True, exist_ok=True)
            await page.screenshot(path=IMAGES / f"{name}.png")

    def _note(self, complaint: str) -> None:
        self.complaints.append(complaint)

    def _judge(self, url: str) -> None:
        if not url.startswith((self.system.ops_url, "data:")):
            self._note(f"asked somebody else: {url}")


@pytest.fixture(scope="session")
def axe(tmp_path_factory) -> str:
    """The source of axe-core, from the npm registry."""
    if shutil.which("npm") is None:
        assert not os.environ.get("CI"), "CI must have npm"
        pytest.skip("npm is not installed, and axe-core is an npm package")
    folder = tmp_path_factory.mktemp("axe")
    for name in AXE_FILES:
        shutil.copy(HERE / name, folder)
    install = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(install, cwd=folder, check=True, capture_output=True, timeout=110)
    return str((folder / "node_modules" / "axe-core" / "axe.min.js").read_text())


@pytest_asyncio.fixture
async def visitor(whole, chromium, axe) -> AsyncIterator[Visitor]:
    """A browser; at the end it must have had nothing to complain of."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        visitor = Visitor(browser, whole, axe)
        yield visitor
        await browser.close()
    assert visitor.complaints == []


@pytest_asyncio.fixture
async def store(whole) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=whole.store_url, timeout=30) as client:
        yield client


Say = Callable[[str, str], Awaitable[str]]


@pytest_asyncio.fixture
async def say(whole) -> AsyncIterator[Say]:
    """Says something as a user to the chat service; returns the job."""
    async with httpx2.AsyncClient(base_url=whole.chat_url, timeout=30) as client:

        async def said(user: str, text: str) -> str:
            body = {"model": "offline", "messages": [{"role": "user", "content": text}]}
            headers = {"Afterthought-User": user, "Afterthought-Session": "monday"}
            answer = await client.post("/v1/chat/completions", json=body, headers=headers)
            return str(answer.raise_for_status().headers["Afterthought-Job"])

        yield said


@pytest_asyncio.fixture
async def faulty(whole) -> AsyncIterator[httpx2.AsyncClient]:
    """The offline model's faults, none at the end."""
    async with httpx2.AsyncClient(base_url=whole.offline_model_url, timeout=30) as client:
        yield client
        (await client.delete("/faults")).raise_for_status()
