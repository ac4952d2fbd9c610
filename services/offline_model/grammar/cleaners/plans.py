"""Cleaners for plans, with their time: `move to Berlin in March`."""

import re
from typing import Final

from services.offline_model.grammar.cleaners import cutting as clean
from services.offline_model.grammar.cleaners.aims import base, fits, trimmed
from services.offline_model.grammar.lexicon import geography, names
from services.offline_model.grammar.shape import TIMES

_TIME: Final = re.compile(rf"(?:^|(?<= ))(?:{TIMES})(?= |,|$)", re.IGNORECASE | re.VERBOSE)

_DOINGS: Final = re.compile(
    r"(?:moving|relocating|flying|travelling|traveling|driving|heading|sailing|cycling|backpacking|hiking|"
    r"emigrating|going|visiting|hosting|"
    r"attending|throwing|celebrating|spending|running|joining|starting|taking|getting|having|launching|"
    r"opening|presenting|giving|adopting|"
    r"expecting|buying|retiring|meeting|climbing|leaving|marrying|renovating|seeing|staying|finishing|"
    r"graduating|performing|competing|"
    r"speaking|camping|skiing|closing|selling|switching|volunteering|teaching|returning|doing|racing|"
    r"beginning|welcoming|tackling|signing up|off to|off on)\b"
)

_SURE: Final = re.compile(
    r"(?:moving|relocating|emigrating) (?:back |out |over |in with |abroad|house|into |away |to )|flying "
    r"(?:out |home |back )?to |(?:expecting|adopting) (?:a|my|our|twins)|getting married|travelling to |"
    r"traveling to |heading to [A-Z]|backpacking (?:through|across|around)|going to (?:be a (?:mother|"
    r"father|dad|parent|grandmother|grandfather)|become)|going on (?:a |an |my )?(?:\w+ )?(?:holiday|"
    r"vacation|honeymoon|cruise|safari|retreat)"
)

_TRIVIAL: Final = re.compile(
    r"(?:going to (?:bed|sleep|work|ask|need|have to|try|tell|say|see|check|be (?:honest|late|busy|fine)|"
    r"use|the (?:shop|gym|store|supermarket|toilet|doctor|office)|school|lunch|dinner|guess|assume|go "
    r"with|make dinner|cook dinner|take a (?:nap|break|shower|look)|look|think)|"
    r"getting (?:a|the|an) (?:error|message|warning|headache|feeling)|getting (?:there|it|tired|old|ready|"
    r"confused|better|late|some|this|back|lost)|having (?:trouble|problems|issues|a hard|a bad|fun|lunch|"
    r"dinner|a problem|difficulty|difficulties|second)|taking a (?:break|nap|shower|look)|"
    r"seeing (?:this|that|some|an? error|the (?:same|error|problem))|meeting you|doing (?:well|fine|good|"
    r"ok|great|my homework|it|this|that)|giving up|running (?:late|out of|low|into|on (?:windows|linux|"
    r"mac)|an? (?:error|issue))|starting to|leaving (?:it|now|work|soon)|joining (?:you|us)|speaking)\b",
    re.IGNORECASE,
)


def doing(text: str) -> list[str]:  # noqa: PLR0911 - one return per way of arranging
    """`moving to Berlin in March` as `move to Berlin in March`: sure by its verb, or by a time to come."""
    text = re.sub(
        (
            r"^going to (?=(?:move|fly|travel|visit|marry|retire|start|get|have|buy|run|adopt|open|spend|leave|"
            r"join|take|go|attend|host|celebrate|be|become|climb|quit|see|do|study|meet|stay|drive)\b)"
        ),
        "",
        trimmed(text),
    )
    future = _TIME.search(text) and not re.search(
        r" ago\b|yesterday|\blast\b|since|tonight|\bfor (?:\w+ ){1,2}years", text
    )
    if _TRIVIAL.match(text) or not fits(text) or re.match(r"off to (?:bed|sleep|work|lunch|school|the)", text):
        return []
    if re.match(r"off on ", text):
        return [f"go on {text[7:]}"] if future else []
    if re.match(r"off to ", text):
        return [f"go to {text[7:]}"] if future else []
    if not text.split()[0].endswith("ing"):
        return (
            [text]
            if (
                future
                and re.match(
                    (
                        r"(?:move|fly|travel|visit|marry|retire|start|get|have|buy|run|adopt|open|spend|leave|"
                        r"join|take|go|"
                        r"attend|host|celebrate|climb|study|drive|quit)\b"
                    ),
                    text,
                )
            )
            or re.match(r"(?:be(?:come)? a (?:mother|father|dad|parent|grand)|move to|retire\b|adopt\b)", text)
            else []
        )
    if re.match(r"expecting (?:in|on|next|this|around)\b", text):
        return [text]
    if not (_DOINGS.match(text) and (future or _SURE.match(text))) or re.match(
        r"going (?:to|on|for) (?:it|this|that)", text
    ):
        return []
    return [clean.shorten(base(text))]


def planned(text: str) -> list[str]:
    """What stands after `I plan to`, `I am planning`."""
    value = base(trimmed(re.sub(r"^(?:on|to) ", "", text)))
    bad = re.match(r"(?:eat|cook|make|have|use|ask|go to (?:bed|sleep)|watch|sleep|do it)\b", value)
    return [re.sub(r"^my ", "", value)] if fits(value) and not bad else []


def trip(text: str) -> list[str]:
    """`a trip to Iceland in May`: an event one plans."""
    value = clean.article(trimmed(text))
    event = re.search(
        (
            r"\b(?:trip|holiday|vacation|wedding|honeymoon|move|party|reunion|visit|road trip|cruise|journey|"
            r"retreat|hike|tour|safari|conference|expedition|getaway|sabbatical|career change|renovation|baby "
            r"shower|weekend away|city break|flights? to|tickets? to|table)\b"
        ),
        value.lower(),
    )
    return [value] if event and fits(value, 1) and not re.match(r"(?:table|the meal)", value) else []


def booked(text: str) -> list[str]:
    """`trip to Iceland` from `I booked flights to Iceland`."""
    value = trimmed(re.sub(r"^(?:an?|my|our|the|some|two|return|cheap) ", "", text))
    found = re.match(
        (
            r"(?:(?:return |plane |train |one-way )?(?:flights?|tickets?|trip|holiday|vacation|hotel|cruise|train|"
            r"airbnb|cabin|cottage|villa|safari|week|weekend|retreat)) (?:tickets? )?(?:to|for|in|at) (.+)"
        ),
        value,
    )
    if not found:
        return []
    what = found.group(1)
    if re.match(r"(?:the )?[A-Z][a-z]", what) or what.split()[0].lower() in geography.CITIES | geography.COUNTRIES:
        return (
            [f"trip to {what}"]
            if not re.match(r"[A-Z]\w+ (?:concert|game|match|show|gig)", what)
            else [f"go to {what}"]
        )
    return (
        [f"go to {what}"]
        if re.search(r"concert|festival|game|match|show|gig|opera|play|exhibition|conference", what)
        else []
    )


def appointment(text: str) -> list[str]:
    """`dentist appointment on Friday`: an appointment with its time."""
    if not re.match(r"(?:an?|my|the|some) ", text):
        return []
    value = clean.article(trimmed(text))
    kind = re.search(
        (
            r"\b(?:appointment|interview|exam|test|surgery|operation|wedding|flight|trip|marathon|race|concert|recital|"
            r"conference|gig|job interview|due date|ironman|half ironman|triathlon|"
            r"tournament|retreat|bootcamp|checkup|check-up|holiday|reunion|viva|defence|audition|half "
            r"marathon|presentation|baby due|baby on the way)\b"
        ),
        value.lower(),
    )
    on_the_way = re.search(r"baby (?:due|on the way)", value.lower())
    return [value] if kind and (_TIME.search(value) or on_the_way) and fits(value) else []


def timed(text: str) -> list[str]:
    """A verb in the present that a time puts into the future: `start at Google on Monday`."""
    value = trimmed(text)
    future = _TIME.search(value) and not re.search(r" ago\b|yesterday|\blast\b|since|tonight|\bfor \w+ years", value)
    verb = re.match(
        (
            r"(?:start|begin|fly|leave|move|graduate|retire|get married|tie the knot|marry|turn|travel|"
            r"finish (?:school|university|"
            r"my)|head|go on)\b"
        ),
        value,
    )
    habit = re.search(r"\b(?:every|usually|always|at \d|work at|each)\b|^turn \d|^start with ", value)
    return [value] if future and verb and not habit and fits(value) else []


def will_do(text: str) -> list[str]:
    """`I will move to Berlin in March`, `I'll be visiting Rome next week`."""
    value = trimmed(text)
    if value.startswith("be in ") and _TIME.search(value):
        return [value]
    if value.startswith("be "):
        return doing(value[3:]) if re.match(r"be \w+ing ", value) else []
    sure = re.match(
        (
            r"(?:move to|retire|get married|marry|start|fly to|travel to|visit|graduate|run the|open my|spend|"
            r"attend|celebrate|go to)\b"
        ),
        value,
    )
    future = _TIME.search(value) and not re.search(r"tonight|soon", value)
    return [value] if sure and future and fits(value) and not re.search(r"\byou\b", value) else []


def event(text: str) -> list[str]:
    """`wedding in June`: an event of one's own and its time, from `wedding is in June`."""
    found = re.match(
        (
            r"((?:\w+ ){0,2}?(?:wedding|flight|surgery|operation|exam|exams|interview|trip|move|honeymoon|"
            r"graduation|marriage|viva|defence|thesis defence|due date|baby shower|appointment|marathon|race|recital|"
            r"concert|presentation|job interview|retirement|final exam|holiday|vacation)(?: to [A-Z]\w+| with "
            r"\w+)?) (?:is|are|will be|starts|takes place|leaves|departs|is scheduled|is planned|is booked|is "
            r"set) (?:for )?(.+)"
        ),
        text,
    )
    if not found:
        return []
    when = trimmed(found.group(2))
    return (
        [f"{found.group(1)} {when}"]
        if _TIME.match(when) or _TIME.match(f"in {when}") or _TIME.match(f"on {when}")
        else []
    )


def big_event(text: str) -> list[str]:
    """The same behind `the`, where it can only be one's own: `the wedding's in May`."""
    return event(text) if re.match(r"(?:wedding|marriage|baby shower|house move)\b", text) else []


def gone_plan(text: str) -> list[str]:
    """A plan called off: `trip to Berlin`."""
    value = clean.without(trimmed(text), "plan|plans|to|the|my|for|upcoming|whole|entire")
    named = re.fullmatch(r"((?:[A-Z]\w+ ?)+?) (?:plan|trip|move|idea|thing|holiday)s?", value)
    if named:
        return [named.group(1)]
    known = trip(value) or re.match(
        (
            r"(?:run (?:the|a|my)|do (?:the|an?) (?:half|marathon|race)|move|moving|visit|fly|flying|go|going|"
            r"travel|travelling|adopting|half marathon|marathon|half ironman|"
            r"ironman|triathlon|race|exam|conference|concert|festival|cruise|course|wedding|engagement|party|"
            r"flight|holiday|appointment|interview|operation|"
            r"surgery)\b"
        ),
        value,
        re.IGNORECASE,
    )
    return (
        [base(value) if re.match(r"(?:mov|fly|go|travell|adopt)ing ", value) else value]
        if known and fits(value, 1)
        else []
    )


def gone_event(text: str) -> list[str]:
    """A plan called off by its name alone: `Overland's been scrapped`."""
    return [text] if text[:1].isupper() and text.isalpha() and text.lower() not in names.NOT_NAMES else gone_plan(text)


def undone(text: str) -> list[str]:
    """`moving to Canada after all` behind `I am not`: what was a plan before."""
    found = re.fullmatch(r"(.+?) (?:after all|any more|again|now|this year)", text.strip(" ,"))
    if not found:
        return []
    value = found.group(1)
    known = _SURE.match(f"{value} ") or re.match(
        r"(?:going|flying|moving|travelling) to [A-Z]|going on|getting married", value
    )
    return [base(value)] if known and fits(value) else []


def booked_place(text: str) -> list[str]:
    """`trip to Roscoff` from `the ferry booked to Roscoff`."""
    value = trimmed(text)
    return [f"trip to {value}"] if value[:1].isupper() and fits(value, 1) else []


def due(text: str) -> list[str]:
    """`due in June`: a baby on its way."""
    soon = r"(?:next |early |late |mid |the |end of )*(?:month|spring|summer|autumn|winter|\d)"
    known = text.split(maxsplit=1)[0].lower() in geography.MONTHS or re.match(soon, text.lower())
    return [f"baby due in {trimmed(text)}"] if known else []


KINDS: Final = {
    "due": due,
    "doing": doing,
    "planned": planned,
    "trip": trip,
    "booked": booked,
    "plan": planned,
    "appointment": appointment,
    "timed": timed,
    "will_do": will_do,
    "event": event,
    "big_event": big_event,
    "gone_plan": gone_plan,
    "gone_event": gone_event,
    "undone": undone,
    "booked_place": booked_place,
}
