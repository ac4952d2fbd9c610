"""Every command in the README is run, or is a make target whose own test runs it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bus import until

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
RUN_ELSEWHERE = {
    "make": "tests/unit/deploy/test_makefile.py",
    "make check": ".ci/run",
    "make test": ".ci/run",
    "make demo": "tests/e2e/test_demo.py",
    "make demo CONVERSATION=file.jsonl": "tests/e2e/test_demo.py",
    "make up": "tests/e2e/test_up.py",
}


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def commands() -> list[str]:
    """The shell commands of the README, continuation lines joined."""
    joined = "".join(blocks("sh")).replace("\\\n", " ")
    return [line.strip() for line in joined.splitlines() if line.strip()]


def here(text: str, system) -> str:
    """The README's addresses, moved to where the system under test listens."""
    return text.replace("http://127.0.0.1:8000", system.chat_url).replace("http://127.0.0.1:8001", system.store_url)


def test_the_readme_is_short():
    assert len(README.splitlines()) < 150


def test_every_make_command_is_a_target_and_is_run_by_a_test():
    makefile = (ROOT / "Makefile").read_text()
    named = set(re.findall(r"`(make(?: [a-z]+(?: CONVERSATION=\S+)?)?)`", README))
    for command in named | {each for each in commands() if each.startswith("make")}:
        assert command in RUN_ELSEWHERE, f"the README's `{command}` is run by no test"
        assert (ROOT / RUN_ELSEWHERE[command]).exists()
        target = command.split()[1:2] or ["help"]
        assert re.search(rf"^{target[0]}:", makefile, flags=re.MULTILINE)


def test_every_file_that_the_readme_names_exists():
    paths = re.findall(r"`((?:services|tests|contracts|deploy|docs)/[\w./-]+)`", README) + re.findall(
        r"\]\(([^)]+)\)", README
    )
    assert len(paths) > 20
    missing = [path for path in paths if not (ROOT / path).exists()]
    assert missing == []


async def test_the_curl_lines_say_something_and_show_the_fact(system):
    chat, facts = [command for command in commands() if command.startswith("curl")]

    def run(command: str) -> str:
        result = subprocess.run(["bash", "-c", here(command, system)], capture_output=True, text=True, timeout=60)
        assert result.returncode == 0, result.stderr
        return result.stdout

    answered = run(chat).lower()
    assert "200 ok" in answered
    assert "afterthought-memory: queued" in answered
    await until(lambda: '"value":"Lisbon"' in run(facts).replace('": "', '":"'), "the fact is shown")


def test_the_python_snippet_runs_and_the_answer_knows_the_fact(system):
    (snippet,) = blocks("python")
    result = subprocess.run(
        [sys.executable, "-c", here(snippet, system)], capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert result.returncode == 0, result.stderr
    assert "Lisbon" in result.stdout
