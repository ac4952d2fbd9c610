"""What each error class, and each reason of a rejection, means to an operator; and what usually helps."""

from typing import Final, NamedTuple

from contracts.events import ErrorClass


class Explanation(NamedTuple):
    """A title, what happened, what to do."""

    title: str
    happened: str
    advice: str


EXPLANATIONS: Final = {
    ErrorClass.PROVIDER_OUTAGE: Explanation(
        "The model's provider was down",
        "The provider did not answer, or refused our key or our pace.",
        "See that the provider is back and the key is right, then replay.",
    ),
    ErrorClass.INTERRUPTED: Explanation(
        "The answer broke off",
        "The connection ended in the middle of an answer, or none came for this turn while others got theirs.",
        "Replay. If it comes back, look at proxies and time limits between extractor and model.",
    ),
    ErrorClass.UNPARSABLE: Explanation(
        "The model's answer could not be read",
        "The answer was cut, damaged or off its schema, and asking once more did not mend it.",
        "Read the raw answer. Replay if the model has been mended or changed; else discard.",
    ),
    ErrorClass.CONTEXT_TOO_LONG: Explanation(
        "The message does not fit the model",
        "The turn is longer than the model takes.",
        "Replay by force with a model that takes more; with this one it fails again.",
    ),
    ErrorClass.REFUSED: Explanation(
        "The provider refuses this message",
        "The provider's policy does not allow it.",
        "Mostly to be discarded; a replay by force asks again.",
    ),
    ErrorClass.REQUEST_REJECTED: Explanation(
        "The provider rejects the request",
        "The request itself is wrong to the provider: a wrong model name, or a setting it does not know.",
        "Correct the extractor's settings, then replay the whole group.",
    ),
    ErrorClass.CONTRACT_VIOLATION: Explanation(
        "The message is not what the contract says",
        "Somebody sent what no service of ours sends, or a version that this one does not know.",
        "Find the sender by the origin and the headers. What nobody can read can only be discarded.",
    ),
    ErrorClass.DELIVERY_LIMIT: Explanation(
        "Whoever took it died each time",
        "The broker gave the message up: its consumer ended without an answer again and again.",
        "Read the consumer's log from that time. Replay once the cause is mended.",
    ),
    ErrorClass.OUR_FAULT: Explanation(
        "A fault of ours",
        "A bug or a misconfiguration.",
        "Read the log of the service in `origin`. Replay once it is mended.",
    ),
}
UNKNOWN: Final = Explanation("Unknown cause", "This version does not know the class.", "Read the message and the log.")


REJECTIONS: Final = {
    "unknown_slot": "It is in a slot that there is not.",
    "unknown_message": "Its evidence is said to be in a message that is not this turn's.",
    "value_too_long": "Its value is too long.",
    "outside_limits": "A part of it is empty, too long or out of its range.",
    "quote_not_in_message": "The words it quotes are not in the user's message.",
    "too_many": "The model offered more facts than one turn may have.",
    "secret": "It holds a secret, such as a password or a card's number.",
    "recalled": "It comes from what was recalled into the prompt, not from the user.",
    "instruction": "It is an instruction to the assistant, not about the user.",
    "quotation": "It stands in quotation marks, in pasted text or in material to work on.",
    "someone_else": "It is about somebody else.",
    "question": "The user asks, and does not say so.",
    "hypothesis": "The user supposes, wishes or imagines it.",
    "sarcasm": "The user does not mean it.",
    "negated": "The user says that it is not so.",
    "not_ended": "It is offered as ended, and the user says that it is so.",
    "past": "It was so once, and is not any more.",
    "unsupported": "Its value has nothing in common with what the user said.",
}
"""Why a fact that a model offered is none, by the `reason` of its rejection."""


def explain_rejection(reason: str) -> str:
    """Return what the reason of a rejection means."""
    return REJECTIONS.get(reason, f"It was rejected as {reason}.")


def explain(error_class: str) -> Explanation:
    """Return what an error class means."""
    try:
        return EXPLANATIONS[ErrorClass(error_class)]
    except ValueError:
        return UNKNOWN
