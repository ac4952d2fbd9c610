"""A sentence as the mentions read it: one line in small letters, in which only names keep their capitals.

The words keep their places, so that a match of a pattern can be quoted as the user wrote it.
"""

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from services.offline_model.grammar.lexicon import bag, geography, life, names, work
from services.offline_model.grammar.text import Word

_KIN: Final = frozenset(life.KIN) | frozenset(life.KIN_MANY) | frozenset(life.PARTNER_WORDS) | frozenset(life.SPECIES)
_COMMON: Final = (
    names.NOT_NAMES
    | _KIN
    | life.FOODS
    | life.CONDITIONS
    | life.ACTIVITIES
    | life.ACTIVITY_GERUNDS
    | bag("""
    need want give make made got get going am are been being have had do did does can could would will should may
    might must shall let lets any some every each more most much many few first second third last next only even
    again once twice after before while with without for from by as than then like love hate looking trying thinking
    planning moving write help tell show find explain suggest recommend draft check fix plan translate quick long
    short big small little our ours mine me us him them its there those these such maybe perhaps honestly actually
    btw also plus long-term same anyway anyone everyone someone something anything nothing everything one two three
    four five six seven eight nine ten day days week weeks month months year years today tomorrow yesterday tonight
    morning evening night afternoon question update note news fact facts context job work doctor doc mister boss
    type bought sold lost quit finally still over under between during until till despite although though whether
    either neither nor yeah yep nope nah ok oh ah eh um hmm wait listen look see say says said told asked know knew
    dear mother's father's boy girl lads lad young older younger eldest youngest oldest middle late grandchild
    granddaughters grandsons grandbabies childs wifey missus mister ex girlfriend's boyfriend's wife's husband's
    where's whereabouts lately recently currently speaking asking coming staying living working studying learning
    keen fancy handed swapped given taken passed moved started joined signed booked flights wedding trip birthday
    expecting day's week's winter summer spring autumn fall high low blood allergic allergy diabetic coeliac celiac
    vegan vegetarian halal kosher keto prawns shrimp egg eggs milk wheat wool latex fish meat pork beef chicken
    truck car bike van house flat room place home garden school college university uni class club group team band
    choir gym knee back hip shoulder stomach throat skin eczema asthma migraine surgery operation
""")
)
_TOO_MUCH: Final = bag("will max mark rob joy grace mercy hope may june august april art bill jack frank summer jay ed")
_OTHER_CAPITALS: Final = geography.NATIONALITIES | geography.LANGUAGES | frozenset(geography.MONTHS) | life.TECH
_PAST: Final = re.compile(
    r"\b(?:used to|back then|in the past|as a (?:kid|child|teenager|boy|girl|baby|toddler)|when I was|at the time|"
    r"growing up|once(?! an?\b| in\b| every\b| per\b| more\b)|back in|years ago|in my (?:twenties|youth|childhood)|"
    r"in childhood|"
    r"according to|someone said|they say|as a joke)\b"
)
_POSSESSIVES: Final = frozenset({"me", "mi", "ma", "mia", "meine", "mein"})


@dataclass(frozen=True)
class Line:
    """`text` is the line; `told` holds where in the message the words start that the user asserts,
    `before` what the sentences before say."""

    words: tuple[Word, ...]
    told: Collection[int]
    asks: bool
    before: str = ""

    @cached_property
    def text(self) -> str:
        """The words with single spaces, in small letters but for names; a usual name alone opens a sentence as one."""
        return " ".join(_written(word, place, self.words) for place, word in enumerate(self.words))

    @cached_property
    def named(self) -> str:
        """The same, but a word that opens a sentence keeps its capital unless it is a common one."""
        return " ".join(_written(word, place, self.words, named=True) for place, word in enumerate(self.words))

    @cached_property
    def low(self) -> str:
        """The same in small letters but for `I`."""
        return " ".join("I" if word.text == "I" else _small(word.text) for word in self.words)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where in the line each word begins."""
        offsets, at = [], 0
        for word in self.words:
            offsets.append(at)
            at += len(word.text) + 1
        return tuple(offsets)

    def word_at(self, offset: int) -> Word:
        """The word that covers a character of the line."""
        return self.words[max(0, bisect_right(self.offsets, offset) - 1)]

    def is_told(self, offset: int) -> bool:
        """Whether the word there stands in a clause that is believed."""
        return self.word_at(offset).start in self.told

    @cached_property
    def is_past(self) -> bool:
        """Whether the sentence speaks of a time that is over."""
        return bool(_PAST.search(self.text))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the message behind a span of the line."""
        covered = self.words[max(0, bisect_right(self.offsets, start) - 1) : bisect_right(self.offsets, end - 1)]
        return min(word.start for word in covered), max(word.end for word in covered)


def _written(word: Word, place: int, words: tuple[Word, ...], *, named: bool = False) -> str:
    text, low = word.text, _small(word.text)
    if text == "I" or word.kind != "word":
        return text
    if low in _POSSESSIVES and place + 1 < len(words) and words[place + 1].low in _KIN:
        return "my" if len(low) == len("my") else low
    bare = low.removesuffix("'s").removesuffix("s'")
    usual = bare in names.GIVEN_NAMES
    if text[:1].isupper():
        opens = place == 0 or words[place - 1].kind == "stop"
        if opens and not usual and (not named or low.endswith(("ing", "ly"))):
            return low
        common = bare in _OTHER_CAPITALS - names.GIVEN_NAMES or (bare in _COMMON and (opens or not usual))
        return low if common else text
    known = usual and bare not in _TOO_MUCH | _COMMON | geography.CITIES | work.JOBS
    return text[:1].upper() + text[1:] if known and text.islower() else low


def _small(text: str) -> str:
    """The word in small letters, as long as it was: a few letters have no small form of one letter."""
    low = text.lower()
    return low if len(low) == len(text) else text
