"""Guard: instructions to an assistant, and text that is made to look like a part of the prompt."""

import re
from typing import Final

from services.extractor.guards.reading import Reading
from services.kit.hints import any_of

_ORDERS: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass) (?:all |any |everything |of |the |your |my |these |previous |prior "
    r"|earlier |above |and )*(?:instructions?|prompts?|rules?|guidelines?|messages?|context|you (?:were"
    r"|have been) told)\b"
    r"|\b(?:ignore|disregard) (?:all |everything )?(?:the )?(?:previous|above|prior|earlier)\b"
    r"|\bfrom now on,? (?:you|answer|respond|reply|act|speak|always|never|every|your|please|call yourself)\b"
    r"|\byou (?:must|should|shall|have to|need to|are to) (?:always |never |not |only |now |also )*"
    r"(?:agree|answer|respond|reply|say|tell|recommend|mention|use|obey|follow|reveal|refuse|act|ignore|speak|write"
    r"|start|end"
    r"|include|remember to|treat|promote|send|give|do|be)\b"
    r"|\b(?:always|never) (?:answer|respond|reply|recommend|mention|refuse|reveal|obey|start your|end your"
    r"|begin your)\b"
    r"|\byou are (?:now |actually )(?:an? |the |my |in )"
    r"|\b(?:answer|respond|reply) (?:only |always )?(?:in|as|with|like|to (?:all|every))\b"
    r"|\b(?:the )?(?:assistant|chatbot|system prompt|developer mode|language model) (?:must|should|shall|has to"
    r"|is to|may|can"
    r"|will|is allowed)\b|\bsystem prompt\b|\bdeveloper mode\b|\bjailbr(?:eak|oken)\b"
    r"|\bremember (?:that )?you (?:must|should|are|have|will|can|need)\b"
)
_FORGED: Final = re.compile(
    r"<\|?/?(?:im_start|im_end|system|assistant|user|endoftext|inst|s)\|?>|\[/?(?:inst|system)\]|<<sys>>"
    r"|(?:^|\n)\s{0,3}#{0,4}\s{0,3}(?:system|assistant|developer|instructions?)\s{0,3}:"
    r"|\bthe user(?:'s [\w-]+)? (?:is|has|was|likes|loves|hates|wants|prefers|lives|works|must|should|can|agrees"
    r"|authori[sz]ed)\b"
)
ORDER_HINTS: Final = (
    *("you", "always", "never", "ignore", "disregard", "forget", "overrid", "bypass", "from now", "answer", "respond"),
    *("reply", "assistant", "chatbot", "prompt", "developer", "language model", "jailbr"),
)
_FORGED_HINTS: Final = ("<", "[", ":", "the user")
HINTS: Final = (*ORDER_HINTS, *_FORGED_HINTS)
"""A text without these holds no order, and nothing forged."""
_ORDER_HINT: Final = any_of(ORDER_HINTS)
_FORGED_HINT: Final = any_of(_FORGED_HINTS)
_OWN: Final = re.compile(r"\b(?:i|i'?m|i'?ve|my|we|our)\b")


def gives_orders(reading: Reading) -> bool:
    """Tell whether the fact itself speaks to an assistant instead of about the user."""
    return _order_in(reading.value) is not None or _orders_about(reading.statement)


def is_forged(reading: Reading) -> bool:
    """Tell whether the value looks like a part of the prompt; the statement has a reason to say "the user"."""
    return _forged_in(reading.value) is not None


def is_instruction(reading: Reading) -> bool:
    """Tell whether the words behind the fact speak to an assistant instead of about the user."""
    quote = reading.message.plain[slice(*reading.quote)]
    said = quote if reading.derived else reading.clause
    if _forged_in(quote) or _forged_in(reading.sentence):
        return True
    order = _order_in(said) or _order_in(reading.clause)
    if order is None:
        return False
    # "You should be told that I am vegan": what the user says about themselves after it is a statement.
    return not _OWN.search(reading.clause[order.end() :] if order.string == reading.clause else said[order.end() :])


def _orders_about(statement: str) -> bool:
    order = _order_in(statement)
    return order is not None and not statement.startswith(("the user works", "the user studies"))


def _order_in(text: str) -> re.Match[str] | None:
    return _ORDERS.search(text) if _ORDER_HINT.search(text) else None


def _forged_in(text: str) -> re.Match[str] | None:
    return _FORGED.search(text) if _FORGED_HINT.search(text) else None
