"""Frames: the last guard of the grammar. What a fact's surroundings make of it, whatever pattern has read it.

Each frame asks one question of a fact in its scene: is it over soon, is it another's, is it only played or written, is
it yet to come or done besides, is it a name of somebody else, is it a figure of speech, is it the place,
the past or the kin of another sentence, is it no place at all, does it only pause, is it
a firm, a property or a whole land, is it elsewhere, or only where they work?
"""

from collections.abc import Callable
from typing import Final

from services.offline_model.grammar.frames.ahead import is_ahead
from services.offline_model.grammar.frames.beside import is_beside
from services.offline_model.grammar.frames.elsewhere import is_elsewhere
from services.offline_model.grammar.frames.figures import is_figure
from services.offline_model.grammar.frames.kinships import is_of_another
from services.offline_model.grammar.frames.lapses import lapses
from services.offline_model.grammar.frames.misnaming import is_misnamed
from services.offline_model.grammar.frames.moves import is_ahead_or_besides
from services.offline_model.grammar.frames.nowhere import is_nowhere
from services.offline_model.grammar.frames.others import answers_for_another, is_anothers
from services.offline_model.grammar.frames.passing import passes
from services.offline_model.grammar.frames.posts import is_post
from services.offline_model.grammar.frames.premises import is_premises
from services.offline_model.grammar.frames.reactions import is_no_reaction
from services.offline_model.grammar.frames.rivals import is_rival
from services.offline_model.grammar.frames.scene import Scene, scene_of
from services.offline_model.grammar.frames.seasons import is_past_or_feast
from services.offline_model.grammar.frames.staging import is_staged
from services.offline_model.grammar.frames.stays import is_stay

_FRAMES: Final[tuple[Callable[[Scene], bool], ...]] = (
    passes,
    is_stay,
    is_anothers,
    answers_for_another,
    is_staged,
    is_ahead,
    is_beside,
    is_misnamed,
    is_figure,
    is_rival,
    is_ahead_or_besides,
    is_no_reaction,
    is_past_or_feast,
    is_of_another,
    is_nowhere,
    lapses,
    is_premises,
    is_elsewhere,
    is_post,
)


def is_framed(slot: str, value: str, text: str, quote: str, *, retracts: bool = False, of_others: bool = False) -> bool:
    """Whether the words around a fact tell that it is none."""
    scene = scene_of(slot, value, text, quote, retracts=retracts, of_others=of_others)
    return any(frame(scene) for frame in _FRAMES)
