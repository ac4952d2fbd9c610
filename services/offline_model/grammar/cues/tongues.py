"""Languages by the company they keep: `Mandarin also I can`, `Yoruba is what we speak at home`."""

from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cues.cue import Cue, Found, Words, low, told
from services.offline_model.grammar.cues.speaker import is_denied, is_own
from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.lexicon.geography import LANGUAGES

_SPEAKING: Final = bag("""
    speak speaking spoke fluent understand follow manage read write talk talking hear bilingual converse converses
    conversational learned learnt picked comfortable

""")
_MASTERED: Final = bag("speak know understand manage read write can picked learned learnt follow get talk also")
_HOMELY: Final = bag("home childhood house grandmother parents granny family birth kid village")
_FIRST: Final = bag("native mother-tongue first tongue mother own home")
_THINGS: Final = bag("""
    food film films movie movies music song songs book books teacher teachers class lesson lessons exam course news
    restaurant class culture people wife husband man woman girl boy friend friends toast poem version translation lit
    literature breakfast sentence word words text keyboard subtitles speaker speakers degree major paper grammar
    passport citizen accent cuisine coffee market community church
""")
_ASKING: Final = bag(
    "translate translation say write in into sentence please check correct how draft letter email reply"
)
_REACH: Final = 5


def find_tongues(words: Words) -> Iterator[Cue]:
    """The languages that the user speaks, and the one that came first."""
    at, speaks = 0, False
    while at < len(words):
        found = _language(words, at)
        if found is None:
            speaks = speaks and (
                words[at].text == "," or words[at].low in {"and", "also", "little", "some", "small", "a", "now"}
            )
            at += 1
            continue
        slot = _slot(words, at, found) if is_own(words, at) or _fronted(words, found) else ""
        if not slot and speaks and low(words, found.end) not in _THINGS:
            slot = "language"
        if slot and not is_denied(words, at, 4):
            yield told(slot, found, words, at)
            speaks = speaks or slot == "language"
        at = found.end


def _language(words: Words, at: int) -> Found | None:
    for size in (3, 2, 1):
        parts = words[at : at + size]
        if len(parts) == size and " ".join(part.low for part in parts) in LANGUAGES:
            name = " ".join(part.text for part in parts)
            return Found(name.title() if name.islower() else name, at + size)
    return None


def _fronted(words: Words, found: Found) -> bool:
    return "i" in {word.low for word in words[found.end : found.end + 3]}


def _slot(words: Words, at: int, found: Found) -> str:
    after = [word.low for word in words[found.end : found.end + _REACH]]
    before = [word.low for word in words[max(0, at - _REACH) : at]]
    subject = before[-1:] and before[-1] in {"in", "into", "an", "the"} and "speak" not in before
    if subject or "not" in after[:2] or (after and after[0] in _THINGS):
        return ""
    return _first(words, before, after) or ("language" if _is_spoken(before, after) else "")


def _first(words: Words, before: list[str], after: list[str]) -> str:
    """What clauses about home tell of a language: the first one, or one of several."""
    line = {word.low for word in words}
    spoken = bool({"speak", "spoke", "speaking", "spoken", "talk"} & line)
    several = after[:1] == ["also"] or ("parents" in line and "native" not in line) or "work" in line
    said_home = before[-2:] == ["it", "is"] and "home" in before
    is_first = after[:1] in (["is"], ["was"]) and (
        _FIRST & set(after) or (_HOMELY & line and "what" in after and spoken)
    )
    at_home = (
        {"at", "home", "i"} <= line and not {"besides", "apart"} & line and {"speak", "spoke", "talk"} & set(before)
    )
    if not several and (said_home or is_first or at_home or {"grew", "raised"} & set(before)):
        return "native_language"
    return "language" if several and spoken else ""


def _is_spoken(before: list[str], after: list[str]) -> bool:
    if _SPEAKING & set(before) and not _ASKING & set(before):
        return True
    mastered = bool(_MASTERED & set(after[:4]))
    return mastered and ("i" in after[:3] or after[:1] == ["also"])
