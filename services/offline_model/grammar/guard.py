"""Sixth step of the grammar: which clauses may be believed.

Believed is what the user states about themselves, now, as a fact. Questions, conditions, wishes, games of pretence,
dreams, reported speech, hedges and sarcasm are not.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from services.offline_model.grammar.clauses import SUBJECTS, Piece, split_clauses
from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.sentences import Sentence
from services.offline_model.grammar.text import Word

_ASKING: Final = bag("""
    what who whose whom which where when why how do does did is are was were can could would will should shall may
    have has any am anyone anybody
""")
_AUXILIARIES: Final = bag("do does did can could would will is are was were have has")
_DETERMINERS: Final = bag("the a an this that these those any some everyone everybody anyone anybody we us")
_LEADS_IN: Final = bag("so and but ok okay well hey hi then also please , btw anyway yeah oh")
_REASONS: Final = frozenset({"because", "since", "as", "given", "though", "although"})
_CONDITIONS: Final = frozenset({"if", "unless", "whether", "when", "until", "till", "suppose"})
_HARMLESS_IF: Final = re.compile(
    r"^if (?:you ask me|i am honest|it helps|that helps|it matters|that matters|you must know|you are |"
    r"you (?:ever )?(?:need (?:it|this|that|to)|want to know|wonder)|that is (?:of )?(?:any )?(?:use|help))"
)
_SAID_BEFORE: Final = re.compile(
    r"^(?:as|like) (?:i|you) (?:have )?(?:already )?(?:said|mentioned|told|know|remember)\b"
)
_OPAQUE: Final = frozenset(
    {"that", "which", "who", "whom", "whose", "where", "whether", "before", "after", "than", "like"}
)
_PRETENCE: Final = re.compile(
    r"\b(?:pretend|role-?play|let us (?:say|pretend|imagine|assume)|imagine|suppose|supposing|assume|"
    r"assuming|hypothetically"
    r"|in theory|act as|in (?:my|the|this|a) (?:dreams?|(?:story|novel|game|book|film|movie|scene|"
    r"simulation)(?: i| ,)|alternate)"
    r"|(?:i|my) (?:dreamt|dreamed)|had a dream|nightmare|my character|my avatar|my npc|as a joke|"
    r"fictional|say i am|what if"
    r"|how do (?:you|i) say|in another life|in a parallel|once upon a time|if only|i wish|wish i|would "
    r"that|my alter ego"
    r"|for the sake of argument|for example , i|for instance , i|e\.g\.|an example sentence|write (?:a|an|"
    r"me) \w+ (?:where|in which|about))\b"
)
_LASTING_PRETENCE: Final = re.compile(
    r"\b(?:pretend|role-?play|let us (?:pretend|imagine)|act as if|in this (?:story|game|scenario)|my "
    r"character|fictional|(?:write|tell) (?:me )?a (?:story|poem|scene|monologue|dialogue|joke|song))\b"
)
_HEDGES: Final = re.compile(
    r"\b(?:maybe|perhaps|possibly|probably|supposedly|allegedly|might|i think|i guess|i suppose|i assume|"
    r"i bet|i doubt|not sure|"
    r"i feel like|i am afraid(?! of)|i fear|i swear|i could swear|someone said|rumou?r|they say|people say|"
    r"people think|some say)\b"
)
_REPORTED: Final = re.compile(
    r"^(?!i\b)(?!my (?:doctor|gp|therapist|dentist|allergist|dermatologist|cardiologist)\b)(?:[^,]{0,60} )?"
    r"(?:say|says|said|saying|think|thinks|thought|told|tells|claims|claimed|believes|believed|insists|"
    r"insisted|joked|jokes|wrote|writes|"
    r"reckons|assumes|assumed|asks|asked|wishes|keeps telling|keeps saying|swears|argues|complains|"
    r"complained|quoted|sings|sang|replied|texted)\b"
)
_SARCASM: Final = re.compile(
    r"(?:\byeah ,? ?right\b|\boh ,? ?(?:great|joy|sure|yes|yay|wonderful|brilliant|fantastic)\b|\bas if\b|"
    r"\bsure ,? (?:because )?i\b|\bi (?:just |absolutely |simply |totally |really |so )*(?:love|enjoy|"
    r"adore|like) "
    r"(?:it when|how|when|being|getting|waking up|having to|waiting|standing in|sitting in traffic|paying|"
    r"losing|working (?:late|weekends|overtime|on)|doing (?:my )?taxes|mondays|traffic|meetings that)\b|"
    r"\bsaid (?:no one|nobody) ever\b|\bmy favorite thing (?:ever|in the world)\b"
    r"|\bof course i (?:love|enjoy|adore)\b|\bbecause (?:obviously|clearly|of course)\b|\bwho does not "
    r"(?:love|like|enjoy)\b|\bhighlight of my (?:day|week|month|year|life)\b|\byay me\b|\blucky me\b|\bnot\s*$)"
)
_SARCASM_MARK: Final = re.compile(r"(?:^|\s)/s\b|🙄|\blol jk\b|\bjk\b", re.IGNORECASE)
_TAKEN_BACK: Final = re.compile(
    r"^(?:just |only |i am |lol |haha |ha |no )*(?:kidding|joking|jk|not|i wish|as if|yeah ,? right|just "
    r"messing(?: with you)?|joke|psych|not really|said no one ever|/s|in my dreams|of course not)$"
)
_LEAST_ASKING: Final = 4
"""How many words a question has at least that is no `right?` or `you know?`."""
_PAST: Final = re.compile(
    r"\b(?:used to|back then|in the past|as a (?:kid|child|teenager|boy|girl)|when i was|at the time|"
    r"growing up|once)\b"
)


def believed(sentences: list[Sentence], text: str) -> list[Piece]:
    """The clauses, of all sentences in order, that the user asserts or asks. `text` is the masked original."""
    kept: list[Piece] = []
    for index, sentence in enumerate(sentences):
        line = sentence.line
        if _LASTING_PRETENCE.search(line):
            break
        following = sentences[index + 1].line if index + 1 < len(sentences) else ""
        if _PRETENCE.search(line) or _TAKEN_BACK.match(following) or _mocks(sentence, sentences, index, text):
            continue
        kept.extend(_of_sentence(sentence))
    return kept


def pretends(line: str) -> bool:
    """Whether a sentence plays a game: what it says of anybody is invented."""
    return bool(_PRETENCE.search(line) or _LASTING_PRETENCE.search(line))


def is_past(line: str) -> bool:
    """Whether a clause speaks of a time that is over."""
    return bool(_PAST.search(line.lower()))


def _mocks(sentence: Sentence, sentences: list[Sentence], index: int, text: str) -> bool:
    if _SARCASM.search(sentence.line):
        return True
    start = sentence.words[0].start
    end = sentences[index + 1].words[0].start if index + 1 < len(sentences) else len(text)
    return bool(_SARCASM_MARK.search(text, start, min(end, sentence.words[-1].end + 12)))


def _of_sentence(sentence: Sentence) -> list[Piece]:
    pieces = split_clauses(sentence)
    lines = [" ".join(word.low for word in piece.words) for piece in pieces]
    kept: list[Piece] = []
    question = next((place for place, piece in enumerate(pieces) if _asks(piece)), None)
    for place, (piece, line) in enumerate(zip(pieces, lines, strict=True)):
        conditional = piece.joined_by in _CONDITIONS or piece.first in _CONDITIONS
        if _HARMLESS_IF.match(line) or _SAID_BEFORE.match(line):
            continue
        if conditional or _REPORTED.match(line):
            break  # what hangs on a condition, or on another's word, is not claimed either
        if _HEDGES.search(line):
            continue
        last_asks = question is None and place < len(pieces) - 1 and len(pieces[-1].words) >= _LEAST_ASKING
        if piece.joined_by in _OPAQUE or (not last_asks and _is_question(sentence, piece, place, question)):
            kept.append(replace(piece, asked=True))
            continue
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if following and following.joined_by in {"if", "unless"} and not _HARMLESS_IF.match(lines[place + 1]):
            continue
        kept.append(piece)
    return kept


def _is_question(sentence: Sentence, piece: Piece, place: int, question: int | None) -> bool:
    if question is None:
        return sentence.asks
    return place >= question and not (piece.joined_by in _REASONS and place > question)


def _asks(piece: Piece) -> bool:
    words = [word for word in piece.words if word.kind == "word"]
    while words and words[0].low in _LEADS_IN:
        words = words[1:]
    if not words or words[0].low not in _ASKING or _denies(words):
        return False
    return words[0].low not in {"have", "am"} or len(words) == 1 or words[1].low in {"you", "i", "any", "there"}


def _denies(words: Sequence[Word]) -> bool:
    """`Couldn't settle in York, …`: who is spoken of is left out, while a question has them behind the verb."""
    behind = [word.low for word in words[1:3]]
    return (
        words[0].low in _AUXILIARIES
        and behind[:1] == ["not"]
        and not (behind[1:2] and behind[1] in SUBJECTS | _DETERMINERS)
    )
