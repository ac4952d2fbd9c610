"""How a fault's run can end besides well."""


class DidNotHappenError(Exception):
    """The fault did not happen, so that nothing was shown: the run fails."""
