"""Guard: conditions, wishes, guesses, games of pretence. A wish is no fact but where wishes belong: a goal, a plan."""

import re
from typing import Final

from services.extractor.guards.question import takes_for_granted
from services.extractor.guards.reading import Reading

_CONDITION: Final = re.compile(
    r"^(?:and|but|so|only|even|what|as|or|then|,|\s)*(?:if|unless|whether|suppos(?:e|ing)|assum(?:e|ing)|in case"
    r"|provided)\b"
)
_IF: Final = re.compile(r"\b(?:if|unless)\b")
_THEN: Final = re.compile(r"\b(?:would|'d|could|i'll)\b")
_HARMLESS: Final = re.compile(
    r"^(?:even )?if (?:i'?m (?:honest|not mistaken|being honest)|i remember|you must know|you ask me|it helps)"
)
_CONDITIONAL: Final = re.compile(
    r"\b(?:i|we)(?:'?d| would)(?: probably| maybe| surely| definitely| just)* (?!say\b|call\b|describe\b|consider\b"
    r"|never\b|not\b"
    r"|rather not\b|been\b|had\b|\w+ed\b)\w+|\bi could (?:be|become|move|live|work|learn)\b|\bwould (?:be|have been)\b"
)
_WANTS: Final = re.compile(
    r"\b(?:want(?:ed)? to|wanna|wanting to|want an?|hop(?:e|ing) to|dream(?:ing|t|ed)? (?:of|about)|thinking (?:of"
    r"|about)"
    r"|thought about|consider(?:ing)? (?!myself)|planning (?:to|on)|plan to|trying to|tempted to|(?:'?d"
    r"|would) (?:love|like) (?:to\b|an?\b)"
    r"|looking for|need an?|in the market for|should (?:get|buy|become|go|move)|was going to|almost|nearly)\b"
)
_GUESS: Final = re.compile(
    r"^(?:and |but |so |or )*(?:maybe|perhaps|possibly|supposedly|allegedly|theoretically)\b(?! \d)|\bi (?:might"
    r"|may)\b(?! (?:have mentioned|know))"
    r"|\bnot sure (?:if|whether|that)?|\bi (?:doubt|wonder)\b|\bno idea (?:if|whether)\b"
)
_WISH: Final = re.compile(
    r"\b(?:i wish|wish i|if only|in my dreams|in another life|in a(?:nother| parallel) (?:life|universe|world))\b"
)
_PRETENCE: Final = re.compile(
    r"\b(?:pretend(?:ing)?|role-?play(?:ing)? (?:as|that|where)|let'?s (?:say|pretend|imagine|assume|role-?play)"
    r"|imagine (?:that )?"
    r"(?:i|we|you|me)\b|imagine|suppose (?:that )?(?:i|we)\b|assum(?:e|ing) (?:that )?(?:i|we)\b|hypothetically"
    r"|what if|act as"
    r"|in (?:my|the|this|that|a) (?:dreams?|story|novel|game|book|movie|film|scenario|scene|play)(?:,| i\b)"
    r"|my (?:character|avatar|alter ego)"
    r"|i (?:dreamt|dreamed)|had a dream|for (?:example|instance),? i|an example sentence|say i'?m an?\b|(?:write"
    r"|tell) (?:me )?an?"
    r" (?:\w+ )?(?:story|poem|scene|monologue|dialogue|joke|song|sentence))\b"
)
_LASTING: Final = re.compile(
    r"\b(?:let'?s (?:role-?play|pretend|imagine)|pretend (?:that |to be|you|i\b|we)|(?:in|for) this (?:story|game"
    r"|scenario|role-?play)"
    r"|imagine (?:that )?(?:i|we|you)\b|write (?:me )?an? (?:\w+ )?(?:story|poem|scene|monologue|dialogue|song))\b"
)
_MODAL: Final = re.compile(
    r"\b(?:wants?|wish(?:es)?|hopes?|would|dreams?|plans?|considers?|considering|thinking|might|may|trying|needs?"
    r"|looking)\b"
)
HINTS: Final = (
    *("if", "unless", "whether", "suppos", "assum", "in case", "provided", "ould", "'d", "id ", "wed "),
    *("wan", "hop", "dream", "thinking", "thought", "consider", "plan", "trying", "tempted", "d like", "d love"),
    *("looking", "need", "market", "was going", "almost", "nearly", "maybe", "perhaps", "possibly", "allegedly"),
    *("theoretically", "might", "may", "not sure", "doubt", "wonder", "no idea", "wish", "nother", "parallel"),
    *("pretend", "play", "imagin", "s say", "say i", "hypothe", "act as", "example", "instance", "write", "tell"),
    *("story", "novel", "game", "book", "movie", "film", "scen", "character", "avatar", "alter"),
)
"""Of each condition, wish, guess and game a part."""
_OF_WISHES: Final = frozenset({"goal", "plan"})
_OWN: Final = frozenset({"other", "likes", "dislikes"})


def is_hypothesis(reading: Reading) -> bool:
    """Tell whether what the fact says is only imagined, wished or guessed."""
    said = reading.clause if reading.derived else reading.before
    before = reading.lead + said
    imagined = bool(
        _PRETENCE.search(before)
        or _WISH.search(before)
        or _GUESS.search(said)
        or _lasts(reading.earlier)
        or _depends(reading, said)
        or (_is_wished(said) and not _may_be_wished(reading))
    )
    return imagined and not takes_for_granted(reading)


def _depends(reading: Reading, said: str) -> bool:
    """Tell whether it hangs on a condition: "if I lived in Rome", and with one even "I would learn Italian"."""
    if _CONDITION.match(reading.clause) and not _HARMLESS.match(reading.clause):
        return True
    return bool(_IF.search(reading.lead + reading.tail) and _THEN.search(said))


def _may_be_wished(reading: Reading) -> bool:
    return reading.slot in _OF_WISHES or (reading.slot in _OWN and bool(_MODAL.search(reading.statement)))


def _is_wished(said: str) -> bool:
    return bool(_CONDITIONAL.search(said) or _WANTS.search(said))


def _lasts(earlier: str) -> bool:
    """Tell whether the paragraph has begun a game of pretence."""
    return bool(_LASTING.search(earlier.rpartition("\n\n")[2]))
