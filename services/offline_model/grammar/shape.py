"""Fifth step of the grammar: a clause in its plain shape.

Openers (`by the way`, `last month`) and adverbs (`really`, `now`) go; `not`, `never` and `no longer` become the
mood, so that one pattern serves `I like jazz`, `I don't like jazz` and `I no longer like jazz`.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final, Literal

from services.offline_model.grammar.lexicon import bag
from services.offline_model.grammar.text import Word

Mood = Literal["plain", "denied", "stopped", "blocked"]

_OPENERS: Final = re.compile(
    r"""(?:
      (?:as|being)\ an?(?:\ [\w-]+){1,3}?(?=\ ,|\ I\ |\ my\ )
    | presently|at\ present|in\ this\ moment|for\ now
    | well|so|oh|ah|hey|hi|hello|yeah|yep|yes|yup
    | no(?!\ (?:more|[\w\ ]+\ (?:after\ all|this\ (?:year|summer))))|nope
    |ok|okay|right|look|listen|anyway|anyways|hmm|um|uh
    |haha|lol|wow|thanks
    | thank\ you|please|sorry|good\ morning|good\ evening|morning|greetings|cheers|cool|great|nice|sure|ugh|btw
    |fyi|tbh|ps|p\.s\.?
    | and|but|plus|also|then|because|since|as(?!\ of\ )|although|though|while|given\ that|seeing\ that|being\ that
    | actually|honestly|frankly|personally|basically|officially|finally|sadly|unfortunately|fortunately|luckily|happily
    | apparently|incidentally|interestingly|funnily\ enough|ironically|generally|normally|usually|mostly|lately
    |recently|currently
    | to\ be\ (?:honest|fair|clear|precise|exact)|by\ the\ way|for\ the\ record|for\ context|for\ reference
    |for\ your\ information
    | fun\ fact|quick\ fact|update|note|reminder|edit|correction|small\ correction|good\ news|bad\ news
    |big\ news|great\ news
    | guess\ what|you\ know(?:\ what)?|as\ you\ know|as\ i\ said|like\ i\ said|as\ i\ mentioned|as\ mentioned
    |in\ fact|after\ all
    | just\ so\ you\ know|just\ to\ let\ you\ know|just\ fyi|so\ you\ know|in\ case\ it\ matters
    |in\ case\ you\ wondered
    | (?:please\ )?(?:just\ )?(?:remember|note|know|keep\ in\ mind|bear\ in\ mind|don't\ forget)(?:\ that)?
    | (?:please\ )?do\ not\ forget(?:\ that)?|for\ what\ it\ is\ worth|fwiw|ngl|imo|imho|tbf|lowkey|fr
    |in\ all\ honesty|truth\ be\ told|turns\ out(?:\ that)?
    | it\ turns\ out(?:\ that)?|(?:the\ )?(?:truth|fact|thing)\ is(?:\ that)?|i\ (?:should|must
    |have\ to)\ (?:say|admit|confess|mention)(?:\ that)?
    | i\ (?:forgot\ to|wanted\ to|want\ to|would\ like\ to)\ (?:say|mention|tell\ you|add|share)(?:\ that)?
    |i\ told\ you(?:\ that)?
    | i\ (?:already\ )?(?:said|mentioned)(?:\ that)?|did\ i\ mention(?:\ that)?|have\ i\ mentioned(?:\ that)?
    |let\ me\ introduce\ myself
    | did\ i\ tell\ you(?:\ that)?|you\ should\ know(?:\ that)?|you\ could\ say|i\ am\ (?:proud|happy|glad
    |pleased|sad|sorry|excited)\ to\ (?:say|report|announce|share)(?:\ that)?
    | my\ (?:doctor|gp|therapist|dentist|allergist|dermatologist|cardiologist)\ (?:says|said|told\ me|confirmed
    |thinks)(?:\ that)?
    | (?:a\ )?(?:bit|little)\ about\ me|about\ me|a\ bit\ of\ background|some\ background|one\ thing\ about\ me
    |as\ for\ me|for\ me
    | these\ days|nowadays|at\ the\ moment|right\ now|now|today|as\ of\ (?:now|today|this\ \w+|last\ \w+|\w+)
    |from\ now\ on|by\ now
    | after\ (?:all\ )?(?:(?:many|a\ few|some|several|\w+)\ )?(?:years|months|weeks)(?:\ (?:of|in|at)\ \w+)?
    |after\ (?:the|my)\ \w+
    | at\ work|at\ home|when\ it\ comes\ to\ \w+(?:\ \w+)?|if\ you\ ask\ me|if\ i\ am\ honest|if\ it\ helps
    |if\ it\ matters
    | if\ you\ must\ know|if\ you\ are\ (?:curious|wondering)|in\ case\ you\ are\ wondering|like\ (?:my
    |most)\ \w+|unlike\ (?:my\ )?\w+
    | (?:weekends|(?:mon|tues|wednes|thurs|fri|satur|sun)days|most\ (?:weekends|mornings|evenings|nights|days))
      (?=\ (?:,\ )?I\ )
    | y'all|every\ (?:two|three|four|six|few|other)\ (?:days?|weeks?|months?|years?)
    |every\ (?:year|month|week|weekend|summer|winter|spring|autumn|day|morning|evening|night|\w+day)
    | hi\ there|hey\ there|hello\ there|hi\ everyone|hi\ all|long\ story\ short
    | small\ update|quick\ update|life\ update|little\ update|new\ development|plot\ twist|surprise|confession
    |disclaimer|i\ mean|see
    | besides(?:\ \w+)?|apart\ from\ (?:that|\w+)|other\ than\ that|more\ importantly|on\ top\ of\ that
    |in\ addition|ever\ since|mind\ you
    )(?=\ |,|$)[ ,]*""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_DAY: Final = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_MONTH: Final = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
TIMES: Final = (
    rf"(?:(?:by\ |before\ )?(?:next|this|last)\ (?:coming\ )?(?:week|weekend|month|year|spring|summer|autumn|fall|"
    rf"winter|semester|{_DAY}|{_MONTH})"
    rf"|(?:early\ |late\ |mid-)?(?:in|on|by|from)\ (?:early\ |late\ |mid-|the\ )?(?:{_MONTH}|{_DAY}|spring|"
    rf"summer|autumn|fall|winter|\d{{4}})"
    rf"(?:\ (?:\d{{1,2}}(?:st|nd|rd|th)?|\d{{4}}))?"
    rf"|on\ (?:the\ )?\d{{1,2}}(?:st|nd|rd|th)?(?:\ of)?\ {_MONTH}|on\ the\ \d{{1,2}}(?:st|nd|rd|th)?|"
    rf"tomorrow|tonight|soon|later\ this\ (?:week|month|year|summer)"
    rf"|in\ (?:a|an|one|two|three|four|five|six|ten|a\ few|\d+)\ (?:days?|weeks?|months?|years?)(?:'\ time)?"
    rf"|(?:a|an|one|two|three|four|five|six|ten|a\ few|some|\d+)\ (?:days?|weeks?|months?|years?)\ ago|yesterday"
    rf"|since\ (?:{_MONTH}|\d{{4}}|last\ \w+|then|childhood)|for\ (?:\w+\ ){{1,3}}(?:years|months|weeks)"
    rf"|in\ a\ (?:fortnight|couple\ of\ (?:weeks|months))|over\ (?:easter|christmas|new\ year)"
    rf"|(?:for|over|at)\ (?:the\ )?(?:bank\ holiday|half\ term|long\ weekend)(?:\ weekend)?"
    rf"|come\ (?:spring|summer|autumn|winter|{_MONTH})"
    rf"|over\ the\ (?:summer|weekend|winter)|at\ the\ end\ of\ (?:the\ |this\ )?(?:month|year|week|"
    rf"{_MONTH})|(?:at|for|over)\ (?:christmas|easter|thanksgiving|new\ year|the\ holidays))"
)
_LEAD: Final = re.compile(rf"({TIMES})(?=\ |,|$)[ ,]*", re.IGNORECASE | re.VERBOSE)
_ADVERBS: Final = bag("""
    really just also still actually currently now absolutely totally truly definitely honestly basically literally
    simply quite always mostly usually generally mainly primarily particularly especially officially recently
    finally newly proudly happily genuinely very severely extremely highly deathly mildly slightly badly terribly
    super so pretty deeply completely utterly both personally presently proper strictly already certainly sure
    obviously only-just rather mildly violently technically increasingly lately firmly strongly passionately today
    sadly kinda sorta self-confessed originally self-taught avidly huge massive big
""")
_HEADS: Final = bag("i am have do is are has a an will like love was been did name")
_NOT: Final = bag("am is are have has do does did like")
_MAX_OPENERS: Final = 6
_LOOKED_AT: Final = 14
_HEAD_WORDS: Final = 7


@dataclass(frozen=True, slots=True)
class Shape:
    """A clause ready for the patterns: its plain `line`, the words behind it, its mood and the time it opened with.

    `stopped_at` is where in the text an `any more` ends that made the mood `stopped`; 0 when there was none.
    """

    words: tuple[Word, ...]
    mood: Mood
    lead: str
    line: str
    offsets: tuple[int, ...]
    stopped_at: int

    def word_at(self, offset: int) -> Word:
        """The word that covers a character of `line`."""
        return self.words[max(0, bisect_right(self.offsets, offset) - 1)]


def shape(words: tuple[Word, ...]) -> Shape:
    """Bring the words of a clause into their plain shape."""
    rest, lead = _drop_openers(list(words))
    rest = _with_auxiliary(_with_subject(rest))
    rest = _drop_adverbs(rest)
    rest, mood = _take_mood(rest)
    rest, mood, stopped_at = _take_any_more(rest, mood)
    return _shaped(rest, mood, lead, stopped_at)


def _shaped(words: list[Word], mood: Mood, lead: str, stopped_at: int) -> Shape:
    offsets: list[int] = []
    at = 0
    for word in words:
        offsets.append(at)
        at += len(word.text) + 1
    return Shape(tuple(words), mood, lead, " ".join(word.text for word in words), tuple(offsets), stopped_at)


def _drop_openers(words: list[Word]) -> tuple[list[Word], str]:
    lead = ""
    for _ in range(_MAX_OPENERS):
        head = " ".join(word.text for word in words[:_LOOKED_AT])
        time = _LEAD.match(head)
        found = time or _OPENERS.match(head)
        if not found or found.end() == 0 or (found.end() >= len(head) and len(words) <= _LOOKED_AT):
            break
        lead = time.group(1) if time else lead
        words = words[len(head[: found.end()].split()) :]
    return words, lead


def _with_subject(words: list[Word]) -> list[Word]:
    """`Moved to Porto last month`, `Allergic to peanuts`: the writer left the subject out."""
    while len(words) > 1 and (
        words[0].low in _COLOURS or (words[0].low == "back" and words[1].low in {"living", "working"})
    ):
        words = words[1:]
    state = _state_without_subject(words)
    if state or not words:
        return state
    first = words[0]
    opening = " ".join(word.low for word in words[:3])
    did = first.low == "did" and words[1].low in {"a", "an", "my"}
    if did or opening.startswith("had to ") or opening in {"can not stand", "can not bear"}:
        return [Word("I", first.start, first.start), *words]
    if first.low == "been":
        return [Word("I", first.start, first.start), Word("am", first.start, first.end), *words[1:]]
    if first.low in _BARE_VERBS and not (
        first.low in {"married", "divorced"} and words[1:2] and words[1].low in {"with", "and", "to", ","}
    ):
        return [Word("I", first.start, first.start), *words]
    if first.low in _BARE_STATES or (_goes_on(first) and not _FINITE & {word.low for word in words[1:]}):
        return [Word("I", first.start, first.start), Word("am", first.start, first.start), *words]
    return words


_COLOURS: Final = bag("just recently currently finally also officially newly happily")


def _state_without_subject(words: list[Word]) -> list[Word]:
    """`Not a fan of crowds`, `obsessed with Catan`, `never liked olives`: the words with `I am` or `I have`."""
    lows = [*(word.low for word in words[:4]), "", ""]
    at = words[0].start if words else 0
    subject = Word("I", at, at)
    if lows[0] == "not" and _FOND & set(lows[1:4]):
        return [subject, Word("am", at, at), *words]
    if lows[0] in {"always", "never"} and lows[1] in _FELT:
        return [subject, Word("have", at, at), *words]
    if lows[0] == "never" and lows[1] == "could":
        return [subject, *words]
    if lows[0] in _LEANING and lows[1] in _LEANT_ON:
        return [subject, Word("am", at, at), *words]
    if lows[:2] in (["colour", "blind"], ["color", "blind"]):
        return [subject, Word("am", at, at), *words]
    return []


_FOND: Final = bag("fan keen into fond big crazy")
_FELT: Final = bag("loved liked hated enjoyed wanted adored")
_LEANING: Final = bag(
    "obsessed addicted hooked partial scared terrified afraid crazy mad nuts fond keen passionate allergic intolerant"
)
_LEANT_ON: Final = bag("with to on of about")


def _goes_on(first: Word) -> bool:
    """`Tending bar in Asheville`: an action that is its own sentence, the subject left out."""
    return first.low.endswith("ing") and first.low not in _PLAIN_ING and len(first.low) > len("thing")


_DOING: Final = bag("live work sell teach study speak have play want know hate eat drink stay learn")
"""Verbs that writers of several Englishes put after `I am` as they are."""
_FINITE: Final = bag(
    "is was are were makes helps takes requires can will would has does should beats feels sounds means"
)
_PLAIN_ING: Final = bag(
    "sing bring swing ring cling sling string spring fling sting wing ping anything everything something nothing "
    "morning evening being wedding building during including according regarding concerning considering assuming"
)


def _with_auxiliary(words: list[Word]) -> list[Word]:
    """`I quit soccer, doing theatre now`: the borrowed subject before a gerund."""
    if (
        len(words) > len(("I", "am", "live"))
        and [words[0].text, words[1].low] == ["I", "am"]
        and words[2].low in _DOING
    ):
        return [words[0], *words[2:]]
    if (
        len(words) > len(("I", "doing"))
        and words[0].text == "I"
        and words[1].low.endswith("ing")
        and words[1].low not in _PLAIN_ING
    ):
        return [words[0], Word("am", words[0].end, words[0].end), *words[1:]]
    return words


_BARE_VERBS: Final = bag(
    "moved relocated adopted rescued joined switched love hate adore graduated married divorced broke "
    "bought sold became got started quit left booked finished lost lived worked speak play "
    "went took gave began found chucked packed jacked binned ditched dropped cancelled canceled called scrapped gone "
    "turned switched stopped outgrew signed treated picked flogged inherited upgraded rehomed traded pulled split "
    "knocked studied grew trained retired"
)
_BARE_STATES: Final = bag(
    "allergic vegetarian vegan pescatarian single married divorced retired unemployed living working "
    "based diabetic lactose moving flying learning training doing majoring studying raising saving engaged "
    "expecting hoping trying planning aiming going getting off dyslexic autistic asthmatic "
    "colour-blind colorblind color-blind deaf teetotal "
    "reared raised born posted"
)


def _drop_adverbs(words: list[Word]) -> list[Word]:
    """Drop adverbs near the head, where they colour the verb; later ones may belong to a value."""
    out: list[Word] = []
    for index, word in enumerate(words):
        heads = out and (
            out[-1].low in _HEADS or (out[-1].low in {"not", "never", "longer"} and len(out) < _HEAD_WORDS)
        )
        if index < _HEAD_WORDS and heads and word.low in _ADVERBS and index + 1 < len(words):
            continue
        emphatic = word.low == "do" and out and out[-1].text == "I" and index + 1 < len(words) and len(out) == 1
        if emphatic and words[index + 1].low in {
            "love",
            "like",
            "enjoy",
            "have",
            "live",
            "work",
            "speak",
            "prefer",
            "hate",
        }:
            continue
        out.append(word)
    return out


def _take_mood(words: list[Word]) -> tuple[list[Word], Mood]:
    lows = [word.low for word in words]
    mood: Mood = "plain"
    drop: set[int] = set()
    for index in range(1, min(len(lows), _HEAD_WORDS)):
        if lows[index] == "no" and lows[index + 1 : index + 2] == ["longer"]:
            drop, mood = {index, index + 1}, "stopped"
        elif lows[index] in {"not", "never"} and (lows[index - 1] in _NOT or lows[index - 1] == "i"):
            drop, mood = {index}, "denied"
            if lows[index + 1 : index + 2] in (["only"], ["just"], ["just"]):
                mood = "blocked"
        elif (
            lows[index] in {"hardly", "barely", "rarely", "seldom", "scarcely", "almost", "nearly"}
            and lows[index - 1] in _HEADS
        ):
            drop, mood = {index}, "blocked"
        else:
            continue
        if lows[index - 1] in {"do", "does"}:
            drop.add(index - 1)
        break
    return [word for index, word in enumerate(words) if index not in drop], mood


def _take_any_more(words: list[Word], mood: Mood) -> tuple[list[Word], Mood, int]:
    """`not … any more` says that something stopped; the last number is where in the text `any more` ends, else 0."""
    for index in range(len(words) - 1):
        if words[index].low == "any" and words[index + 1].low in {"more", "longer"} and mood in {"denied", "stopped"}:
            return words[:index] + words[index + 2 :], "stopped", words[index + 1].end
    return words, mood, 0
