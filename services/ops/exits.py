"""The exit codes of `afterthought`, documented in docs/cli.md: a script decides by them what to do next."""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    FAILED = 1
    """It could not be done; the sentence on stderr says why. Doing the same again will not help."""
    USAGE = 2
    """The command line is wrong."""
    FOUND = 3
    """It was done, and found something wrong: `doctor` a problem, `import` lines that are no turns."""
    AWAY = 4
    """A part that is needed does not answer: try again later."""
