"""Between clause and tables: a list of complements becomes one clause each.

`I am a nurse, vegan and married` says three things of three kinds, so each is read on its own: `I am a nurse`, `I am
vegan`, `I am married`. The whole clause is read as well, because a list may also be one value (`I have two kids, Ana
and Rui`).
"""

from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.fronting import unfront
from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.text import Word

_SPREADING: Final = frozenset({"am", "have", "own", "got", "adopted", "rescued", "keep"})
_JOINTS: Final = frozenset({"and", "but", "or", "plus"})
_COMPARING: Final = frozenset({"like", "such", "so", "especially"})
_BARE: Final = frozenset({"got", "adopted", "rescued", "have"})
_STATES: Final = bag("living working based staying studying doing training teaching majoring")
_NOT_ORIGIN: Final = bag(
    "few hour hours mile miles minute minutes graduate break way far back message letter days away"
)
_PAIR_VERBS: Final = bag(
    "live love like moved got have work am are adopted bought enjoy own play speak go do run watch collect share"
)
_PREPOSITIONS: Final = frozenset({"in", "at", "of", "to", "from", "with"})
_MAX_PARTS: Final = 8


def spread(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """The clause, then each part of its list with the head (`I am`) put before it."""
    yield words
    yield from _of_role(words)
    turned = unfront(words)
    if turned:
        yield turned
    joint = _after_pair(words)
    if joint:
        yield joint
        words = joint
    if words and words[0].low in _BARE:
        words = (Word("I", words[0].start, words[0].start), *words)
    head = next((place for place, word in enumerate(words[:8]) if word.text == "I"), None)
    if head is None or head + 1 >= len(words):
        return
    verb = next((place for place in range(head + 1, min(head + 4, len(words))) if words[place].low in _SPREADING), None)
    if verb is None:
        return
    frame = words[: verb + 1]
    parts = _parts(words[verb + 1 :])
    if words[verb].low == "am":
        yield from ((*frame, *words[place:]) for place in range(verb + 2, len(words)) if words[place].low in _STATES)
        yield from _of_origin(frame, words[verb + 1 :])
    if len(parts) < 2:  # noqa: PLR2004 - a list has two parts
        return
    before: tuple[Word, ...] = ()
    for part in parts[:_MAX_PARTS]:
        belongs = before and part[0].text[0].isupper() and any(word.low in _PREPOSITIONS for word in before)
        before = before if belongs else part
        if part[0].low not in _SPREADING and part[0].low not in _COMPARING and not belongs:
            yield (*frame, *part)


def _of_origin(frame: tuple[Word, ...], said: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """`I am Tunde, a nurse from Abuja, now in Leeds` says where from, and where now."""
    lows = [word.low for word in said]
    if "from" not in lows[1:] or not (said[0].text[0].isupper() or lows[0] in {"a", "an", "originally"}):
        return
    place = lows.index("from", 1)
    if not _NOT_ORIGIN & set(lows[:place]):
        yield (*frame, *said[place:])
    for now in range(place + 2, len(said) - 1):
        if lows[now] == "in" and lows[now - 1] in {"now", "currently", ",", "but"}:
            based = Word("based", said[now].start, said[now].start)
            yield (*frame, based, *said[now:])


def _of_role(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """`As a nurse, I …` says `I am a nurse`."""
    if [word.low for word in words[:2]] not in (["as", "a"], ["as", "an"], ["being", "a"], ["being", "an"]):
        return
    end = next((place for place in range(2, min(6, len(words))) if words[place].text in {",", "I", "my"}), None)
    if end is None or not any(word.text in {"I", "my"} for word in words[end : end + 2]):
        return
    before = words[1].start
    yield (Word("I", before, before), Word("am", before, before), *words[1:end])


def _after_pair(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """What `Tom and I` or `me and my girlfriend Nora` do, said of the user alone."""
    lows = [word.low for word in words]
    for place in range(1, min(7, len(words) - 1)):
        if words[place].text == "I" and lows[place - 1] == "and":
            return words[place:]
    if lows[:2] == ["me", "and"] and lows[2] in {"my", "the"}:
        verb = next((place for place in range(3, min(8, len(words))) if lows[place] in _PAIR_VERBS), None)
        if verb is not None:
            return (Word("I", words[0].start, words[0].end), *words[verb:])
    return ()


def _parts(words: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    parts: list[tuple[Word, ...]] = []
    held: list[Word] = []
    for word in words:
        if word.text == "," or word.low in _JOINTS:
            if held:
                parts.append(tuple(held))
            held = []
        else:
            held.append(word)
    if held:
        parts.append(tuple(held))
    return parts
