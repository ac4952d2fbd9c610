"""An export as a person reads it: each item a list of its fields, whatever stands in them kept from being markup."""

import json
import re
from typing import Any, Final

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|])")


def title(about: dict[str, Any]) -> str:
    """Return the beginning of the document."""
    return (
        f"# What is kept of {_text(about['user_id'])}\n\n"
        f"Read at {about['exported_at']}. Memory is {about['settings']['memory']}.\n"
    )


def heading(name: str) -> str:
    """Return the beginning of a list."""
    return f"\n## {name.replace('_', ' ').capitalize()}\n\n"


def paragraph(item: dict[str, Any]) -> str:
    """Return one item: its fields that hold anything, one a line."""
    lines = [f"{name.replace('_', ' ')}: {_text(value)}" for name, value in item.items() if value not in (None, "", [])]
    return "- " + "\n  - ".join(lines) + "\n"


def _text(value: object) -> str:
    plain = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _MARKUP.sub(r"\\\1", " ".join(plain.split()))
