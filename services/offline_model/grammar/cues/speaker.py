"""Whose clause it is up to a place: the user's own, or somebody else's."""

from typing import Final

from services.offline_model.grammar.cues.cue import Words, low
from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.lexicon.life import KIN, KIN_MANY, PARTNER_WORDS

_OTHERS: Final = bag("he she they you his her their your who someone somebody everyone people client friend one")
_RELATIVES: Final = (
    frozenset(KIN)
    | frozenset(KIN_MANY)
    | frozenset(PARTNER_WORDS)
    | bag(
        "man friend friends boss colleague neighbour neighbor flatmate housemate roommate landlord landlady ex bestie "
        "parents folks in-laws family cousin grandfather nan gran lad teacher tutor supervisor manager line"
    )
)
_REPORTING: Final = bag(
    "claim claims think thinks say says said thought believe believes assume assumes hear heard reckon"
)
_DENYING: Final = bag("not never no none nor without hardly neither")
_UNREAL: Final = bag("would could might may should if unless imagine pretend wish used nearly almost ex former")


def is_own(words: Words, place: int) -> bool:
    """Whether the last one spoken of before a place is the user, or nobody is."""
    for at in range(place - 1, -1, -1):
        word = words[at]
        if word.text == "I" or word.low == "me":
            return low(words, at - 1) not in _REPORTING
        if _is_other(words, at):
            return False
    return True


def _is_other(words: Words, at: int) -> bool:
    here = words[at].low
    if here in _OTHERS:
        return here != "one" or at == 0
    beside = low(words, at - 1) in {"a", "an", "as"} or {"with", "and"} & {low(words, at - 2), low(words, at - 3)}
    return (here in _RELATIVES or here.startswith("ex-")) and not beside


def is_denied(words: Words, place: int, reach: int = 6) -> bool:
    """Whether one of the words before a place denies it, or makes it a thought."""
    before = [word.low for word in words[max(0, place - reach) : place]]
    return not (_DENYING | _UNREAL).isdisjoint(before)
