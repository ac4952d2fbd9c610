"""Between turns of phrase and sentences: how people say who they are when they come in.

`Hiya, Niall here, vet in Cork`, `Róisín's the name` and `Good morning, this is Kavitha` all become `my name is …`, and
the verbless parts that follow (`vet in Cork`) get the `I am` that they leave out. Only the head of a text is read so:
further in, `Brighton here` may be anything. The words keep the span they were written in.
"""

import re
from typing import Final

from services.offline_model.grammar.lexicon import bag, geography, names, work
from services.offline_model.grammar.text import Word

_GREETING: Final = bag("""
    hi hiya hullo hello hey heyy heya howya yo sup alright morning evening afternoon good greetings namaste
    namaskar salaam salam assalamu assalam alaikum walaikum bonjour coucou hola ciao hallo moin servus g'day gday ji
    eh well right listen ola aloha hai ahoy hej cześć czesc salut hullo guten tag bom dia sawubona sannu vanakkam
""")
_BESIDE: Final = bag(
    "there all everyone everybody folks again well so ah oh ok okay o teacher friend mate dear sir team day frnd bro "
    "sis buddy pal assistant ma'am madam bot ai you guys y'all my lovely to"
)
_AFTER: Final[tuple[tuple[str, ...], ...]] = (
    ("here",), ("speaking",), ("this", "side"), ("over", "here"), ("is", "the", "name"), ("is", "my", "name"),
    ("is", "what", "they", "call", "me"), ("is", "what", "people", "call", "me"),
)  # fmt: skip
_BEFORE: Final[tuple[tuple[str, ...], ...]] = (
    ("this", "is"), ("it", "is"), ("here", "is"), ("here",), ("me", "it", "is"), ("it", "is", "me"), ("me", "is"),
    ("its",), ("I", "am", "the"),
)  # fmt: skip
_NAME: Final = re.compile(r"[^\W\d_][\w'’.-]*")
_NAMING: Final = re.compile(
    r"(?:\S+ ){0,4}?(?:[Cc]all me|[Nn]ame is|know me as|[Ii] go by|calls me) "
    r"|[Ii] am [^\W\d_a-z][\w'-]+ (?:[,.!]|from|and)"
)
_MOST_GREETING: Final = 8
_SYLLABLE: Final = 4
"""Letters up to which a name may end like a verb: `Ling`, `Fred`."""
_LONGEST: Final = 8
"""How many words after the greeting are looked at for a name."""
_REACH: Final = 60
"""How many words of a text may still belong to its introduction."""
_ROLE_END: Final = bag(
    "by at for in with from , . ! here over up down out near outside based of and to who this side these"
)
_SMALL: Final = bag(
    "to so the ein eine of and or is be as in my your no not what which that with good best any every un une el la"
)
_NO_ROLE: Final = bag("bit lot little few couple while question quick problem favor favour friend colleague")
_SHORTEST: Final = 3
_WHERE: Final = bag("in near outside")
_STARTS: Final = bag("from based living born hailing originally currently")


def introduce(words: list[Word]) -> list[Word]:
    """The words with an introduction at their head in its plain form."""
    start = _past_greeting(words)
    found = _named(words, start) or _named(words, _second_sentence(words)) or _written_small(words, start)
    if found is None:
        introduces = _is_role(words, start) or _says_name(words, start)
        rest = _fill(words[start:], 0) if introduces else words[start:]
        return [*words[:start], *_parted(words, start), *rest] if start < len(words) else words
    first, last, rest_at = found
    named = [*_said("my name is", words[first]), *words[first : last + 1]]
    if rest_at < len(words) and words[rest_at].kind == "word":
        named.append(Word(",", words[last].end, words[last].end, "mark"))
    return [*words[:first], *_parted(words, first), *named, *_fill(words[rest_at:], 0)]


def _written_small(words: list[Word], start: int) -> tuple[int, int, int] | None:
    """`hi im kayleigh and …`, `yo its dre`: after a greeting, a small word that nothing else can be is a name."""
    frame = next(
        (each for each in (("i", "am"), ("it", "is"), ("its",), ("this", "is")) if _stands(words, start, each)), ()
    )
    at = start + len(frame)
    if not start or not frame or at >= len(words):
        return None
    name, after = words[at], words[at + 1] if at + 1 < len(words) else None
    ends = after is None or after.kind in {"stop", "line", "symbol"} or after.low in _AFTER_NAME
    small = name.kind == "word" and name.text.islower() and name.text.isalpha() and len(name.text) >= _SHORTEST
    other = name.low in _NO_SMALL_NAME | names.NOT_NAMES | work.JOBS | geography.NATIONALITIES
    return (at, at, at + 1) if ends and small and not other and not name.low.endswith(_NO_NAME_ENDS) else None


def _stands(words: list[Word], start: int, frame: tuple[str, ...]) -> bool:
    return tuple(word.low for word in words[start : start + len(frame)]) == frame


_AFTER_NAME: Final = bag(", and from can here again can could could u what whats how")
_NO_NAME_ENDS: Final = (
    "ing",
    "ed",
    "ly",
    "ous",
    "ful",
    "ish",
    "less",
    "able",
    "ive",
    "ent",
    "ick",
    "eat",
    "ood",
    "ight",
    "ere",
)
_NO_SMALL_NAME: Final = bag("""
    back fine here bored sad happy tired so not the new stuck good okay sick lost done late curious confused from just
    really very also still stressed hungry cold hot full broke busy free home ill old young off out up down sorry sure
    worried nervous unsure mad angry scared afraid alone awake ready single married pregnant vegan vegetarian retired
    moving going trying looking writing having thinking planning about time raining monday friday sunday saturday me you
    him her them weird odd hard easy nice great bad cool fun true wrong due over too only both all fat thin short tall
    pretty kinda sorta gonna doing feeling aware glad broken dead live work snow rain night day morning summer winter
    that this what like one another someone people now never always almost nearly using being super blind deaf diabetic
""")


def _parted(words: list[Word], place: int) -> list[Word]:
    """The stop that a greeting lacks."""
    if not place or words[place - 1].kind in {"stop", "line"}:
        return []
    return [Word(".", words[place - 1].end, words[place - 1].end, "stop")]


def _second_sentence(words: list[Word]) -> int:
    """Where a text goes on after a few words that may be a greeting of any kind (`How's she cuttin'.`)."""
    stops = (place for place, word in enumerate(words[:_MOST_GREETING]) if word.kind in {"stop", "line"})
    return next(stops, -1) + 1


def _past_greeting(words: list[Word]) -> int:
    """The first word that does not greet; what greets only beside a greeting (`there`, `all`) is none alone."""
    place, greets = 0, False
    if [word.low for word in words[:3]] == ["what", "is", "up"]:
        place, greets = 3, True
    while place < min(len(words), _MOST_GREETING) and (
        words[place].kind != "word"
        or words[place].low in _GREETING
        or (greets and words[place].low in _BESIDE and place + 1 < len(words))
    ):
        greets = greets or words[place].low in _GREETING
        place += 1
    return place if greets else 0


def _named(words: list[Word], start: int) -> tuple[int, int, int] | None:
    """Where the name begins and ends, and where what follows the introduction begins."""
    lows = [word.low for word in words[start : start + _LONGEST]]
    for frame in _AFTER:
        for size in (1, 2):
            if tuple(lows[size : size + len(frame)]) == frame and _is_name(words, start, size):
                end = start + size + len(frame)
                if frame == ("here",) and _here_is_a_place(words, end):
                    return None
                return start, start + size - 1, end
    for frame in sorted(_BEFORE, key=len, reverse=True):
        if tuple(word.text if word.text == "I" else word.low for word in words[start : start + len(frame)]) != frame:
            continue
        first = start + len(frame)
        for size in (2, 1):
            after = words[first + size] if first + size < len(words) else None
            ends = after is None or after.kind in {"stop", "line", "symbol"} or after.text in {",", ";", "—"}
            goes_on = after is not None and after.low in {"from", "who"} and frame != ("here",)
            if (ends or goes_on) and (start or frame[0] == "I") and _is_name(words, first, size):
                return first, first + size - 1, first + size
    return None


def _says_name(words: list[Word], start: int) -> bool:
    """`call me Mags`, `I'm Priya`: a name in a form of its own, after which parts without a verb may follow."""
    line = " ".join(word.text for word in words[start : start + _LONGEST])
    return bool(_NAMING.match(line))


def _here_is_a_place(words: list[Word], place: int) -> bool:
    return place < len(words) and words[place].low in {"is", "in", "at", "has", "are", "was", "we"}


_NO_NAME: Final = bag("ah little big young old our oh arrah sure just look still night day shift team")


def _is_name(words: list[Word], first: int, size: int) -> bool:
    parts = words[first : first + size]
    if len(parts) < size or not all(part.kind == "word" and _NAME.fullmatch(part.text) for part in parts):
        return False
    lows = [part.low for part in parts]
    if not all(part.text[0].isupper() for part in parts):
        return size == 1 and lows[0] in names.GIVEN_NAMES
    other = geography.CITIES | geography.COUNTRIES | geography.NATIONALITIES | names.NOT_NAMES | work.JOBS
    return (
        not any(low in other or low in _GREETING | _NO_NAME for low in lows)
        and not all(part.text.isupper() and len(part.text) > 1 for part in parts)
        and not (lows[-1].endswith(("ing", "ed", "'s")) and len(lows[-1]) > _SYLLABLE)
    )


def _fill(words: list[Word], start: int) -> list[Word]:
    """`I am` before each verbless part that tells what or whence somebody is."""
    out: list[Word] = list(words[:start])
    for place in range(start, len(words)):
        opens = place == start or words[place - 1].kind in {"stop", "line"} or words[place - 1].text == ","
        if place < start + _REACH and opens:
            lead = _lead(words, place)
            out.extend(_said(lead, words[place]))
            word = words[place]
            out.append(Word(word.low, word.start, word.end) if lead and lead != "I live" else word)
            continue
        out.append(words[place])
    return out


def _lead(words: list[Word], place: int) -> str:
    """What the writer left out before a part: `I am a`, `I am`, `I live`, or nothing."""
    following = words[place + 1] if place + 1 < len(words) else None
    ends = following is None or following.kind != "word"
    a_role = words[place].low in {"a", "an"} and following is not None and following.low not in _NO_ROLE
    if words[place].low in _STARTS or a_role or (ends and words[place].low in geography.NATIONALITIES):
        return "I am"
    if words[place].low in _WHERE and following is not None and following.text[:1].isupper() and following.text != "I":
        return "I live"
    return "I am a" if _is_role(words, place) else ""


def _is_role(words: list[Word], place: int) -> bool:
    """A profession of one to four words, and then the part ends or says where."""
    if place >= len(words) or words[place].kind != "word" or words[place].low in {"my", "the", "i", "your", "his", "a"}:
        return False
    for size in (4, 3, 2, 1):
        parts = words[place : place + size]
        if len(parts) < size or any(part.kind != "word" for part in parts):
            continue
        lows = [part.low for part in parts]
        two, last = " ".join(lows[-2:]), lows[-1]
        if not _SMALL.isdisjoint(lows) or len(last) < _SHORTEST:
            continue
        listed = not work.JOBS.isdisjoint({two, last, " ".join(lows)})
        if last in work.NOT_JOBS or not (listed or work.looks_like_job(last)):
            continue
        after = words[place + size] if place + size < len(words) else None
        return after is None or after.kind != "word" or after.low in _ROLE_END
    return False


def _said(plain: str, before: Word) -> list[Word]:
    return [Word(each, before.start, before.start) for each in plain.split()]
