"""The run to compare with: the last one of the same half, kept in a file that git ignores, or one that is named."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.eval.errors import EvalError

FOLDER: Final = Path(".run/eval")
FORM: Final = 1


def last_file(half: str, *, hallucinate: bool) -> Path:
    """Return where the last run of this kind is kept."""
    return FOLDER / f"last-{half}{'-hallucinating' if hallucinate else ''}.json"


def read_run(file: Path) -> dict[str, Any]:
    """Read a run that was kept; raises `EvalError` that says what is wrong with the file."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EvalError(f"There is no file {file} to compare with.") from None
    except (OSError, ValueError) as error:
        raise EvalError(f"{file} cannot be read as a run: {error}.") from None
    if not isinstance(read, dict) or read.get("form") != FORM or not isinstance(read.get("figures"), dict):
        raise EvalError(f"{file} is no run that `make eval` has kept (in .run/eval, or with --json).")
    return read


def keep_run(run: Mapping[str, Any], file: Path) -> None:
    """Keep a run for the next comparison; a run that dies while writing leaves the last one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(run, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.replace(file)
