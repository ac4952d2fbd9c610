"""Frame: what is done besides is not what the user is: a job on the side, a club, a course, an account with a firm.

It would end the job that is known. What is said of work by somebody who learns there is no employer either.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.lexicon import words

_BESIDE: Final = re.compile(
    r"\b(?:on|by) (?:the|d|da) side\b|\bby night\b|\b(?:second|side|other|extra) "
    r"(?:job|gig|hustle|shifts?|income)\b|\bside[- ](?:hustle|gig)\b|\b(?:some|a few|odd|"
    r"couple of) (?:extra )?shifts\b|"
    r"\bmoonlight\w*|\bhelp(?:s|ing)? out\b|\bvolunt\w+\b(?! (?:coordinator|manager|officer))|\bunder[- ]?(?:\d+|"
    r"nine|ten|twelve)s?\b|"
    r"\b(?:sunday school|scouts?|brownies|cubs|little league|pta|parents' committee)\b|"
    r"\bto pay (?:off|down)\b|\b(?:along with|besides|on top of|as well as) (?:the |my )?(?:\w+ )?(?:job|work|"
    r"practice|studies|degree|shift|\w+ing)\b|"
    r"\balso (?:doing|working|drive|work|teach|do|join|joined|started|run|freelance|sing|coach|tutor)\b|"
    r"\bin my (?:spare|free) time\b|"
    r"\bon (?:satur|sun)days,? i\b|\b(?:i'm|i am|am) also an?\b|\bbesides\b(?! )|\bsmall job\b|"
    r"\b(?:by|as a) hobby\b|\b(?:trained|qualified|licen[sc]ed) [\w ]{3,25} but\b",
    re.IGNORECASE,
)
_AS_STUDENT: Final = re.compile(
    r"\bas (?:a|an) (?:student|teen\w*|undergrad\w*|apprentice|intern|trainee|youngster|child|kid|lad|boy|girl),? "
    r"(?:i|we) (?:was|had|did|used|\w+ed|\w+ught|sold|ran|sang|drove|rode|swam)\b",
    re.IGNORECASE,
)
_CIRCLE: Final = re.compile(
    r"\b(?:group|team|squad|league|crew|circle|class|committee|forum|chat|server|meetup|orchestra|ensemble|troupe|"
    r"guild|"
    r"club|choir|band|course)\b",
    re.IGNORECASE,
)
_KEEPS: Final = re.compile(
    r"\b(?:keep(?:ing)? (?:the|my) [\w ]{0,20}(?:job|work|post|role|day)|(?:job|work|teaching|post) (?:stays|remains)|"
    r"not (?:leaving|quitting)|day job|main job|real job)\b",
    re.IGNORECASE,
)
_TAUGHT: Final = re.compile(
    r"\b(?:student|undergrad\w*|class|classes|course|enrolled|studying|signed up|degree|night school|phd|seminar)\b",
    re.IGNORECASE,
)
_TEACHES: Final = re.compile(
    r"\b(?:work\w*|job|teach\w*|taught|lectur\w*|employ\w*|staff|professor|hired|tutor\w*|coordinat\w*|manage\w*|"
    r"admin\w*|director|secretary)\b",
)
_BRANDS: Final = words("""
  netflix, spotify, o2, ee, vodafone, three, verizon, t-mobile, at&t, comcast, xfinity, barclays, monzo,
  revolut, chase, hsbc, lloyds, natwest, santander, weight watchers, slimming world, tinder, hinge, bumble,
  duolingo, strava, peloton, facebook, instagram, tiktok, discord, twitter, linkedin, bluesky, mastodon,
  reddit, twitch, steam, costco, sky, virgin media, bt, jio, airtel, mtn, glo, telstra, optus, puregym,
  starling, klarna, prime, disney+, audible, amazon prime
""")
_CUSTOMER: Final = re.compile(
    r"\b(?:signed (?:up )?(?:with|to|for)|joined|join|switched to|subscribed to|bank(?:ing)? with|(?:am|i'm|"
    r"we're) (?:back )?with|"
    r"went back to|"
    r"moved to)\b",
    re.IGNORECASE,
)
_WITH: Final = re.compile(r"\bwith (?:the )?$")
_AT_WORK: Final = re.compile(
    r"\b(?:work\w*|job|employ\w*|contract\w*|start\w*|join\w*|career|intern\w*|position|role|placement|am|i'm|im|i've|"
    r"been|now|gone|sign\w*|back|rep|consult\w*|engineer|nurse|manager|driver|apprentice\w*)\b",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(r"^(?:dr|mr|mrs|ms|miss|auntie|uncle|sister|brother|pastor)\b\.?", re.IGNORECASE)
_STREET: Final = re.compile(r" (?:street|st|road|rd|lane|avenue|square|wharf|quay|high street|ring road|boulevard)$")
_WORKS_OUT: Final = re.compile(
    r"\bwork(?:s|ed|ing)? out (?:at|in|with)\b|\bfor my (?:local )?(?:church|mosque|temple)\b"
)
_NAMED_NEXT: Final = re.compile(r"^,? ?(?:(?:that|which) (?:is|was)|that's|which's) (?:called|named)\b")
"""`a hotel that is called …`: its kind alone is not whom somebody works for."""
_JOINED: Final = re.compile(r"\bjoin\w* (?:an?|the|my|our|this) [\w' ]*$", re.IGNORECASE)
_WHILE_STUDENT: Final = frozenset({"occupation", "employer", "education", "pet", "home_city"})


def is_beside(scene: Scene) -> bool:
    """Whether it is work on the side, or no work at all."""
    if scene.retracts:
        return False
    if scene.slot in _WHILE_STUDENT and _AS_STUDENT.search(scene.sentence):
        return True
    if scene.slot not in {"occupation", "employer"}:
        return False
    extra = _BESIDE.search(scene.part) or _KEEPS.search(scene.after)
    return bool(extra) or (scene.slot == "employer" and _is_no_employer(scene))


def _is_no_employer(scene: Scene) -> bool:
    """`joined a running club called Dashers`, `I'm with Vodafone`, `night classes at Owens`."""
    if scene.value.islower() and _NAMED_NEXT.match(scene.after):
        return True
    told = scene.before + scene.said
    before = told[: told.rfind(scene.value)] if scene.value in told else told
    company = bool(_WITH.search(before)) and (bool(_PERSON.match(scene.value)) or not _AT_WORK.search(before))
    if company or _STREET.search(scene.value.lower()) or _WORKS_OUT.search(told):
        return True
    joined = _JOINED.search(told)
    if joined and _CIRCLE.search(joined[0]):
        return True
    if scene.value.lower() in _BRANDS and _CUSTOMER.search(scene.part):
        return True
    return bool(_TAUGHT.search(scene.sentence)) and not _TEACHES.search(scene.sentence)
