"""What can go wrong with whom the page asks; the message is the sentence that the operator reads."""

from services.ops.errors import OpsError


class AwayError(OpsError):
    """Whoever was asked does not answer, or not now."""


class RefusedError(OpsError):
    """Whoever was asked says no: `status` is HTTP's, the message is theirs."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class NotOursError(OpsError):
    """A request that changes something did not come from a form of this page."""
