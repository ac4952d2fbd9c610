"""The one voice of the local runner: short lines on standard error, so that standard output stays the caller's."""

import sys


def say(text: str) -> None:
    """Print one line of progress at once, also when the output is a file or a pipe."""
    print(text, file=sys.stderr, flush=True)
