"""Plain words that a text must hold for a closer look at it to find anything, as one quick search for all of them."""

import re
from collections.abc import Iterable
from typing import Any, Final

_END: Final = ""


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that is found in a text if one of `words` is, anywhere in it, also within a longer word.

    Words share their beginnings, so that each character of a text is tried once for all of them.
    """
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for character in word:
            branch = branch.setdefault(character, {})
        branch[_END] = {}
    # Of no words none is found.
    return re.compile(_write(tree) if tree else r"(?!)")


def _write(tree: dict[str, Any]) -> str:
    if _END in tree:
        # A word ends here: it is found, and a longer one would say no more.
        return ""
    return f"(?:{'|'.join(re.escape(character) + _write(rest) for character, rest in tree.items())})"
