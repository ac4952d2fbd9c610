"""What the local runner says when it cannot go on. The text is one sentence that ends with what to do."""


class CannotRunError(Exception):
    """Something this machine lacks or holds stops the run; the message says what to do."""


class StoppedEarlyError(CannotRunError):
    """A process of ours ended although it should run; the message holds its last log lines."""
