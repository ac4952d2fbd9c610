"""What stops an operator's command; the message is the sentence that the operator reads."""


class OpsError(Exception):
    """A command cannot do its work; the message says why and what to do."""


class ApiUnreachableError(OpsError):
    """The management API does not answer; it may be starting."""


class ApiRefusedError(OpsError):
    """The management API refuses a request; asking again would not help."""
