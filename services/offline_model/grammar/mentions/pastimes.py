"""Pastimes and tastes anywhere in a sentence: a known pastime beside a habit, a group or a doing."""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cleaners import CLEANERS
from services.offline_model.grammar.lexicon import pastimes, words
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import BEGIN, END, any_of
from services.offline_model.grammar.mentions.subject import is_own

_OF_MANY_SENSES: Final = words("""
  go, reading, travelling, traveling, cooking, league, track, radio, flying, dance, scouts, coins, pool, go fish,
  trivia, weights, ultimate, the box
""")
_KNOWN: Final = rf"(?:{any_of((pastimes.ACTIVITIES | pastimes.INSTRUMENTS) - _OF_MANY_SENSES)})"
_WIDE: Final = rf"(?:{any_of(pastimes.ACTIVITIES | pastimes.INSTRUMENTS)})"
_DAY: Final = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: (?:mornings?|evenings?|nights?|afternoons?|arvos?))?|"
    r"weekends?|weeks?|mornings?|evenings?|nights?|days?|arvos?|months?|years?|falls?|winters?|summers?|springs?|"
    r"autumns?|season|weeknights?|lunchtimes?)"
)
_OFTEN: Final = (
    rf"(?:(?:every|each|most|basically every|nearly every|on|at|by|a|per|in the|in|two|three|four|once|twice|one) "
    rf"(?:(?:other|single|second|few|free|a|per|one|the|two|three|times|nights?|days?) ){{0,3}}{_DAY}|daily|weekly|"
    rf"religiously|regularly|since I (?:was|am)|for (?:[\w-]+ ){{1,2}}years|since [\w-]+|all the time|competitively|"
    rf"after work|before work|whenever)"
)
_LIST: Final = r"(?P<what>{0}(?: (?:, and|,|and|plus) (?:the )?{0}){{0,3}})"
_HOBBY: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}(?P<what>{_KNOWN}) (?:, )?I (?:am |have been |still |also |really )*(?:play|playing|do|doing|"
            rf"learn|learning|dance|dancing|practise|practising|love|enjoy|picked up|took up){END}"
        ),
        (
            rf"{BEGIN}I (?:[\w'-]+ ){{0,2}}?(?:play|playing|practise|practice|practising|do|did|am doing|go|go for|"
            rf"am into|love|"
            rf"enjoy|like|adore|took up|have taken up|taken up|started|got into|get into|joined|have joined|have taken "
            rf"to|taken to|train|compete in|learn|learnt|learning|am learning|studying|study|dance|dancing|coach|run|"
            rf"attend|signed up for|obsessed with|hooked on|addicted to|am mad about|miss|mad for|good at|go|go for|"
            rf"picked "
            rf"up)(?: "
            rf"(?!not|no|never|to|he|she|my|your|his|her)[\w'-]+){{0,3}}? {_LIST.format(_KNOWN)}{END}"
        ),
        (
            rf"{BEGIN}I (?:[\w'-]+ ){{0,2}}?(?:play|playing|played) (?:the |a bit of |some |a little |in a "
            rf")*{_LIST.format(_WIDE)}{END}(?! role)"
        ),
        (
            rf"{BEGIN}my (?:own |local |weekly |monday |tuesday |wednesday |thursday |friday |saturday |sunday |"
            rf"amateur |"
            rf"community |church |old |new |regular |beginners? |adult |village |school |work |university |mixed "
            rf")*(?P<what>{_WIDE}|book|running|rowing|sewing|drama|quiz|writing|walking|film|photography|history|"
            rf"language)(?: (?:{pastimes.GROUPS})){END}"
        ),
        (
            rf"{BEGIN}(?P<what>{_KNOWN}) (?:is my|is a|am my|keeps me|, that is my|, my|is what)(?: [\w'-]+){{0,2}} "
            rf"(?:thing|hobby|passion|therapy|escape|obsession|happy place|sane|life|love|joy|zen|sport|game|jam|"
            rf"nights?|release|hobbies|outlet|stress relief){END}"
        ),
        rf"{BEGIN}(?P<what>{_KNOWN})(?: ,)?(?: [\w'-]+){{0,4}}? {_OFTEN}{END}",
        rf"{_OFTEN} (?:, )?(?:[\w'-]+ ){{0,6}}?(?:I |me )(?:[\w'-]+ ){{0,4}}?(?P<what>{_KNOWN}){END}",
        (
            rf"{BEGIN}(?:a |an |the )(?:[\w'-]+ )?(?P<what>{_KNOWN}) (?:club|group|team|league|class|society|choir|"
            rf"band|"
            rf"circle|squad|lessons|course) (?:on|every|at|in|since|I|with){END}"
        ),
        (
            rf"{BEGIN}(?:been|obsessed with|hooked on|into|taken to|taken up|took up|got into|back into|mad about|"
            rf"addicted "
            rf"to|learning|playing|practising|at) (?:the )?(?P<what>{_KNOWN}){END}"
        ),
        (
            rf"{BEGIN}I (?:captain|lead|leading|run|coach|organise|conduct|help run|umpire|referee)(?: "
            rf"[\w'-]+){{0,"
            rf"4}}? (?P<what>{_KNOWN}|choir|alto section|band|book club|team|thirds|scouts|brass band){END}"
        ),
    )
)
_HABIT: Final = re.compile(
    rf"\b(?:{_OFTEN}|weekends|(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: nights?| mornings?| evenings?)|in "
    rf"(?:my )?(?:free|spare) time|at the club|"
    r"without fail|years now|for fun|to (?:relax|unwind|wind down|clear my head)|my (?:club|team|group|"
    r"instructor))(?= |$)"
)
_PAID: Final = re.compile(
    r"\b(?:teach\w*|work|working|job|instructor|contractor|company|shop|clients?|employ\w*|boss|shift|salary|career|"
    r"business|lecture|museum|warehouse|manager|student|studying|degree)\b"
)
_DONE: Final = re.compile(rf"{BEGIN}(?P<what>{_KNOWN}){END}")
_ENSEMBLE: Final = re.compile(
    rf"{BEGIN}I (?:[\w'-]+ ){{0,3}}?(?:sing|play|singing|playing|am|drum)(?: [\w'-]+){{0,2}}? (?:in|with|for|on) "
    rf"(?:a|the|my|an|one)(?: [\w'-]+){{0,3}}? (?P<what>choir|band|orchestra|choral society|quartet|brass band|"
    rf"ceilidh band|covers band|ensemble|chorus|church choir|parish choir){END}"
)
_DO: Final = any_of(
    set(pastimes.DOINGS)
    - {
        "travel",
        "read",
        "act",
        "skip",
        "lift",
        "write",
        "cook",
        "ride",
        "box ",
        "fence",
        "box",
        "bike",
        "spin",
        "jam",
        "bowl",
    }
)
_DOES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}I (?:also |mostly |usually |still |always |often |really |very )*(?:like |love |enjoy |like to |"
            rf"love "
            rf"to |adore )(?:to )?(?P<what>{_DO})(?P<more>(?: (?!every|on|at|in|since|with|most|for|and|but|so|"
            rf"twice|to|"
            rf"the|my|a|it|this|that|you|about|if)[\w'-]+){{0,2}}){END}"
        ),
        (
            rf"{BEGIN}(?:with|and) (?:my [\w'-]+|[A-Z][\w'-]+|me) (?:and (?:I|me) )?(?P<what>{_DO})(?P<more>(?: "
            rf"[\w'-]+){{0,1}}?)(?: [\w'-]+){{0,3}}? (?:every|most|each) {_DAY}{END}"
        ),
        (
            rf"{BEGIN}I (?:[\w'-]+ )?(?P<what>collect|build|restore|make|grow|breed|photograph|sculpt|carve|sing|dance|"
            rf"brew|bake|draw|paint|catch|carve|forage for|click)(?P<more> (?:model |old |vintage |antique |my own |"
            rf"rare |wild |the |some |my )*(?:trains?|ships|planes|stamps|coins|vinyl|records|figurines|dolls|teapots|"
            rf"watches|clocks|cameras|comics|fossils|shells|postcards|badges|guitars|furniture|tractors|motorbikes|"
            rf"cars|"
            rf"bikes|radios|bowls|pots|jewellery|jewelry|candles|soap|quilts|dresses|cheese|jam|bread|sourdough|beer|"
            rf"wine|cider|vegetables|veg|tomatoes|roses|dahlias|orchids|bonsai|chillies|herbs|birds|butterflies|"
            rf"insects|"
            rf"spoons|carp|pike|trout|manga|comics|portraits|landscapes|watercolou?rs|tango|salsa|bachata|flamenco|"
            rf"kizomba|ballet|swing|alto|tenor|soprano|bass|jazz|gospel|lego|puzzles|books|cards|plates|mugs|sneakers|"
            rf"sari|saris)){END}"
        ),
    )
)
_STOPS: Final = (
    r"(?:I|because|since|but|so|when|if|while|though|although|and (?:I|so|my|it|he|she)|what|which|who|that|for|"
    r"with|at|on|in|to|every|is|are|was|can|could|please|give|any|too|more|better|ever|these|especially|now|lately|"
    r"anyway|by|as|from|—|;|:)"
)
_LIKED: Final = (
    rf"(?P<what>(?:the |a |an |my |some |all |old |good |any )?(?!it\b|this\b|that\b|you\b|him\b|her\b|them\b|how\b|"
    rf"to\b|when\b|what\b|if\b|the idea|your\b|these\b|those\b|me\b|more\b|some (?:help|advice|ideas)|nothing\b|"
    rf"something\b|anything\b|everything\b|being\b|having\b|so\b|not\b|going\b|getting\b|help\b|us\b)(?!{_STOPS} "
    rf")[\w'&-]+(?: (?!{_STOPS} )[\w'&-]+){{0,4}}?)(?= ,|$| {_STOPS} | {_STOPS}$| more| very| a lot| the most)"
)
_LIKES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}I (?:very |really |just |absolutely |also |still |do |so |truly |always |even |both |all |myself "
            rf"|as "
            rf"well )*(?:love|adore|enjoy|like|miss(?! [A-Z])) (?:very much |much |a lot |so much )?{_LIKED}"
        ),
        (
            rf"{BEGIN}(?P<what>[\w'-]+(?: [\w'-]+){{0,3}}?) (?:is|am|are|, that is|being) (?:still |definitely |by "
            rf"far |"
            rf"always |probably )*my (?:all-time |absolute |number one |fav|total |)?(?:favorite|fave|weakness|comfort "
            rf"food|guilty pleasure|drug of choice|go-to|happy food){END}"
        ),
        (
            rf"{BEGIN}my (?:all-time |absolute |number one |own |current )*favorite (?:[\w'-]+ ){{0,2}}?(?:is|am|"
            rf"are|has "
            rf"always been|being|:|would be) (?:probably |still |definitely |always |obviously |, |the )*{_LIKED}"
        ),
        rf"{BEGIN}I (?:[\w'-]+ ){{0,2}}?(?:fan|lover|big fan|sucker|fiend|addict) (?:of|for) {_LIKED}",
        (
            rf"{BEGIN}(?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:, )?I (?:can not|could not|can never) (?:do|live|go|"
            rf"function|be|survive) without{END}"
        ),
        (
            rf"{BEGIN}I (?:can not|could not|can never) (?:do|live|go|function|start (?:the|my) day|be|survive)(?: "
            rf"a day| "
            rf"the day| my day)? without (?:my |a |the |some )*{_LIKED}"
        ),
        (
            rf"{BEGIN}I could (?:eat|drink|listen to|watch) {_LIKED}(?: all (?:the )?day| every day| forever| for "
            rf"(?:breakfast|every meal))"
        ),
        (
            rf"{BEGIN}(?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:fan|lover|obsessive|devotee|fanatic|supporter|addict|"
            rf"nut|"
            rf"junkie) (?:since|here|for|all my|through)"
        ),
        (
            rf"{BEGIN}I (?:[\w'-]+ )?(?:support|follow|root for|barrack for|cheer for|go for) (?P<what>[A-Z][\w'-]+(?: "
            rf"[A-Z][\w'-]+){{0,2}})"
        ),
        (
            rf"{BEGIN}(?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) is (?:all I (?:drink|eat|listen to|read|watch)|the only "
            rf"(?:thing|music) I (?:drink|eat|listen to))"
        ),
        (
            rf"{BEGIN}(?:give me|I would kill for|nothing beats) (?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:any day|"
            rf"every "
            rf"time|all day|any time|every day of the week)"
        ),
    )
)
_DISLIKES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}I (?:really |just |absolutely |also |still |do |so |truly |always |even |both |all |kind of |"
            rf"very |"
            rf"genuinely |proper |)*(?:hate|loathe|detest|despise|abhor|dread|dislike|hated) (?:very much |the "
            rf"(?=[a-z]+ (?:,|so|but)))?{_LIKED}"
        ),
        (
            rf"{BEGIN}I (?:[\w'-]+ )?(?:can not|could not|can never|could never|do not|never could) (?:really |even |"
            rf"ever |"
            rf"for the life of me )*(?:stand|bear|abide|stomach|support|suffer|face|cope with|deal with|tolerate) "
            rf"{_LIKED}"
        ),
        (
            rf"{BEGIN}I (?:do not|never|did not|no) (?:really |even |ever |much |actually |particularly )*(?:like|"
            rf"enjoy|"
            rf"care for|fancy|go for|love|liked|rate) (?:at all |so much |very much )?{_LIKED}"
        ),
        (
            rf"{BEGIN}(?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:, )?(?:me )?I (?:really |just |absolutely )*(?:hate|"
            rf"loathe|"
            rf"detest|despise|do not like|can not stand|can not bear|never liked|can not abide|do not support|can not "
            rf"support){END}"
        ),
        (
            rf"{BEGIN}(?:terrified of|scared of|not a fan of|no fan of|not big on|not mad on|not keen on|not into|not "
            rf"fond "
            rf"of|not fussed on|grossed out by) (?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?)(?= ,|$| {_STOPS} )"
        ),
        (
            rf"{BEGIN}(?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:is|are|am) (?:the worst|disgusting|vile|gross|my "
            rf"nemesis|"
            rf"the devil|my worst nightmare|rank|revolting|horrible|minging|not my thing|not for me|not my cup of "
            rf"tea){END}"
        ),
        (
            rf"{BEGIN}(?:can not|could not|never could) (?:stand|bear|abide|stomach) (?P<what>[\w'-]+(?: [\w'-]+){{0,"
            rf"2}}?(?: (?:or|and|,) [\w'-]+){{0,2}})(?= ,|$| {_STOPS} )"
        ),
        (
            rf"{BEGIN}(?P<what>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:makes?|give|gives|taste|tastes)(?: me)? (?:gag|heave|"
            rf"retch|"
            rf"the ick|the creeps|like soap|like dirt|nauseous)"
        ),
        rf"{BEGIN}keep (?P<what>[\w'-]+(?: [\w'-]+)?) (?:away|far) from me",
    )
)
_ITEM_STOP: Final = re.compile(r" (?:, and|, or|,|and|or|plus) (?:the )?")
_PRONOUNS: Final = re.compile(
    r"^(?:still|missing|second|without|allergies|home|ugh|franchement|le|la|les|stepping|most|it|this|that|they|he|she|"
    r"there|which|what|who|here|these|those|I|me|my|you|we|one|food|thing|things|idea|bit|lot|everyone|someone|"
    r"nothing|everything|something|anything|so|but|and|because|if|when|since|one day|not|of|is|was|to|in|on|for|"
    r"more|people)(?: |$)"
)


_ANOTHERS: Final = re.compile(r"\b(?:he|she|they|his|her|their|you|your|kids|son|daughter|husband|wife|everyone)\b")


def hobbies(line: Line) -> Iterator[Mention]:
    """What the user does for fun."""
    for found in _each(line, _HOBBY):
        anothers = not re.search(r"\b(?:I|me|my)\b", found.group()) and _ANOTHERS.search(line.low[: found.end()])
        if not anothers and not _DENIED.search(line.low[max(0, found.start() - len("teaching ")) : found.end()]):
            for what in _ITEM_STOP.split(found["what"]):
                yield Mention("hobby", what, "assert", line.span(found.start(), found.end()))
    if _HABIT.search(line.low) and not _PAID.search(line.low) and re.search(r"\b(?:I|me|my)\b", line.low):
        for found in _each(line, (_DONE,)):
            if not re.search(
                (
                    r"\b(?:not|never|no|for a|before|after|from|about|paint|draw|teach|teaching|coach|write|then "
                    r"collect) $"
                ),
                line.low[max(0, found.start() - 12) : found.start()],
            ):
                yield Mention("hobby", found["what"], "assert", line.span(found.start(), found.end()))
    for found in _each(line, (_ENSEMBLE,)):
        if not re.search(_KNOWN, found.group()[: found.start("what") - found.start()]):
            yield Mention("hobby", found["what"], "assert", line.span(found.start(), found.end()))
    for found in _each(line, _DOES):
        done = pastimes.DOINGS.get(found["what"], found["what"])
        value = f"{found['what']}{found['more']}" if found["more"].strip() else done
        yield Mention("hobby", value.strip(), "assert", line.span(found.start(), found.end("more")))


def _each(line: Line, patterns: tuple[re.Pattern[str], ...]) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        yield from (found for found in pattern.finditer(line.low) if _counts(line, found))


_DENIED: Final = re.compile(r"\b(?:not|never|was|were|teach|teaching|tutoring)\b")


def tastes(line: Line) -> Iterator[Mention]:
    """What the user likes and dislikes."""
    for slot, pattern in _TASTES:
        for found in pattern.finditer(line.text):
            if _counts(line, found):
                yield from _tasted(line, found, slot)


def _tasted(line: Line, found: re.Match[str], slot: str) -> Iterator[Mention]:
    first = found.end("what") <= found.start() + len(found["what"])
    span = line.span(found.start(), found.end() if first else found.end("what"))
    for what in _ITEM_STOP.split(found["what"]):
        value = re.sub(r"^(?:the|a|an|my|some|all|any|good|old) ", "", what)
        if not _PRONOUNS.match(what) and not _PRONOUNS.match(value) and CLEANERS[slot](what):
            yield Mention(slot, value, "assert", span)


_TASTES: Final = (
    *(("likes", pattern) for pattern in _LIKES),
    *(("dislikes", pattern) for pattern in _DISLIKES),
)


def _counts(line: Line, found: re.Match[str]) -> bool:
    """Whether the user says it, of themselves, and not of what they would like or have given up."""
    said = found.group()
    if re.search(
        r"\b(?:not|never|do not think|did not)(?: [\w']+){0,2} $", line.text[max(0, found.start() - 25) : found.start()]
    ) and found.group()[:4] not in {"can ", "coul"}:
        return False
    around = line.text[max(0, found.start() - 25) : found.end() + 20]
    if line.is_past or not line.is_told(found.end() - 1) or not line.is_told(found.start()):
        return False
    if (
        re.search(
            (
                r"\b(?:would|used to|no more|stopped|stop|quit|gave up|given up|no longer|any more|want|wanna|wish|"
                r"going to "
                r"try|thinking|instead of|not going)\b"
            ),
            around,
        )
        and "could not live" not in around
    ):
        return False
    if re.search(
        (
            r"\bI will\b|\bI am (?:running|fencing|fishing|acting|reading|painting|writing|walking|a fencing|a "
            r"fishing)\b|contractor|doing some|teach|done with|done w\b|the most|btw|\ballergi|^without"
        ),
        said,
    ):
        return False
    if re.search(r"\b(?:he|she|they|you|your|his|her|their|who)\b", said):
        return False
    return said.startswith(("I ", "my ")) or is_own(line.text, found.start())
