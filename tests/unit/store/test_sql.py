"""The statements: each in a file that is used, with a sentence on what it is for, and nowhere else."""

import re
from pathlib import Path

import pytest

from services import store
from services.store.repository import SQL

FOLDER = Path(store.__file__).parent
SOURCES = "\n".join(path.read_text() for path in FOLDER.rglob("*.py"))


@pytest.mark.parametrize("name", SQL)
def test_a_statement_says_what_it_is_for_and_is_used(name):
    first, *rest = SQL[name].splitlines()
    assert re.match(r"-- [A-Z].+\.$", first)
    assert f'"{name}"' in SOURCES
    code = "\n".join(line.partition("--")[0] for line in rest).strip()
    assert ";" not in code, "one statement"
    assert " timestamp " not in code


def test_no_statement_is_written_in_python():
    assert not re.findall(r"\"[^\"]*\b(?:SELECT|INSERT|UPDATE|DELETE)\b [^\"]*\"", SOURCES)


def test_migrations_use_moments_with_a_zone_only():
    for path in (FOLDER / "migrations").glob("*.sql"):
        assert re.match(r"\d{4}_(pre|post)_\w+\.sql$", path.name)
        assert not re.search(r"\btimestamp\b", path.read_text())
