"""Between clause and tables: an object said first goes back behind its verb.

`Mushrooms I just can't stand` is read as `I just can't stand Mushrooms`; the words keep their own spans.
"""

from typing import Final

from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.text import Word

_VERBS: Final = bag(
    "stand bear eat touch drink take tolerate love hate like adore avoid have play speak collect enjoy abide handle"
)
_BETWEEN: Final = bag("can not never could do just really simply absolutely always also will")
_AFTER: Final = bag("at any all ever full , a very too and")
_NO_OBJECT: Final = bag(
    "what how when where why who that which if because since then so as but and or the this these it now today here "
    "there everything anything nothing something thing things one all only first last day time way reason"
)
_LONGEST_OBJECT: Final = 4


def unfront(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The clause with its object behind the verb, or nothing when no object stands first."""
    subject = next((place for place, word in enumerate(words[: _LONGEST_OBJECT + 1]) if word.text == "I"), 0)
    held = words[:subject]
    while held and held[-1].text == ",":
        held = held[:-1]
    if not held or any(word.kind != "word" or word.low in _NO_OBJECT for word in held):
        return ()
    place = subject + 1
    while place < len(words) and words[place].low in _BETWEEN:
        place += 1
    if place >= len(words) or words[place].low not in _VERBS:
        return ()
    if place + 1 < len(words) and words[place + 1].low not in _AFTER:
        return ()
    return (*words[subject : place + 1], *held)
