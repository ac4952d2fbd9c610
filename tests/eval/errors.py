"""What can be wrong with an evaluation; the docstring is the message."""


class EvalError(Exception):
    """The evaluation cannot be run."""


class LabelError(EvalError):
    """A file of labelled turns is not as it must be."""


class NoAnswerError(EvalError):
    """The model cannot be asked."""
