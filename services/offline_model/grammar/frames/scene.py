"""Where a fact stands in its message: the words around its evidence, up to the next mark and to the next stop."""

import re
from dataclasses import dataclass
from typing import Final

from services.offline_model.grammar.lexicon import geography
from services.offline_model.grammar.lexicon.towns import is_town

_PARTS: Final = re.compile(r"[.,;!?\n]")
_ENDS: Final = re.compile(r"(?<!\b[DM]r)(?<!\bMrs)(?<!\bM[sx])(?<!\bSt)[.;!?]+(?=\s|$|[\"')])|\n")

_REACH: Final = 400
"""How much is read on both sides of the evidence, in characters."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A fact of a slot in its message.

    `part` is what stands around the evidence between two marks of any kind; `before`, `said` and `after` are its
    sentence in three, `later` what follows that, and `earlier` what came before. `of_others`
    tells that the assistant had asked about somebody else.
    """

    slot: str
    value: str
    retracts: bool
    part: str
    before: str
    said: str
    after: str
    later: str
    earlier: str
    of_others: bool = False

    @property
    def sentence(self) -> str:
        """All of the sentence."""
        return self.before + self.said + self.after

    @property
    def is_listed(self) -> bool:
        """Whether a list has the value as a town, a region or a country."""
        return self.value.lower() in geography.CITIES | geography.COUNTRIES or is_town(self.value)

    @property
    def ahead_of_value(self) -> str:
        """The sentence up to the value, which the evidence ends with or holds; up to its end when it does not."""
        told = self.before + self.said
        return told[: told.rfind(self.value)] if self.value in told else told

    @property
    def behind_value(self) -> str:
        """The sentence from behind the value on."""
        told = self.before + self.said
        return told[len(self.ahead_of_value) + len(self.value) :] + self.after


def scene_of(slot: str, value: str, text: str, quote: str, *, retracts: bool = False, of_others: bool = False) -> Scene:
    """The scene of what `quote` says, where it first stands in `text`."""
    start = max(text.find(quote), 0)
    window = slice(max(0, start - _REACH), start + len(quote) + _REACH)
    start -= window.start
    text = text[window].replace("’", "'")
    end = start + len(quote)
    first, last = _around(_PARTS, text, start, end)
    begun, ended = _around(_ENDS, text, start, end)
    return Scene(
        slot,
        value,
        retracts,
        text[first:last],
        text[begun:start],
        text[start:end],
        text[end:ended],
        text[ended:],
        text[:begun],
        of_others,
    )


def _around(marks: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    """From behind the last mark before `start` to the first one after `end`."""
    begun = max((found.end() for found in marks.finditer(text, 0, start)), default=0)
    stop = marks.search(text, end)
    return begun, stop.start() if stop else len(text)
