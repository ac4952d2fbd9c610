"""The AsyncAPI document is accepted by the official parser (npm), and a broken one is not."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from contracts.generate import FOLDER

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json", ".npmrc", "parse.mjs")


@pytest.fixture(scope="module")
def parser(tmp_path_factory):
    if shutil.which("npm") is None:
        assert not os.environ.get("CI"), "CI must have npm"
        pytest.skip("npm is not installed, and the official AsyncAPI parser is an npm package")
    folder = tmp_path_factory.mktemp("asyncapi")
    for name in FILES:
        shutil.copy(HERE / name, folder)
    install = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(install, cwd=folder, check=True, capture_output=True, timeout=110)

    def parse(document: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["node", "parse.mjs", document], cwd=folder, capture_output=True, text=True, timeout=60)

    return parse


def test_the_official_parser_accepts_the_document(parser):
    result = parser(FOLDER / "asyncapi.json")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "accepted 3.0.0: 7 channels" in result.stdout


def test_the_official_parser_refuses_a_broken_document(parser, tmp_path):
    document = json.loads((FOLDER / "asyncapi.json").read_text())
    del document["channels"]["facts.extracted.v1"]
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(document))
    assert parser(broken).returncode == 1
