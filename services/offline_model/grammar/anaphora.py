"""Between clauses and guard's verdict: `her name is …` says of whom only with the clauses before it.

`I'm seeing someone, her name's Teresa` becomes two clauses, the second read as `my partner is called Teresa`; the words
keep their own spans, so the quote stays what the user wrote.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from services.offline_model.grammar.clauses import Piece
from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.lexicon.life import KIN, PARTNER_WORDS, SPECIES
from services.offline_model.grammar.text import Word

_OWNERS: Final = bag("her his its their")
_WOMEN: Final = bag("""
    mother mum mom mam sister daughter wife girlfriend grandmother grandma granny nan nana gran aunt auntie niece missus
    granddaughter stepmother stepsister
""")
_MEN: Final = bag("""
    father dad brother son husband boyfriend grandfather grandad granddad grandpa uncle nephew grandson stepfather
    stepbrother hubby
""")
_NEVER: Final = {"her": _MEN, "his": _WOMEN, "its": _MEN | _WOMEN, "their": frozenset[str]()}
"""Whom an owner cannot stand for: `his name` is not a grandmother's."""
_HEARTS: Final = bag("married engaged dating seeing relationship wedding proposed fiance")
_NOUNS: Final = frozenset(KIN) | frozenset(PARTNER_WORDS) | frozenset(SPECIES)
_MOVES: Final = bag("move moved moving relocated relocate transferred transfer house flat")
_BEFORE: Final = 40
"""How many words back the one meant may stand."""


def resolve(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The clauses, `her name is` replaced by whose name it is when the clauses before it tell."""
    before: list[Word] = []
    for piece in pieces:
        meant = _named(piece, before) or _corrected(piece, before) or _arrived(piece, before)
        yield replace(piece, words=meant) if meant else piece
        before = [*before, *piece.words][-_BEFORE:]


def _named(piece: Piece, before: list[Word]) -> tuple[Word, ...]:
    lows = [word.low for word in piece.words[:3]]
    if lows[0] == "called" and len(piece.words) > 1 and piece.words[0].end - piece.words[0].start > len("called"):
        return _called(piece, before)
    if len(piece.words) <= len(lows) or lows[0] not in _OWNERS or lows[1:] != ["name", "is"]:
        return ()
    whose = next((noun for word in reversed(before) if (noun := _noun(word.low)) not in _NEVER[lows[0]] | {""}), "")
    if not whose:
        return ()
    first, second, third = piece.words[:3]
    return (
        Word("my", first.start, first.end),
        *(Word(part, second.start, second.end) for part in whose.split()),
        Word("is", third.start, third.end),
        Word("called", third.start, third.end),
        *piece.words[3:],
    )


def _called(piece: Piece, before: list[Word]) -> tuple[Word, ...]:
    """`She's called Nugget`, `named him Sonic`: of the animal or relative spoken of before."""
    whose = next((noun for word in reversed(before) if (noun := _noun(word.low))), "")
    at = piece.words[0]
    if not whose:
        return ()
    said = ("my", *whose.split(), "is")
    return (*(Word(each, at.start, at.start) for each in said), *piece.words)


def _arrived(piece: Piece, before: list[Word]) -> tuple[Word, ...]:
    """`we had to move, I'm in Wichita now`: after a move, where somebody is is where they live."""
    moves = any(word.low in _MOVES for word in before)
    lows = [word.low for word in piece.words[:4]]
    at = next((place for place in (2, 3) if lows[place : place + 1] == ["in"] and "am" in lows[:place]), 0)
    if not moves or not at or len(piece.words) <= at + 1 or "I" not in {word.text for word in piece.words[:at]}:
        return ()
    span = piece.words[at]
    return (piece.words[0], *(Word(said, span.start, span.end) for said in ("live", "in")), *piece.words[at + 1 :])


def _noun(low: str) -> str:
    if low in _HEARTS:
        return "partner"
    return low if low in _NOUNS else ""


def _corrected(piece: Piece, before: list[Word]) -> tuple[Word, ...]:
    """`my name isn't John, it's Joan`."""
    lows = [word.low for word in before]
    denied = any(lows[at : at + 4] == ["my", "name", "is", "not"] for at in range(len(lows)))
    if not denied or [word.low for word in piece.words[:2]] != ["it", "is"]:
        return ()
    first, second = piece.words[:2]
    return (Word("my", first.start, first.end), Word("name", first.start, first.end), second, *piece.words[2:])
