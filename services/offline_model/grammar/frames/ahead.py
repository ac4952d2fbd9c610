"""Frame: what may come, was offered or is done besides is not what the user is now.

`assistant principal by 2027` is an aim, a firm that has been applied to employs nobody, and a job on the side is not
the job.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.lexicon import geography, work, words
from services.offline_model.grammar.lexicon.towns import is_town

_AIMED: Final = re.compile(
    r"\b(?:goal|aim|aims|aiming|dream|dreams|dreaming|hope|hoping|ambition|want to|wants to|wanna|applied|applying|apply|"
    r"interview\w*|going for|gunning for|shooting for|in line for|in the running|shortlist\w*|retrain\w*|"
    r"train(?:ing)? (?:to be|as|to become)|studying to|qualify(?:ing)? as|eventually|some ?day|one day|next step|"
    r"considering|thinking (?:of|about)|turned? (?:it |them |her |him |this |that )?down|declin\w+|hear(?:ing)? back|"
    r"recruiter|cover letter|shadowing|offered)\b",
    re.IGNORECASE,
)
_REACHED: Final = re.compile(
    r"\b(?:i am|i'm|im|i work|i've been|as an?|got (?:the|it|in)|accepted|hired|took me|start(?:ed|ing)?|passed|finally|"
    r"working|for me|took it|said yes|quit|left)\b",
    re.IGNORECASE,
)
_REFUSED: Final = re.compile(
    r"\bturn(?:ed|ing)? (?:it |them |that |this )?down\b|\bdeclin\w+|\bsaid no\b|\bshould i (?:take|accept)\b|"
    r"\bfingers crossed\b|\bdidn't get\b|\bhaven't heard\b",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"\b(?:on|by) (?:the|d|da) side\b|\bby night\b|\b(?:second|side|other|extra|weekend|saturday|sunday) "
    r"(?:job|gig|hustle|shifts?|income)\b|\bside[- ](?:hustle|gig)\b|\b(?:some|a few|odd|couple of) (?:extra )?shifts\b|"
    r"\bmoonlight\w*|\bhelp(?:s|ing)? out\b|\bvolunt\w+\b(?! (?:coordinator|manager|officer))|\bunder[- ]?(?:\d+|nine|ten|twelve)s?\b|"
    r"\b(?:sunday school|scouts?|brownies|cubs|little league|pta|parents' committee)\b|"
    r"\bto pay (?:off|down)\b|\b(?:along with|besides|on top of|as well as) (?:the|my) [\w ]{0,20}\b|"
    r"\balso (?:drive|work|teach|do|join|joined|started|run|freelance|sing|coach|tutor)\b|\bin my (?:spare|free) time\b",
    re.IGNORECASE,
)
_AS_STUDENT: Final = re.compile(
    r"\bas (?:a|an) (?:student|teen\w*|undergrad\w*|apprentice|intern|trainee|youngster|child|kid|lad|boy|girl),? "
    r"(?:i|we) (?:was|had|did|used|\w+ed|\w+ught|sold|ran|sang|drove|rode|swam)\b",
    re.IGNORECASE,
)
_CIRCLE: Final = re.compile(
    r"\b(?:group|team|squad|league|crew|circle|class|committee|forum|chat|server|meetup|orchestra|ensemble|troupe|guild|"
    r"club|choir|band|course)\b",
    re.IGNORECASE,
)
_BARE_START: Final = re.compile(
    r"^(?:start|begin|resume|finish|go|leave|come|return|work|be back)(?: (?:on|in|at|from|next|this|tomorrow|back|early))*"
    r"(?: \w+day| week| month)?$",
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
_TEACHES: Final = re.compile(r"\b(?:work\w*|job|teach\w*|taught|lectur\w*|employ\w*|staff|professor|hired|tutor\w*)\b")
_STUDIES_AT: Final = re.compile(
    r"\b(?:student|postdoc|phd|studying)(?: (?:in|at|of|from|to|by))? *$", re.IGNORECASE
)
_LET_IN: Final = re.compile(
    r"\b(?:accept\w*|admitted|admission|offer|scholarship) (?:\w+ ){0,3}(?:in|at|of|from|to|by) *$", re.IGNORECASE
)
_NO_AIM: Final = re.compile(
    r"\b(?:planning|training|learning) (?:engineer|manager|officer|analyst|assistant|director|department|permission|"
    r"inspector|lead|executive|coordinator|supervisor|application|team|consultant|specialist|support)\b",
    re.IGNORECASE,
)
_ERRAND: Final = re.compile(
    r"^(?:email|text|call|ring|message|ask|tell|send|reply|write to|see|have|eat|cook|buy|watch) (?:him|her|them|it|you|that|soup|"
    r"dinner|lunch|breakfast|pizza|pasta)\b|^trip to (?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_SOUGHT: Final = re.compile(r"\b(?:need|looking for|look for|find|hire|want|search(?:ing)? for) (?:an?|the|my|some|another)\b")
_BRANDS: Final = words("""
  netflix, spotify, o2, ee, vodafone, three, verizon, t-mobile, at&t, comcast, xfinity, barclays, monzo, revolut, chase, hsbc,
  lloyds, natwest, santander, weight watchers, slimming world, tinder, hinge, bumble, duolingo, strava, peloton, facebook,
  instagram, tiktok, discord, twitter, linkedin, bluesky, mastodon, reddit, twitch, steam, costco, sky, virgin media, bt,
  jio, airtel, mtn, glo, telstra, optus, puregym, starling, klarna, prime, disney+, audible, amazon prime
""")
_CUSTOMER: Final = re.compile(
    r"\b(?:signed (?:up )?(?:with|to|for)|joined|join|switched to|subscribed to|bank(?:ing)? with|am with|i'm with|we're with|"
    r"moved to)\b",
    re.IGNORECASE,
)
_WORK: Final = frozenset({"occupation", "employer"})


def is_ahead(scene: Scene) -> bool:
    """Whether work is only aimed at, offered or done besides; or a plan says nothing but that something begins."""
    if scene.retracts:
        return False
    if scene.slot in _WORK:
        return _is_ahead(scene) or bool(_BESIDE.search(scene.part) or _AS_STUDENT.search(scene.sentence))
    if scene.slot in {"goal", "plan"}:
        sought = scene.value.lower().partition(" in ")[0] in work.JOBS and _SOUGHT.search(scene.before + scene.said)
        return bool(
            sought or _BARE_START.match(scene.value) or _NO_AIM.search(scene.said) or _ERRAND.match(scene.value)
        )
    if scene.slot == "home_city" and _is_school(scene):
        return True
    return scene.slot in {"education", "pet", "home_city"} and bool(_AS_STUDENT.search(scene.sentence))


def _joins_circle(scene: Scene) -> bool:
    """`joined a badminton group`, `joined a running club called Dashers`."""
    joined = re.search(r"\bjoin\w* (?:an?|the|my|our|this) [\w' ]*$", scene.before + scene.said, re.IGNORECASE)
    return joined is not None and bool(_CIRCLE.search(joined[0]))


def _is_school(scene: Scene) -> bool:
    """`PhD student in Tsinghua`: a school that no list of towns has, or one that is yet to be gone to."""
    before = (scene.before + scene.said).removesuffix(scene.value)
    known = scene.value.lower() in geography.CITIES | geography.COUNTRIES or is_town(scene.value)
    return bool(_LET_IN.search(before) or (not known and _STUDIES_AT.search(before)))


def _is_ahead(scene: Scene) -> bool:
    if scene.slot == "employer" and _joins_circle(scene):
        return True
    if scene.slot == "employer" and scene.value.lower() in _BRANDS and _CUSTOMER.search(scene.part):
        return True
    if scene.slot == "employer" and _TAUGHT.search(scene.sentence) and not _TEACHES.search(scene.sentence):
        return True
    if _REFUSED.search(scene.after + scene.later[:60]) or _KEEPS.search(scene.after):
        return True
    aimed = None
    for aimed in _AIMED.finditer(scene.before + scene.said):  # noqa: B007 - the last
        pass
    return aimed is not None and not _REACHED.search((scene.before + scene.said)[aimed.end() :])
