"""What stops an operator's command; the message is the sentence that the operator reads, the class the exit code."""

from typing import Any, ClassVar

from services.ops.exits import Exit


class OpsError(Exception):
    """A command cannot do its work; the message says why and what to do."""

    code: ClassVar[Exit] = Exit.FAILED


class ApiUnreachableError(OpsError):
    """The management API does not answer; it may be starting."""

    code = Exit.AWAY


class ApiRefusedError(OpsError):
    """The management API refuses a request; asking again would not help."""


class UsageError(OpsError):
    """The command was called in a way that cannot be meant."""

    code = Exit.USAGE


class AwayError(OpsError):
    """Chat or store does not answer, or says that it cannot now; asking again later may help."""

    code = Exit.AWAY

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        """`retry_after` is in seconds, as far as the service said."""
        super().__init__(message)
        self.retry_after = retry_after


class RefusedError(OpsError):
    """Chat or store refuses a request; `problem` is the body of its answer (RFC 9457)."""

    def __init__(self, message: str, problem: dict[str, Any]) -> None:
        super().__init__(message)
        self.problem = problem
