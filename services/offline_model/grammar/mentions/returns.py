"""Returns to an earlier home or employer: `back living in Leeds`, `moved back`, `Tesco took me back`, `rejoined TCS`.

What is only visited is not returned to: a weekend, an errand, an office. So a place needs a word that says for how
long, and a firm one of work, where the verb alone leaves both open.
"""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cues.cue import Found
from services.offline_model.grammar.cues.nouns import known_place, organisation_at, place_at
from services.offline_model.grammar.lexicon import geography, names, words
from services.offline_model.grammar.lexicon.towns import is_town
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import BEGIN
from services.offline_model.grammar.mentions.subject import is_own, leaves_itself_out, with_small_towns

_THERE: Final = r"(?:home |up |down |over |here |out |there )?"
_MOVED_BACK: Final = re.compile(
    rf"{BEGIN}(?:(?:moved|moving|move|relocated|shifted|shift|transferred|packed|pack) (?:all the way )?(?:right |"
    rf"straight )?back {_THERE}"
    rf"(?:(?:to|in|into) )?|(?:posted|moved|sent|transferred) (?:me|us) back to |(?:end|ended) (?:up )?back "
    rf"{_THERE}in |my transfer back to |(?:am|live|living) again in |"
    rf"back (?:living|settled|based) {_THERE}(?:in|near) |(?:living|settled|based) back {_THERE}in )$"
)
_CAME_BACK: Final = re.compile(
    rf"{BEGIN}(?:(?:returned|gone back|went back|came back|come back|go back|came home|"
    rf"come home) {_THERE}(?:to|in) |back {_THERE}in )$"
)
_TO_STAY: Final = re.compile(
    r"\b(?:for good|for keeps|permanently|to live(?! with)|to stay(?! with)|to settle|to where I belong|"
    r"where I belong|full[- ]time|for ever|forever|at last|living there again|already|liao|"
    r"(?:live|work|working) there|now(?!$| \w+ing\b))\b"
)
_LEFT: Final = re.compile(
    r"^(?:[\w' ]{0,20} )?(?:left [\w ]{3,20}(?: and|,)|[\w ]{3,20} (?:did not work out|did not suit|(?:was|is) not for "
    r"(?:me|us))\b|sold (?:up|the [\w ]{3,12})\b|gave up|packed (?:it|everything) (?:in|up))|"
    r"^(?:quick |small |big |life )?(?:update|plot twist|change of plans?)\b"
)
_BREAK: Final = re.compile(r" (?:,|so|and|but|then) ")
_STAYED: Final = re.compile(
    rf"{BEGIN}(?:still|staying|stay|stayed|living|remaining|stick(?:ing)?) {_THERE}(?:put )?in $"
)
_AGAIN: Final = re.compile(r"^ again\b(?! (?:for|this|next|to|tomorrow|on|at the|until))")
"""`Back in Cardiff again` tells of a home only where nothing tells of a visit."""
_CALLED_OFF: Final = re.compile(
    r"\b(?:the (?:move|relocation|transfer|job)|moving)(?: to [\w ]{3,20})? (?:is off|fell through|is cancelled|is not "
    r"happening|got cancelled|is dead)\b|\bnot moving(?: to [\w ]{3,20})? after all\b"
)
_VISIT: Final = re.compile(
    r"\b(?:weekend|week(?! now)|fortnight|night|tonight|days?|christmas|xmas|easter|diwali|eid|holidays?|holiday|trip|"
    r"visit\w*|conference|meetings?|wedding|funeral|tomorrow|next|until|till|summer|hotel|airport|flight|client|"
    r"clients|"
    r"for work|for now|for a bit|for a while|seeing|see my|office|site|interview|hospital|stuck|appointment)\b"
)
_WISHED: Final = re.compile(
    r"\b(?:if|would|could|might|may|maybe|wish|hope|hoping|want|wanting|wants|will|when|before|once|ever|never|not|"
    r"tempted|thinking|dream|plan|planning|going to|about to|to be|love to|used to|was|were|should|miss|dreading|"
    r"asked me|until)\b(?! work out\b)"
)
_BACK_AT: Final = re.compile(
    r"(?:^|(?<= ))(?:rejoined |re-joined |(?:rejoined|re-joined) (?:my |the )(?:old )?(?:team|crew|firm) at |"
    r"back (?:working |employed |driving |teaching |nursing |cooking |on the books )(?:full[- ]time |"
    r"part[- ]time )?(?:at|with|for) |"
    r"(?:got|gotten|given|have) my (?:old |former )?(?:job|role|post|position) back (?:at|with) |"
    r"(?:I am|^)(?: now| just| officially| happily)*(?: ?back) (?:full[- ]time |part[- ]time )?(?:at|with) |"
    r"(?:went|gone|came|come|returned) (?:back )?to (?:work(?:ing)? (?:for|at|with) |my (?:old )?(?:job|role|desk|"
    r"team) (?:at|with) )?)(?:the )?$"
)
_STAYS_WITH: Final = re.compile(
    rf"{BEGIN}(?:(?:staying|stay|stayed|sticking|living) (?:on |put )?(?:at|with) |(?:did|am) not (?:leave|leaving|"
    rf"quit|quitting) )$"
)
_TOOK_BACK: Final = re.compile(
    r" (?:(?:has|have|just|finally) )*(?:(?:took|taken|had|hired) me back|rehired me|re-hired me|reinstated me|gave me "
    r"my (?:old )?(?:job|role) back)(?= |$)(?! (?:to|for an?|in for)\b)"
)
_JOB: Final = re.compile(
    r"\b(?:job|role|work|working|works|desk|bench|boss|team|shifts?|full[- ]time|part[- ]time|salary|pay|contract|"
    r"rejoined|"
    r"re-joined|employer|as an? [a-z]+|colleagues|manager|hired|reception|tills?|last month|since|again|quit|offer|"
    r"sacked|fired|laid off|resigned)\b"
)
_KEPT_ON: Final = re.compile(
    r"\b(?:after all|in the end|fell through|turned (?:it|them) down|not leaving|counter-?offer|decided|rescinded|"
    r"withdrew|withdrawn|notice back|back my notice|offer|changed my mind)\b"
)
_SHOPS: Final = words("""
  tesco, asda, aldi, lidl, morrisons, sainsbury's, sainsburys, waitrose, costco, walmart, target, woolworths, coles,
  ikea, b&q, argos, boots, primark, greggs, costa, starbucks, mcdonald's, mcdonalds, nando's, checkers, shoprite,
  pick n pay, big bazaar, dmart, netflix, spotify, duolingo, tinder, hinge, bumble, facebook, instagram, twitter, strava
""")
"""Firms that are gone back to as a customer as well."""
_ERRAND: Final = re.compile(
    r"\b(?:buy|bought|return the|return it|returned it|shop|shopping|refund|exchange|phone|broadband|account|bank|"
    r"insurance|milk|groceries|appointment|lunch|dinner|coffee|visit\w*|interview|tariff|weekend|kids|gym)\b"
)


def returns(line: Line) -> Iterator[Mention]:
    """Homes and firms that the user has gone back to, or has not left after all."""
    if line.asks:
        return
    for at in range(len(line.words)):
        yield from _home(line, at)
        yield from _firm(line, at)


def _home(line: Line, at: int) -> Iterator[Mention]:
    found = place_at(line.words, at)
    if found is None or found.value.lower() in geography.COUNTRIES:
        return
    start, end = _ends(line, at, found)
    before, after = line.low[:start], line.low[end:]
    listed = known_place(line.words, at)
    came = _CAME_BACK.search(before) if listed and listed.end == found.end else None
    if came and not (_TO_STAY.search(after) or _LEFT.match(before) or _AGAIN.match(after)):
        came = None
    stayed = _STAYED.search(before) if _CALLED_OFF.search(line.low) else None
    said = _MOVED_BACK.search(before) or came or stayed
    if said and not _VISIT.search(line.low) and _is_users(line, said.start(), start):
        yield Mention("home_city", found.value, "assert", line.span(said.start(), end))


def _firm(line: Line, at: int) -> Iterator[Mention]:
    word = line.words[at]
    shop = word.low in _SHOPS
    if not (word.text[:1].isupper() or shop) or word.text == "I":
        return
    place = known_place(line.words, at)
    found = Found(word.text, at + 1) if shop else organisation_at(line.words, at)
    if found is None or (place and place.end >= found.end):
        return
    start, end = _ends(line, at, found)
    before, after = line.low[:start], line.low[end:]
    took = _TOOK_BACK.match(after)
    if took and line.is_told(start) and not _WISHED.search(before[-30:]):
        yield Mention("employer", found.value, "assert", line.span(start, end + took.end()))
        return
    if _ERRAND.search(line.low):
        return
    back = _BACK_AT.search(before)
    bare = back and not back[0].startswith(("went ", "gone ", "came ", "come ", "returned "))
    if back and not (_JOB.search(line.low) or (bare and found.value.lower() not in _SHOPS)):
        back = None
    stays = _STAYS_WITH.search(before) if _KEPT_ON.search(line.low) else None
    said = back or stays
    if said and _is_users(line, said.start(), start):
        yield Mention("employer", found.value, "assert", line.span(said.start(), end))


def _ends(line: Line, at: int, found: Found) -> tuple[int, int]:
    return line.offsets[at], line.offsets[found.end - 1] + len(line.words[found.end - 1].text)


def _is_users(line: Line, said: int, place: int) -> bool:
    """Whether it is the user who is back, and in earnest."""
    clause = _BREAK.split(line.low[max(0, said - 30) : said])[-1]
    known = (lambda name: name not in names.GIVEN_NAMES) if not clause else is_town
    left_out = leaves_itself_out(line.low[:said])
    return (
        (left_out or is_own(with_small_towns(line.text, known), said))
        and line.is_told(place)
        and not _WISHED.search(clause)
    )
