"""A place, and a clause that says what it is: `Macroom, where I was reared`, `Erie, which is where I'm from`."""

from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.clauses import Piece
from services.offline_model.grammar.cues.cue import Cue, low
from services.offline_model.grammar.cues.nouns import place_at
from services.offline_model.grammar.lexicon import bag

_ROOTED: Final = bag("born raised reared bred from grew grown childhood brought schooled")
_LIVING: Final = bag("live living reside based settled rent ended washed moved stay staying home")
_OPENING: Final = bag("where there which is that in , actually also still now have the my place i am was have it")
_LONGEST: Final = 9


def find_relatives(before: Piece, piece: Piece) -> Iterator[Cue]:
    """What a clause that opens with `where I` says of the place that ends the clause before it."""
    lows = [word.low for word in piece.words[:_LONGEST]]
    if piece.joined_by not in {"where", "which", "there"} and "where" not in lows[:3] and lows[:1] != ["there"]:
        return
    if "i" not in lows[:5] or ("rent" in lows and "out" in lows) or ("was" in lows and not _ROOTED & set(lows)):
        return
    words = before.words
    for start in range(max(0, len(words) - 4), len(words)):
        found = place_at(words, start)
        if found and found.end == len(words) and low(words, start - 1) != "the":
            verbs = [word for word in lows if word not in _OPENING]
            slot = "hometown" if _ROOTED & set(lows) else "home_city" if _LIVING & set(verbs[:3]) else ""
            if slot:
                yield Cue(slot, found.value, words[start], piece.words[min(len(piece.words), _LONGEST) - 1])
            return
