"""Frame: what is read as a home and is no place to live: a ward, a team, an app, the way there, a place of others.

`I'm in Ward 6`, `moved to Zoom`, `my physio is in Didsbury`, `the house in Fife fell through`: each would end the home
that is known.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.frames.times import LASTING, either
from services.offline_model.grammar.lexicon import geography, words

_NO_TOWNS: Final = words("""
  finance, marketing, sales, accounts, hr, legal, engineering, operations, logistics, procurement, payroll, design,
  admin, security, maintenance, reception, housekeeping, form, year, ward, grade, class, chorus, standard, stage, level,
  flat, block, room, unit, phase, sector, halls, hall, zoom, slack, teams, notion, discord, whatsapp, signal, bluesky,
  mastodon, excel, windows, linux, ios, android, primark, tesco, asda, lidl, aldi, ikea, costco, walmart, target, b&q,
  wellies, crocs, pyjamas, slytherin, gryffindor, hufflepuff, ravenclaw, primary, secondary, reserves, nights, days,
  theatre, surgery, radiology, oncology, paediatrics, pediatrics, maternity, cardiology, triage, recovery, rehab,
  production, research,
  defence, defense, aerospace, civil aerospace, customer service, customer services,
  it support, quality, compliance, the tube, butlins
""")
_NUMBERED: Final = re.compile(r"^ ?(?:#|no\.? ?)?\d{1,2}(?![\d:])\b")
_OF_A_FIRM: Final = re.compile(r"^ (?:at|for|with) (?-i:[A-Z])\w+")
_BARE: Final = re.compile(r"\b(?:i'm|im|i am|we're|we are)(?: now| currently)? in $", re.IGNORECASE)
_OTHERS: Final = either(
    r"\bmy (?:[\w-]+ )?(?:physio\w*|dentist|gp|doctor|consultant|therapist|counsellor|barber|hairdresser|mechanic|"
    r"lawyer|solicitor|vet|tutor|coach|trainer|landlord|landlady|boss|manager|accountant|surgeon|midwife|supplier|bank|"
    r"company|firm|employer|team|office|desk|work|job|school|clinic|warehouse|shift|class|course)"
    r"(?:'s| is| are| works?| lives?| has| have)* (?:now |just |been |based |moved |moving |over |up |down )*"
    r"(?:in|at|near|to) (?:\w+ )?$",
    r"\bmoved (?:(?:my|our|the) )?(?:desks?|offices?|stall|shop|classes|appointment|meeting|lessons|savings|money|"
    r"account|phone|pension|gym)\b",
    r"\b(?:lake|beach|summer|holiday) (?:house|home|place)\b|\b(?:building|build) a (?:house|home|place)\b",
    r"\b(?:staying|stayed|we're|i'm|are|am|im|booked|checked) (?:in )?(?:at|in|"
    r"into) the (?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)? in $",
    r"\bnow now\b|\bcoach (?:the|an?) [\w' -]{2,25} in $|\bcare work at $|\bwork\w* at $",
)
_LET: Final = re.compile(
    r"\b(?:rented out|let out|is let|fell through|was sold|is sold|for sale|on the market|on (?:mon|tues|wednes|"
    r"thurs|fri|"
    r"satur|sun)days|(?:one|two|three|four|a few|\d) (?:days?|nights?|times?) a (?:week|month)|in the (?:dry|rainy|wet|"
    r"high|low|off|harvest|lambing) season|now now|this (?:term|semester|summer|season|month))\b",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(r"[,;:]| but | and (?:I|we)\b")
_TRANSIT: Final = re.compile(r"\blanded (?:here )?(?:in|at) $", re.IGNORECASE)
_VISITED: Final = re.compile(r"\b(?:home|back) in (?:the )?$", re.IGNORECASE)
_WITH_KIN: Final = re.compile(
    r"^,? (?:with|at|to see) (?:my|the|me) (?:mam|mum|mom|ma|dad|parents|folks|family|nan|gran|in-laws)\b|"
    r"^ (?:again|for a bit|for now),? ?(?:the |my )?(?:mam|mum|mom|dad|mother|father)\b",
    re.IGNORECASE,
)
_IS_HOME: Final = re.compile(r"^(?:'s| is) (?:finally |back )?home(?! (?:for|to) (?:me|us)| now)\b", re.IGNORECASE)
"""`Rex is home`: somebody has come back, where it is no town."""
_ON_THE_WAY: Final = re.compile(
    r"\b(?:jet[- ]?lag\w*|\d+ degrees|\d+ ?°|to (?:see|visit|collect|pick up|look after) (?:my|the|an?|our)|"
    r"again for|sunburn\w*|sightseeing|mon(?:day)? to fri(?:day)?|ski season|sabbatical|unwell|poorly|on leave|"
    r"naming ceremony|the beach is|cocktails?)\b",
    re.IGNORECASE,
)
_BEEN: Final = re.compile(r"\bbeen in $", re.IGNORECASE)
_DAYS: Final = re.compile(
    r"^,? (?:since|for) (?:mon|tues|wednes|thurs|fri|satur|sun|yester|a couple|a few|the (?:day|week|weekend)|this|"
    r"last (?:night|mon|tues|wednes|thurs|fri|satur|sun)|(?:two|three|four|five|\d) (?:days|nights))",
    re.IGNORECASE,
)
_WEEKDAYS: Final = re.compile(r"\b(?:during the week|on weekdays|at weekends|weekends|midweek)\b", re.IGNORECASE)
_MOVED_TEAMS: Final = re.compile(
    r"\b(?:moved|changed|switched|transferred|new) (?:departments?|teams?|squads?|wards?|divisions?|desks?)\b",
    re.IGNORECASE,
)
_REGIONS: Final = frozenset(
    {"kzn", "nsw", "qld", "wa", "the north", "the south", "the midlands", "gauteng", "yorkshire"}
)


def is_nowhere(scene: Scene) -> bool:
    """Whether nobody lives there, or somebody else does."""
    if scene.slot != "home_city" or scene.retracts:
        return False
    value = scene.value.lower()
    before, after = scene.ahead_of_value, scene.behind_value
    known = scene.is_listed
    if not known and (
        value in _NO_TOWNS or _NUMBERED.match(after) or (_BARE.search(before) and _OF_A_FIRM.match(after))
    ):
        return True
    if not known and (_IS_HOME.match(after) or _MOVED_TEAMS.search(scene.sentence)):
        return True
    visits = _BARE.search(before) and (_ON_THE_WAY.search(after) or _WEEKDAYS.search(scene.sentence))
    if visits or (_BEEN.search(before) and _DAYS.match(after)):
        return True
    if _VISITED.search(before) and (value in geography.COUNTRIES | _REGIONS or _WITH_KIN.match(after)):
        return True
    transit = _TRANSIT.search(before) and not LASTING.search(after) and not scene.after.strip(" .!")
    return bool(transit or _OTHERS.search(before) or _LET.search(_BREAK.split(after)[0]))
