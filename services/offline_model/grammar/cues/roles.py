"""What somebody is by profession, and where: `I'm a signaller for Network Rail`, `as a nurse on the ward in Bristol`.

The profession is found by its frame, what follows it (`at … in …`) by its prepositions, in any order.
"""

from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cues.cue import Cue, Found, Words, has_capital, is_word, low, lows, told
from services.offline_model.grammar.cues.nouns import is_workplace, known_place, noun_end, organisation_at, role_at
from services.offline_model.grammar.cues.speaker import is_denied, is_own
from services.offline_model.grammar.lexicon import bag

_ADVERBS: Final = bag(
    "just now still also actually currently only basically already officially finally technically the a an one "
    "fully newly happily mostly mainly both really here permanently self-employed working employed"
)
_WORKED_AS: Final = bag("""
    work working job employed started self-employed hired accepted contract joined resume position post place worked
    moonlight moonlighting shifts freelance role
""")
_NOT_ROLE: Final = bag("such same well training train trained long soon far much")
_NO_WORK: Final = bag("training train retraining retrain volunteer volunteering")
_PAID_BY: Final = bag("for at with by under")
_WHERE: Final = bag("in near outside around at from over up down out")
_SKIPPED: Final = bag(
    "since years year months now here only full part time ten two three four five six seven eight nine eleven twelve "
    "twenty thirty forty almost nearly about already mostly mainly currently working based over up down out back "
    "just living self-employed too half this last these days nights weekends part-time full-time a an the of for"
)
_MOST: Final = 4
_FAR: Final = 9


def find_roles(words: Words) -> Iterator[Cue]:
    """The professions of the user in a clause, with whom and where they are."""
    yield from _found(words, list(_frames(words)))


def find_granted_roles(words: Words) -> Iterator[Cue]:
    """What a question takes for granted: `as a nurse, …?`."""
    yield from _found(words, [frame for frame in _frames(words) if low(words, frame[0]) in {"as", "being"}])


def _found(words: Words, frames: list[tuple[int, int, bool]]) -> Iterator[Cue]:
    for start, at, sure in frames:
        given = low(words, at - 1) == "me"
        if is_denied(words, at) or not (given or is_own(words, start)) or _starts_later(words, start):
            continue
        role = role_at(words, at, told=sure)
        if role is None:
            continue
        yield told("occupation", role, words, at)
        around = find_around(words, role.end)
        served = low(words, role.end) == "for" or _studies(role.value)
        yield from (cue for cue in around if cue.slot != "employer" or not served)
        return


def _studies(role: str) -> bool:
    """Whether it is a student of some kind: where they are is no employer."""
    return role.lower().endswith(("student", "undergrad", "candidate"))


def _frames(words: Words) -> Iterator[tuple[int, int, bool]]:
    """Where the user's profession may stand: the frame, the noun, and whether the frame fits nothing else."""
    for place, word in enumerate(words):
        here, before = word.low, low(words, place - 1)
        if here == "am" and before == "I".lower():
            at = place + 1
            while low(words, at) in _ADVERBS and is_word(words, at + 1):
                at += 1
            yield place - 1, (at - 1 if low(words, at - 1) in {"a", "an", "the"} else at), False
        elif (here in {"as", "being"} and low(words, place + 1) in {"a", "an"} and before not in _NO_WORK) or (
            here == "as" and before not in _NOT_ROLE | _NO_WORK
        ):
            yield place, place + 1, before in _WORKED_AS
        elif here == "of" and lows(words, place - 2, 2) in {("my", "work"), ("my", "job")}:
            yield place - 2, place + 1, True
        elif (
            here in {"became", "made"}
            or (here == "make" and low(words, place + 1) == "me")
            or (here == "become" and before in {"have", "am"})
            or lows(words, place - 1, 2)
            == (
                "promoted",
                "to",
            )
        ):
            yield place, place + (2 if low(words, place + 1) == "me" else 1), False


def _starts_later(words: Words, start: int) -> bool:
    """`I'm starting as a trainee in May` is a plan."""
    return low(words, start - 1) in {"starting", "start"} and low(words, start - 2) in {"am", "will", "to"}


def find_around(words: Words, start: int) -> Iterator[Cue]:
    """Whom one works for and where, in what follows a profession or a verb of work."""
    at, seen = start, set[str]()
    while at < min(len(words), start + 4 * _FAR) and len(seen) < _MOST:
        here = low(words, at)
        if here in _PAID_BY | _WHERE:
            found = _after_preposition(words, at)
            if found is None:
                at = _past_noun(words, at + 1)
                continue
            slot, value = found
            if slot not in seen and slot:
                yield told(slot, value, words, at)
            seen.add(slot)
            at = value.end
        elif here == ",":
            known = known_place(words, at + 1)
            if known and "home_city" not in seen and low(words, known.end) in {"", ",", "so", "and"}:
                yield told("home_city", known, words, at + 1)
                return
            if low(words, at + 1) not in _PAID_BY | _WHERE | _SKIPPED:
                return
            at += 1
        elif here in _SKIPPED or here.isdigit():
            at += 1
        else:
            return


def _past_noun(words: Words, at: int) -> int:
    return max(at + 1, noun_end(words, at))


def _after_preposition(words: Words, at: int) -> tuple[str, Found] | None:
    """A firm or a place, whichever the preposition and the noun tell."""
    here = low(words, at)
    place = known_place(words, at + 1) if here in _WHERE and low(words, at - 1) != "first" else None
    firm = organisation_at(words, at + 1) if here in _PAID_BY | {"in"} else None
    if place and has_capital(words, place.end):
        place = None
    if here == "from" and place:
        return ("" if low(words, place.end) == "to" else "hometown"), place
    if here in {"in", "near", "outside", "around", "over", "up", "down", "out"} and place:
        return "home_city", place
    if firm and here == "in" and has_capital(words, firm.end - 1) and not is_workplace(words, firm.end - 1):
        return None  # `a teacher in Cardif`: any name there is likelier a town
    if firm:
        return "employer", firm
    return ("home_city", place) if place and here == "at" and place.value.lower() != "home" else None
