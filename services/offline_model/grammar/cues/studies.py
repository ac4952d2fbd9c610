"""What somebody studies and where: `third year physio in UL`, `doing social work at UCC`, `kinesiology major`."""

from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cues.cue import Cue, Found, Words, has_capital, low, told
from services.offline_model.grammar.cues.nouns import known_place, organisation_at, school_at
from services.offline_model.grammar.cues.speaker import is_denied, is_own
from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.lexicon.studies import STAGES, SUBJECTS

_STUDYING: Final = bag("""
    study studying studied read reading doing do did done majoring major majored pursuing pursue enrolled graduated
    graduate finished finishing completed completing learning learnt schooled attending attend attended
""")
_SURELY: Final = _STUDYING - bag(
    "doing do did done read reading finished finishing learning learnt completed completing"
)
_ENTERED: Final = bag("switched changed transferred swapped hello majors")
_AT: Final = bag("at in from to for of through into finished left")
_BEFORE: Final = 6
_LONGEST: Final = 4


def find_studies(words: Words) -> Iterator[Cue]:
    """Fields and schools of the user."""
    fields = list(_fields(words))
    yield from fields
    yield from _schools(words, bool(fields))


def _fields(words: Words) -> Iterator[Cue]:
    at = 0
    while at < len(words):
        found = _subject(words, at)
        if found is None:
            at += 1
            continue
        if _is_studied(words, at, found) and is_own(words, at) and not is_denied(words, at):
            yield told("education", found, words, at)
        at = found.end


def _subject(words: Words, at: int) -> Found | None:
    for size in range(_LONGEST, 0, -1):
        parts = words[at : at + size]
        named = len(parts) == size and all(part.kind == "word" for part in parts)
        if named and " ".join(part.low for part in parts) in SUBJECTS:
            return Found(" ".join(part.text for part in parts), at + size)
    return None


def _is_studied(words: Words, at: int, found: Found) -> bool:
    """Whether a stage of study or a verb of studying stands just before, or a stage right after."""
    before = [word.low for word in words[max(0, at - _BEFORE) : at]]
    beside = before[-4:]
    after = low(words, found.end)
    if after in {
        "major",
        "student",
        "degree",
        "undergrad",
        "postgrad",
        "grad",
        "graduate",
        "course",
        "programme",
        "program",
    }:
        return after != "course" or "my" in before
    if after in {"school", "firm", "licence", "license"}:
        return False
    if _ENTERED & set(beside) and {"major", "majors", "course", "courses", "degree", "hello"} & {
        word.low for word in words
    }:
        return True
    if _SURELY & set(beside[-3:]):
        return True
    staged = bool(_STAGED & set(beside))
    own = bool({"i", "my", "me"} & {word.low for word in words[:at]}) or at <= _BEFORE
    doing = bool({"doing", "do", "did", "read", "finished", "reading"} & set(beside[-2:]))
    return own and (staged or (doing and bool(STAGES & {word.low for word in words})))


_STAGED: Final = STAGES - bag("class course college uni university be ma placement senior junior studies")


def _schools(words: Words, studied: bool) -> Iterator[Cue]:
    lows = {word.low for word in words}
    studying = studied or "school" in lows or bool(_STAGED & lows) or bool(_SURELY & lows)
    if not studying:
        return
    for at in range(1, len(words)):
        if words[at - 1].low not in _AT or not is_own(words, at) or is_denied(words, at):
            continue
        found = school_at(words, at) or _after_stage(words, at)
        if found is None or low(words, found.end) in {"teacher", "lecturer"}:
            continue
        if known_place(words, at) and known_place(words, at).end == found.end:  # type: ignore[union-attr]
            continue
        yield told("education", found, words, at)
        return


def _after_stage(words: Words, at: int) -> Found | None:
    """Any name after `second year at`, `graduated from`."""
    near = {word.low for word in words[max(0, at - 4) : at - 1]}
    if words[at - 1].low not in {"at", "from"} or not (_STAGED | {"graduated"}) & near or not has_capital(words, at):
        return None
    return organisation_at(words, at)
