"""What stands without a verb: `Shire ranger, Longreach`, `freelance copywriter, currently in Asheville`."""

from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cues.cue import Cue, Words, is_word, low, told
from services.offline_model.grammar.cues.nouns import role_at
from services.offline_model.grammar.cues.roles import find_around
from services.offline_model.grammar.lexicon import bag

_ENDS: Final = bag(
    "at in for with by near here now from since and , out over up down around based full part working"
) | {""}
_LEADS: Final = bag("now currently still also and just but officially basically")
_NO_START: Final = bag("a the an my your his her their this that our some any no every which what")
_OTHERS: Final = bag("he she his her him they their you your")
_FINITE: Final = bag("is are was were says said say has had will can tells told keeps wants thinks does did")


def find_fragments(words: Words) -> Iterator[Cue]:
    """A profession that begins a clause, or a part of it between commas, of which nothing else is said."""
    for begin in range(len(words)):
        place = begin
        if (place and words[place - 1].text != ",") or low(words, place) in _NO_START or not is_word(words, place):
            continue
        start = place
        while low(words, place) in _LEADS and is_word(words, place + 1):
            place += 1
        role = role_at(words, place)
        if role is None or low(words, role.end) not in _ENDS:
            continue
        bare = role.end - place == 1 and (place > 0 or len(words) == 1)
        if bare and low(words, role.end) in {",", ""}:
            continue
        if (_OTHERS | _FINITE) & _part(words, start):
            continue
        yield told("occupation", role, words, place)
        yield from find_around(words, role.end)
        return


def _part(words: Words, start: int) -> set[str]:
    """The words up to the next comma."""
    end = next((at for at in range(start, len(words)) if words[at].text == ","), len(words))
    return {word.low for word in words[start:end]}
