"""What is over, anywhere in a sentence: given up, sold, called off, parted from, dead."""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.lexicon import geography, life, names, pastimes
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import BEGIN, END, any_of
from services.offline_model.grammar.mentions.subject import is_own

_NAME: Final = r"[A-ZÀ-ÞŁŚŻ][\w'’-]*(?: [A-ZÀ-ÞŁŚŻ][\w'’-]+)?"
_OVER: Final = (
    r"(?:broke up|break up|broken up|split up|split|are over|am over|is over|finished|it finished|over|done|not "
    r"together|no longer together|called it a day|called it quits|call it quits|separated|divorced|parted ways|"
    r"went my separate ways|ended it|ended things|left it|am done|are done|no more)"
)
_PARTED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}(?P<who>{_NAME}) and (?:I|me|myself)(?: I)?(?: (?:have|am|are|just|already|finally|did|"
            rf"officially|"
            rf"sadly|decided|to))* {_OVER}{END}(?! the)"
        ),
        (
            rf"{BEGIN}(?:I|me|myself) and (?P<who>{_NAME})(?: (?:have|am|are|just|already|finally|officially|sadly|"
            rf"is))* "
            rf"{_OVER}{END}(?! the)"
        ),
        rf"{BEGIN}(?:with|from|of) (?P<who>{_NAME}) (?:it (?:is )?)?(?:finished|is over|over|ended|did not work)",
        (
            rf"{BEGIN}(?:broke up|split up|broken up|split|separated|divorced|separate|finished things|ended things|"
            rf"ended "
            rf"it|done|through) (?:with|from|of) (?:my \w+ |the )?(?P<who>{_NAME})"
        ),
        (
            rf"{BEGIN}(?P<who>{_NAME}) (?:is|has) (?:history|not on the scene|off the scene|out of the picture|my ex|"
            rf"moved "
            rf"out|left me|dumped me|no longer my|not my \w+ any more)"
        ),
        (
            rf"{BEGIN}(?P<who>{_NAME}) (?:moved out|left me|dumped me|walked out|broke up with me|ended it|cheated|"
            rf"packed "
            rf"his bags|packed her bags)"
        ),
        rf"{BEGIN}(?:I (?:left|dumped|kicked out|chucked)) (?P<who>{_NAME})(?=$| ,| for good| last| in| and)",
    )
)
_ACT: Final = any_of(
    pastimes.ACTIVITIES
    | pastimes.INSTRUMENTS
    | {"baking", "sourdough", "gaming", "drumline", "allotment", "the choir", "choir", "book club", "bowling league"}
)
_OWNED: Final = any_of(pastimes.THINGS)
_MADE: Final = rf"(?:(?:(?:19|20)\d\d|'\d\d) )?(?:(?i:{pastimes.MAKES}))(?: [A-Z0-9][\w-]*)?"
_AIMED: Final = (
    r"(?:UPSC|NCLEX|IELTS|TOEFL|PHD|MBA|master'?s|masters|phd|mba|course|exam|exams|marathon|half marathon|"
    r"triathlon|trip|holiday|wedding|move|booking|loft|extension|renovation|bto|licen[cs]e|apprenticeship|"
    r"certificate|degree|diploma|"
    rf"lash thing|business idea|cruise|camino|flight|visa|{any_of(geography.LANGUAGES)})"
)
_QUIT: Final = (
    r"(?:packed in|pack in|given up|gave up|give up|giving up|quit|quitting|stopped|stop|dropped|drop|dropping|"
    r"finished with|finished|done with|done w|through with|jacked in|chucked in|binned|ditched|abandoned|withdrew "
    r"from|"
    r"withdrawn from|pulled out of|dropped out of|shelved|scrapped|cancelled|canceled|cancel|called off|retired "
    r"from|forget|forget about|scrap|scratch|scrap that about|let go of|lost interest in|changed my mind about|"
    r"decided against|not doing|no more|not going to|not going|am not doing|will not be doing|no longer doing|no "
    r"longer play)"
)
_MID: Final = r"(?: (?!I|he|she|they|you|because|so|but|what|in|on|at|for|off|into|through)[\w'-]+){0,4}?"
_NO_OBJECT: Final = r"(?! (?:the|my|this|that|these|his|her|our|a|an) )"
"""`done with painting the fence` ends a task."""
_FOUND: Final = re.compile(r"\b(?:found|came back|come back|turned up|back home|safe now|is back)\b")
_ENDED: Final = tuple(
    (slot, re.compile(pattern))
    for slot, pattern in (
        ("hobby", rf"{BEGIN}I (?:[\w'-]+ ){{0,4}}?{_QUIT}{_MID} (?P<what>{_ACT}){END}{_NO_OBJECT}"),
        (
            "hobby",
            (
                rf"{BEGIN}(?:the|my|with the|with) (?:whole |old |evening |morning )?(?P<what>{_ACT})(?: (?:thing|"
                rf"class|"
                rf"classes|league|group|club|team|era|lessons|phase))? (?:,? ?I (?:have |must |had to |already "
                rf")*(?:stopped|stop|quit|given up|gave up|leave|left|abandoned|packed in|dropped)|is (?:over|finished|"
                rf"done|history|off)|has (?:ended|stopped)|is no more)"
            ),
        ),
        (
            "hobby",
            (
                rf"{BEGIN}(?:no more|done with|am done w|am done with|finished with|forget about|quit|quit the|gave up|"
                rf"gave up the|packed in the|dropped the) (?:the |my )?(?P<what>{_ACT}){END}(?! teaching){_NO_OBJECT}"
            ),
        ),
        (
            "hobby",
            rf"{BEGIN}(?P<what>{_ACT}) I (?:have )?(?:stop|stopped|quit|given up|gave up|leave|left)(?: already)?",
        ),
        (
            "owns",
            (
                rf"{BEGIN}(?:the |my )?(?P<what>(?:{_OWNED}|{_MADE})) (?:I )?(?:was |got |is |has been |already |have "
                rf")*(?:sold|stolen|written off|totalled|totaled|nicked|scrapped)(?! out)"
            ),
        ),
        (
            "goal",
            (
                rf"{BEGIN}I (?:[\w'-]+ ){{0,4}}?{_QUIT}{_MID} (?P<what>(?:[\w'-]+ )?{_AIMED}(?: (?:in|to|for|of) "
                rf"[\w'-]+(?: [\w'-]+){{0,2}})?){END}"
            ),
        ),
        (
            "plan",
            (
                rf"{BEGIN}(?:the |my )?(?P<what>(?:[A-Z][\w'-]+ )?{_AIMED}(?: to [A-Z][\w-]+)?)(?: plan| thing)? (?:is "
                rf"|am "
                rf"|has been |was |got |also |we |I )*(?:off|cancelled|canceled|cancel|called off|scrapped|shelved|"
                rf"fell "
                rf"through|dead|postponed indefinitely|gave up|gave up already|given up|not happening|forget it|"
                rf"over){END}"
            ),
        ),
        (
            "diet",
            (
                rf"{BEGIN}I (?:[\w'-]+ ){{0,4}}?(?:no longer|not|stopped|quit|gave up|given up|am off|over)(?: "
                rf"(?:being|"
                rf"doing|the|a|an|on|any more))* (?P<what>{any_of(life.DIETS)}){END}"
            ),
        ),
        (
            "diet",
            (
                rf"{BEGIN}(?P<what>{any_of(life.DIETS - {'veg'})})(?: (?:thing|diet))? (?:is|'s) (?:over|done|finished|"
                rf"history)"
            ),
        ),
    )
)
_DEAD: Final = (
    r"(?:died|passed away|passed|has died|has passed|is gone|was put down|was put to sleep|put to sleep|crossed the "
    r"rainbow bridge|did not make it)"
)
_ANIMAL: Final = any_of(life.SPECIES)
_GONE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{BEGIN}(?:old |poor |my old |my poor |my |dear )+(?P<who>{_NAME}) (?:, my [\w ]+ , )?{_DEAD}{END}",
        (
            rf"{BEGIN}(?:lost|put down|buried|said goodbye to|rehomed|had to put|had to rehome|had to bury) (?:my |"
            rf"old |"
            rf"poor |dear |little )*(?P<who>{_NAME})(?= (?:on|to|yesterday|last|this|down|today|in the|at)|$| ,)"
        ),
        (
            rf"{BEGIN}(?P<who>{_NAME}) (?:, my [\w ]+ , )?(?:was put down|was put to sleep|crossed the rainbow "
            rf"bridge|had "
            rf"to be put down|went over the rainbow)"
        ),
    )
)
_NO_END: Final = re.compile(
    r"\b(?:not sure|should|would|if|he|she|they|want|could|thinking|might|and (?:I )?(?:have )?(?:got|bought|picked))\b"
)
_NOT: Final = names.NOT_NAMES | geography.COUNTRIES


def endings(line: Line) -> Iterator[Mention]:
    """What the user has no more."""
    for pattern in _PARTED:
        yield from _of(line, pattern, "partner", "who")
    for pattern in _GONE:
        yield from _of(line, pattern, "pet", "who")
    for slot, pattern in _ENDED:
        yield from _of(line, pattern, slot, "what")


def _of(line: Line, pattern: re.Pattern[str], slot: str, name: str) -> Iterator[Mention]:
    for found in pattern.finditer(line.named):
        what = found[name].removesuffix("'s")
        if not line.is_told(found.start(name)) or what.split()[0].lower() in _NOT or _NO_END.search(found.group()):
            continue
        if not re.match(r"I |my ", found.group()) and not is_own(line.text, found.start()):
            continue
        left = found.group().startswith("I left ")
        alone = name == "who" and (
            left or not re.search(r"\b(?:I|me|myself|old|poor|(?<!done )(?<!through )with)\b", found.group())
        )
        if alone and what.split()[0].lower() not in names.GIVEN_NAMES:
            continue
        if slot == "pet" and _FOUND.search(line.low[found.end() :]):
            continue
        what = re.sub(r"^(?:the|my|a|an) ", "", what)
        yield Mention(slot, what, "retract", line.span(found.start(), found.end()))
