"""The kinds of secrets, and what stands in the text where one was."""

import re
from dataclasses import dataclass
from typing import Final

CARD: Final = "card number"
IBAN: Final = "IBAN"
ACCOUNT: Final = "account number"
PASSWORD: Final = "password"  # noqa: S105 - the name of a kind
PIN: Final = "PIN"
KEY: Final = "key"
PRIVATE_KEY: Final = "private key"

KINDS: Final = (CARD, IBAN, ACCOUNT, PASSWORD, PIN, KEY, PRIVATE_KEY)

MARK: Final = "[redacted: "
"""What a marker begins with."""
MARKER: Final = re.compile(rf"{re.escape(MARK)}(?:{'|'.join(KINDS)})\]")


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret stands in a text: from `start` up to, not including, `end`."""

    start: int
    end: int
    kind: str


def marker(kind: str) -> str:
    """Return what stands in the place of a secret."""
    return f"{MARK}{kind}]"


def label(kind: str) -> str:
    """Return the kind as a metric's label has it."""
    return kind.lower().replace(" ", "_")
