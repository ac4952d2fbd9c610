"""Guard: the operation and the words must agree. What is denied is no fact, and what is so has not ended.

"I don't live in Porto any more" backs the retraction of Porto; "I don't eat meat" backs the diet "no meat".
"""

import re
from typing import Final

from services.extractor.guards.reading import Reading
from services.extractor.guards.words import content_words, last, related

_IDIOMS: Final = re.compile(
    r"\b(?:can'?t|cannot|could ?n'?t|can not) (?:wait|stop|help|live without|do without|be without|get enough|resist"
    r"|imagine life without"
    r"|believe|complain|go (?:a day )?without|agree more|be (?:happier|prouder|more))\b|\b(?:would ?n'?t"
    r"|won'?t) (?:trade|change|miss)\b"
    r"|\bnot (?:only|just|merely|to mention|that it matters|kidding|joking|gonna lie|going to lie|far from|unlike"
    r"|bad at|sure why)\b"
    r"|\b(?:do ?n'?t|do not) (?:forget|get me wrong|worry|know (?:why|how|what|if|where|about you)|mind me|tell"
    r"|judge|laugh|ask|let)\b"
    r"|\bnever (?:stop(?:ped|s)?|miss(?:ed|es)?|tire[ds]?|get(?:s|ting)? (?:tired|enough|bored)|fail(?:s|ed)?|mind"
    r"|forget|regret(?:ted)?"
    r"|leave|left|knew|thought|without|say no)\b|\bno (?:doubt|problem|worries|joke|kidding|wonder|lie|secret"
    r"|one (?:knows|believes))\b"
    r"|\bnothing (?:beats|like|better|but)\b|\bwhy (?:do ?n'?t|not)\b|\b(?:did ?n'?t|never) (?:know|realise"
    r"|realize)\b|\bif (?:not|i'?m not)\b"
    r"|\bhave ?n'?t (?:stopped|missed)\b"
)
_NEGATION: Final = re.compile(
    r"\b(?:not|never|neither|nor|cannot|no longer|hardly|without|ain'?t|(?:do|does|did|is|are|was|were|have|has|had"
    r"|ca|wo|would|could"
    r"|should|must)n'?t|no|don'?t|can'?t|won'?t)\b"
)
# "I don't think I like jazz" denies that I like jazz; "I don't know why I like jazz" does not.
_RAISED: Final = re.compile(
    r"\b(?:do ?n'?t|do not|did ?n'?t|never) (?:think|believe|feel like|suppose|reckon|mean|say|said"
    r"|claim)(?: that)?[\s,]*$"
    r"|\bit(?:'?s| is) not (?:true|like|as if|the case)(?: that)?[\s,]*$|\bit(?:'?s| is)n'?t (?:true|like"
    r"|as if)(?: that)?[\s,]*$"
)
HINTS: Final = ("no", "n't", "nt", "never", "neither", "hardly", "without")
"""Without one of these nothing is denied."""
_EMBEDDED: Final = re.compile(r"\b(?:i|i'?m|i'?ve|we|my)\b")
_DISLIKE: Final = re.compile(r"\b(?:hate|dislike|mind|detest|loathe|despise)\b")
_ALLERGIC: Final = re.compile(r"\b(?:allerg\w+|intoleran\w+|react\w*|sensitive)\b")
# "No egg, please, it brings me out in hives": what is refused is what the allergy is to.
_REACTS: Final = re.compile(
    r"\b(?:swell\w*|hives|rash(?:es)?|itch\w*|welts|urticaria|anaphyla\w+|epi-?pen|throat|tongue|in (?:the )?(?:er|"
    r"hospital)"
    r"|reaction|makes? me (?:ill|sick|sneeze|wheeze|vomit)|a shock)\b"
)
_NEGATIVE: Final = re.compile(
    r"\b(?:no|not|non|never|without|avoids?|free|doesn't|does not|isn't|can't|cannot|won't|dislikes?|un\w+|quit|stop"
    r"|anti)\b|-free\b|n't\b"
)
_BY_STATEMENT: Final = frozenset({"other", "diet", "dislikes", "health", "goal", "allergy", "plan"})
_ENDING: Final = re.compile(
    r"n'?t\b|\b(?:no|not|never|longer|any ?more|stop\w*|quit\w*|left|leav\w+|end\w*|over|off|cancel\w*|sold|sell\w*"
    r"|lost|los\w+|gave|giv\w+"
    r"|given|died|dead|dies|pass\w*|broke\w*|break\w*|split|separat\w+|divorc\w+|moved?|moving|chang\w+|switch\w+"
    r"|former\w*|ex|used|back"
    r"|away|gone|without|rid|drop\w*|wrong|forget|remove|delete|actually|instead|now|was|were|had|did|retire\w*"
    r"|fired|laid|finish\w*"
    r"|complet\w+|done|already|past|before|previous\w*|outgr\w+|cured|healed|recover\w+|stolen|crash\w*|return\w*"
    r"|rehomed|donat\w+|tired"
    r"|bored|hate|dislike|cannot|correct\w*|mistak\w+|wrote|sorry|scrap\w*|abandon\w*|withdr\w+|skip\w*|postpon\w*"
    r"|call\w* off|put down)\b"
)
_IS_SO: Final = re.compile(
    r"^(?:and |but |so |hi |hey |well |, ?)*(?:i|we)(?:'?m| am| are| have| live| work| love| like| own| speak| play"
    r"| eat| enjoy|'?ve got| hate)\b"
    r"|^(?:and |but |so |, ?)*my name is\b|^(?:and |but |so |, ?)*my \w+ is\b"
)


def is_denied(reading: Reading) -> bool:
    """Tell whether an assertion rests on words that deny it."""
    if reading.retracts or reading.derived:
        return False
    if _RAISED.search(reading.lead + reading.before) or _raised_within(reading.before):
        return True
    before = _IDIOMS.sub(" ", reading.before)
    negation = last(_NEGATION, before)
    if negation is None or _EMBEDDED.search(before, negation.end()):
        return False
    return not _means_the_denial(reading, before)


def _raised_within(before: str) -> bool:
    own = last(_EMBEDDED, before)
    return own is not None and bool(_RAISED.search(before[: own.start()]))


def _means_the_denial(reading: Reading, before: str) -> bool:
    """Tell whether it is the denial that the fact says: "no meat", "dislikes jazz", "allergic to nuts"."""
    clause = content_words(reading.clause)
    if not all(any(related(word, said) for said in clause) for word in content_words(reading.value)):
        return True
    if reading.slot == "dislikes":
        return not _DISLIKE.search(before)
    if reading.slot == "allergy":
        if _REACTS.search(reading.sentence):
            return True
        return not _ALLERGIC.search(reading.clause) and bool(
            re.search(r"\b(?:eat|drink|have|tolerate|touch|digest|stand|handle)\b", before)
        )
    if _NEGATIVE.search(reading.value):
        return True
    return reading.slot in _BY_STATEMENT and bool(_NEGATIVE.search(reading.statement))


def is_not_ended(reading: Reading) -> bool:
    """Tell whether a retraction rests on words that say that it is so."""
    if not reading.retracts or reading.derived or not reading.english:
        return False
    around = " ".join((reading.sentence, re.split(r"[.?!\n]", reading.following)[0]))
    value = set(content_words(reading.value))
    said = " ".join(word for word in around.split() if word.strip(".,!?") not in value)
    return bool(_IS_SO.search(reading.clause)) and not _ENDING.search(said)
