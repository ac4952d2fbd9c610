"""Mentions: facts that stand anywhere in a sentence, found by a strong cue, not by the shape of the clause.

They come after the tables: what a table has read already is not read again.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from services.offline_model.grammar.guard import pretends
from services.offline_model.grammar.mentions.aims import goals, plans
from services.offline_model.grammar.mentions.beings import animals, partners, relatives, unnamed
from services.offline_model.grammar.mentions.body import allergies, conditions, diets
from services.offline_model.grammar.mentions.employers import callings, employers
from services.offline_model.grammar.mentions.endings import endings
from services.offline_model.grammar.mentions.hearts import named_partners, relationships
from services.offline_model.grammar.mentions.hometowns import hometowns
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.naming import naming
from services.offline_model.grammar.mentions.pastimes import hobbies, tastes
from services.offline_model.grammar.mentions.resumptions import resumptions
from services.offline_model.grammar.mentions.returns import returns
from services.offline_model.grammar.mentions.reunions import reunions
from services.offline_model.grammar.mentions.things import possessions
from services.offline_model.grammar.mentions.ties import ties
from services.offline_model.grammar.mentions.whereabouts import whereabouts
from services.offline_model.grammar.sentences import Sentence
from services.offline_model.grammar.text import Word

_READERS: Final[tuple[Callable[[Line], Iterator[Mention]], ...]] = (
    endings,
    relatives,
    partners,
    animals,
    allergies,
    conditions,
    diets,
    hobbies,
    tastes,
    possessions,
    goals,
    plans,
    relationships,
    named_partners,
    naming,
    unnamed,
    whereabouts,
    employers,
    callings,
    ties,
    returns,
    hometowns,
    reunions,
    resumptions,
)


_REMEMBERED: Final = 200
"""How much of what was said before is read for whom a name names, in characters."""


def mentions(sentences: Sequence[Sentence], told: Collection[int]) -> Iterator[Mention]:
    """The mentions of all sentences; `told` is where the words of the believed clauses start."""
    before, earlier = "", tuple[Word, ...]()
    for sentence in sentences:
        if pretends(sentence.line):
            earlier = ()
            continue
        line = Line(sentence.words, told, sentence.asks, before)
        before = f"{before} {line.named}"[-_REMEMBERED:]
        for read in _READERS:
            yield from read(line)
        if earlier:
            yield from ties(Line((*earlier, *sentence.words), told, sentence.asks, before))
        earlier = () if sentence.asks else sentence.words
