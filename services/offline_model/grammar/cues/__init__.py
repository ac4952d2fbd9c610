"""Cues: what any part of a clause may tell, for the ways of saying things that no table foresees.

The tables know whole sentences; a cue knows one strong sign, such as a profession after `as a` or a place after
`my flat in`, and takes it wherever it stands in a clause that may be believed.
"""

from collections.abc import Callable, Iterator
from typing import Final

from services.offline_model.grammar.clauses import Piece
from services.offline_model.grammar.cues.cue import Cue, Words
from services.offline_model.grammar.cues.fragments import find_fragments
from services.offline_model.grammar.cues.homes import find_granted_homes, find_homes
from services.offline_model.grammar.cues.naming import find_names
from services.offline_model.grammar.cues.places import find_places
from services.offline_model.grammar.cues.relatives import find_relatives
from services.offline_model.grammar.cues.roles import find_granted_roles, find_roles
from services.offline_model.grammar.cues.studies import find_studies
from services.offline_model.grammar.cues.tongues import find_tongues
from services.offline_model.grammar.cues.works import find_work
from services.offline_model.grammar.guard import is_past

_TOLD: Final[tuple[Callable[[Words], Iterator[Cue]], ...]] = (
    find_roles,
    find_work,
    find_fragments,
    find_homes,
    find_places,
    find_names,
    find_studies,
    find_tongues,
)
_GRANTED: Final[tuple[Callable[[Words], Iterator[Cue]], ...]] = (
    find_granted_roles,
    find_granted_homes,
    find_names,
)
"""What a question takes for granted as well: `as a nurse, can I …?`."""


def find_cues(pieces: list[Piece]) -> Iterator[Cue]:
    """What the words of some clauses tell by one of their parts, or by two of them."""
    for place, piece in enumerate(pieces):
        if place:
            yield from find_relatives(pieces[place - 1], piece)
        if is_past(" ".join(word.low for word in piece.words)):
            continue
        for find in _GRANTED if piece.asked else _TOLD:
            yield from find(piece.words)
