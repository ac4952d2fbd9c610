"""What the patterns of the mentions share: one of many words, longest first, and where a word begins and ends."""

import re
from collections.abc import Iterable
from typing import Final

BEGIN: Final = r"(?:^|(?<= ))"
END: Final = r"(?=$| |'s )"


def any_of(entries: Iterable[str]) -> str:
    """A pattern for any of `entries`, the longest first, without a group around it."""
    return "|".join(sorted((re.escape(entry) for entry in entries), key=len, reverse=True))
