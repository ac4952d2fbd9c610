"""Fourth step of the grammar: a sentence becomes clauses, each with a subject of its own.

`I'm a nurse and live in Lisbon, but I love Porto` is three clauses; the second borrows its subject from the first.
"""

from dataclasses import dataclass
from typing import Final

from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.lexicon.life import SPECIES
from services.offline_model.grammar.sentences import Sentence
from services.offline_model.grammar.text import Word

SUBJECTS: Final = bag("i my he she they it you there his her their your that's youngest eldest oldest")
CONJUNCTIONS: Final = bag("and but so or nor plus yet then also")
SUBORDINATORS: Final = bag("""
    because since although though while whereas if unless whether which who whom whose where when that until as
    after before till except given
""")
_ALWAYS_CUT: Final = bag("because although though whereas if unless whether which who whom whose")
_HARD_MARKS: Final = frozenset({";", ":", "—"})
# Verbs that may open a clause whose subject was said before; the second set needs an object, being nouns as well.
VERBS: Final = bag("""
    live reside adore hate dislike enjoy prefer speak own teach moved grew was am have had can cannot could would
    studied graduated majored collect suffer drive quit left joined became started stopped adopted got bought sold
    volunteer believe eat drink avoid follow keep know want hope plan need will do does did commute wake knit bake
    sing detest despise loathe went gave take attend specialise specialize manage lead earn got was were met lost
    working living studying learning training planning saving teaching running hoping raising writing moving
    doing going growing drinking eating
""")
_NOUN_VERBS: Final = bag(
    "work love like play run study dance paint garden swim cook travel exercise read fish sail code program climb"
)
_GERUNDS: Final = frozenset(verb for verb in VERBS if verb.endswith("ing"))
_OBJECT_OPENERS: Final = bag(
    "in at for as a an the my to with on every from it about mostly full part remotely near until after when twice on"
)
_AUXILIARIES: Final = bag(
    "am is have had do did can will would could might may should used to want hope like love need plan going go"
)
_THINKERS: Final = bag(
    "and or than with that think guess know said told what everything anything all hope wish swear bet feel"
)
_SHARING: Final = (["i", "live"], ["i", "work"], ["i", "am", "living"])
_WH: Final = bag("what who where when why how which")
_QUESTIONS: Final = _WH | bag("can could would will do does did is are should shall may")
_INFINITIVES: Final = bag(
    "learn buy write visit become start run lose build travel open finish get save move see climb "
    "publish quit stop study read"
)
_CALLERS: Final = bag("people everyone everybody friends most")
_OTHERS: Final = bag("the this that these those everyone everybody nobody somebody someone people")
_FINITE: Final = bag(
    "is are was were has had keeps needs gets costs weighs takes makes says does did will can cannot wants"
)
_FEELINGS: Final = bag("love hate adore like")
_MAX_FRAME: Final = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause as it stands: its words, borrowed subject included, and the word that joined it to the one before.

    `asked` tells that it is no statement: only what it takes for granted may be believed.
    """

    words: tuple[Word, ...]
    joined_by: str
    asked: bool = False

    @property
    def first(self) -> str:
        """The first word in lower case."""
        return self.words[0].low


def split_clauses(sentence: Sentence) -> list[Piece]:
    """The clauses of a sentence in order."""
    pieces: list[Piece] = []
    held: list[Word] = []
    joined_by = ""
    words = sentence.words
    asked = _asked_at(words) if sentence.asks else 0
    index = 0
    while index < len(words):
        if words[index].text == ":" and _is_label(held):
            held = _labelled(held, words[index])
            index += 1
            continue
        if words[index].text == ":" and _names_follow(held, words[index + 1 :]):
            index += 1
            continue
        cut, resume, joint = (True, asked, "own") if index == asked - 1 else _joint(words, index, held)
        if cut:
            borrowed = _borrow(held, words[resume:], joint) if joint != "own" else []
            _close(pieces, held, joined_by)
            held, joined_by = list(borrowed), _connector(words[index:resume])
            index = resume
            if index < len(words):
                held.append(words[index])
                index += 1
            continue
        held.append(words[index])
        index += 1
    _close(pieces, held, joined_by)
    return pieces


def _asked_at(words: tuple[Word, ...]) -> int:
    """Where after a comma or a dash a sentence begins to ask: `I can't have nuts, is marzipan the same?`; else 0."""
    marks = (place for place in range(len(words) - 2, 0, -1) if words[place].text == "," or words[place].kind == "dash")
    last = next(marks, 0)
    asks = last and words[last + 1].low in _ASKING_FIRST
    return last + 1 if asks else 0


_ASKING_FIRST: Final = bag("is are does did should would will could can was were")


def _is_label(held: list[Word]) -> bool:
    return (
        0 < len(held) < len(("my", "job", ":")) and held[-1].low in _LABELS and (len(held) == 1 or held[0].low == "my")
    )


def _names_follow(held: list[Word], rest: tuple[Word, ...]) -> bool:
    """`three cats: Tom, Jerry and Spike`: the colon only opens the names of those counted."""
    counted = bool(held) and held[-1].low.endswith("s") and held[-1].low.removesuffix("s") in _COUNTED
    return counted and bool(rest) and rest[0].text[0].isupper() and rest[0].text != "I"


_COUNTED: Final = frozenset(SPECIES) | bag("kid son daughter boy girl sister brother lad twin sibling nephew niece")


def _labelled(held: list[Word], colon: Word) -> list[Word]:
    """`Pronouns: she/her` and `My job: plumber` as `my … is …`."""
    label = held[-1]
    verb = "are" if label.low in {"pronouns", "allergies", "hobbies"} else "is"
    return [Word("my", held[0].start, held[0].start), label, Word(verb, colon.start, colon.end)]


_LABELS: Final = bag(
    "name pronouns job occupation profession hometown birthday diet allergies allergy hobbies hobby "
    "nationality employer dob"
)


def _joint(  # noqa: PLR0911 - one return per kind of joint
    words: tuple[Word, ...], index: int, held: list[Word]
) -> tuple[bool, int, str]:
    """Whether a clause ends before `index`, where the next one starts, and where its subject comes from."""
    word = words[index]
    if not held:
        return False, index, ""
    if word.text in _HARD_MARKS:
        return True, index + 1, "own"
    end = index
    while end < len(words) and (
        words[end].text == "," or (words[end].low in CONJUNCTIONS and end - index < _MAX_FRAME)
    ):
        end += 1
    if end == len(words):
        return False, index, ""
    following = words[end]
    if end > index:
        return _after_joint(words, index, end, held)
    if following.low in SUBORDINATORS and _subordinates(words, index) and not _completes(held, following):
        return True, index, "own"
    if following.text == "I" and _runs_on(words, index, held):
        return True, index, "own"
    return False, index, ""


def _after_joint(  # noqa: PLR0911 - one return per kind of clause that may follow
    words: tuple[Word, ...], index: int, end: int, held: list[Word]
) -> tuple[bool, int, str]:
    """The same for what stands after a comma or a conjunction, which end before `end`."""
    following = words[end]
    if _asks_next(words, end):
        return True, end, "own"
    if (
        held[0].low in {"as", "being"}
        and held[1:]
        and held[1].low in {"a", "an"}
        and len(held) <= _MAX_FRAME
        and following.low in {"i", "my"}
    ):
        return False, index, ""
    if following.low in SUBJECTS and not _is_pair(words[index:end], held):
        return True, end, "own"
    if following.low in SUBORDINATORS and (following.low != "as" or _subordinates(words, end)):
        return True, end, "own"
    if [word.low for word in held] in (_SHARING) and following.low in {"work", "live"}:
        return False, index, ""
    if following.low in _OTHERS and any(word.low in _FINITE for word in words[end + 1 : end + _MAX_FRAME]):
        return True, end, "own"
    if _named_subject(words, end) or (held[0].low in _FEELINGS and following.low in _FEELINGS):
        return True, end, "own"
    if _goes_on_aiming(held, following) or (_opens_with_verb(words, end) and any(word.text == "I" for word in held)):
        return True, end, "borrowed"
    return False, index, ""


def _asks_next(words: tuple[Word, ...], index: int) -> bool:
    """A question that follows a statement after a comma: `I live in Lisbon, can you …`."""
    following = words[index + 1].low if index + 1 < len(words) else ""
    return (words[index].low in _QUESTIONS and (following in SUBJECTS or words[index].low in _WH)) or words[
        index
    ].low == "any"


def _named_subject(words: tuple[Word, ...], index: int) -> bool:
    """`…, but Knoxville is where …`, `…, people call me …`: somebody or something with a verb of its own."""
    following = words[index + 1].low if index + 1 < len(words) else ""
    if words[index].low in _CALLERS and following in {"call", "calls"}:
        return True
    return words[index].text[:1].isupper() and following in _OF_NAMES


_OF_NAMES: Final = bag("is was has took hired made gave pays employs offered contracted")


def _goes_on_aiming(held: list[Word], following: Word) -> bool:
    """`I want to buy a house and learn French`: one aim after another."""
    aims = [word.low for word in held[:_MAX_FRAME]]
    return following.low in _INFINITIVES and "to" in aims and "I" in {word.text for word in held[:_MAX_FRAME]}


def _is_pair(joint: tuple[Word, ...], held: list[Word]) -> bool:
    """`Tom and I`, `my wife Sarah and I`: one subject, not two clauses."""
    short = len(held) < _MAX_FRAME - 1 and not any(word.low in VERBS or word.low in _NOUN_VERBS for word in held)
    return (
        short
        and [word.low for word in joint] == ["and"]
        and held[0].text != "I"
        and (held[0].low == "my" or held[0].text[0].isupper())
    )


def _subordinates(words: tuple[Word, ...], index: int) -> bool:
    word = words[index].low
    if word in _ALWAYS_CUT:
        return True
    following = words[index + 1].low if index + 1 < len(words) else ""
    return (following in SUBJECTS and word != "before") or (word == "before" and following == "i")


def _completes(held: list[Word], following: Word) -> bool:
    """`Leeds is where I live`: the clause is what the first one says."""
    return following.low == "where" and held[-1].low in {"is", "was", "still", "now"} and held[0].low != "that"


def _runs_on(words: tuple[Word, ...], index: int, held: list[Word]) -> bool:
    """A new `I <verb>` without any joint: `i live in lisbon i work as a nurse`."""
    following = words[index + 1].low if index + 1 < len(words) else ""
    verb = following in VERBS or following in _NOUN_VERBS
    long_enough = len(held) >= len(("I", "live", "there"))
    return verb and long_enough and held[0].text in {"I", "my"} and held[-1].low not in _THINKERS


def _opens_with_verb(words: tuple[Word, ...], index: int) -> bool:
    low = words[index].low
    following = words[index + 1] if index + 1 < len(words) else None
    if low in {"am", "was", "been"} or (low in VERBS and following is not None):
        return True
    if low not in _NOUN_VERBS or following is None or following.kind != "word":
        return False
    if low == "like" and words[index - 1].text == ",":
        return False  # `I'm scared of dogs, like really scared`
    if low in {"love", "like", "play", "study"}:
        return following.low not in CONJUNCTIONS
    return following.low in _OBJECT_OPENERS or following.text[0].isupper()


def _borrow(held: list[Word], rest: tuple[Word, ...], joint: str) -> list[Word]:
    """The subject, and where it fits the auxiliaries, that the next clause shares with the one before."""
    start = next((place for place, word in enumerate(held) if word.text == "I"), None)
    if joint != "borrowed" or start is None:
        return []
    subject = [held[start]]
    frame = [held[start]]
    for word in held[start + 1 : start + _MAX_FRAME]:
        if word.low not in _AUXILIARIES:
            break
        frame.append(word)
    while (
        frame
        and frame[-1].low not in {"to", "can", "will", "would", "could", "might", "may", "am", "I"}
        and len(frame) > 1
    ):
        frame.pop()
    verb = rest[0].low
    if verb in _GERUNDS:
        return frame if frame[-1].low == "am" else subject
    if frame[-1].low in {"to", "can", "will", "would", "could", "might", "may"} and (
        verb in _BASE_VERBS or verb in _INFINITIVES
    ):
        return frame
    return subject


_BASE_VERBS: Final = (VERBS | _NOUN_VERBS) - _GERUNDS - bag("""
    moved grew was am had can cannot could would studied graduated majored left joined became started stopped
    adopted got bought sold will do does did went gave were met lost
""")  # fmt: skip


def _connector(joint: tuple[Word, ...]) -> str:
    return next((word.low for word in joint if word.kind == "word"), "")


def _close(pieces: list[Piece], held: list[Word], joined_by: str) -> None:
    while held and held[-1].kind != "word":
        held.pop()
    while held and (held[0].kind != "word"):
        held.pop(0)
    if held:
        first = held[0].low
        joined = joined_by or (first if first in SUBORDINATORS and _subordinates(tuple(held), 0) else "")
        pieces.append(Piece(tuple(held), joined))
