"""Cleaners for what the user does for a living, and for whom."""

import re
from typing import Final

from services.offline_model.grammar.cleaners import cutting as clean
from services.offline_model.grammar.lexicon import bag, geography, names, work
from services.offline_model.grammar.lexicon.towns import is_town

_JOB_STOP: Final = re.compile(
    r" (?:(?:at|in|for|with|who|by|from|and|but|on|because|since|working|specialising|specializing|these|"
    r"now|near|based|up in|down in|out in|over in|over|outside|below in|above in|beyond in|under|"
    r"currently|yesterday|today|last|this|next|soon|after|before|until|while|so|living|to|during|there|"
    r"here|right|again|as|"
    r"myself|,|of (?:an?|the|my|our|one|two|three|four|five))(?= |$)|of [A-Z]).*$"
)
_NO_EMPLOYERS: Final = re.compile(
    r"^(?:home|night|nights|the moment|it|myself|free|fun|a living|living|my own|weekends|the weekend|"
    r"this|that|them|him|her|you|heart|key stage|band|level|grade|sats?|gcses?|er|icu|nicu|itu|a&e|ot|"
    r"hard|least|all|the same|a while|my|our|peanuts|tips|money|the government of|a project|many|several|"
    r"different|years|\d+|"
    r"being|making|getting|losing|some(?:thing|one)?|school today|two|three|people|us|me|a (?:new "
    r")?(?:boss|man|woman|guy|small team|team)|the (?:time|best|weekend|morning|evening|same))\b",
    re.IGNORECASE,
)
_CAPITALS: Final = re.compile(
    r"(?:the )?(?:[A-Z0-9À-Þ][\w&'.+-]*|eBay|iRobot)(?: (?:(?:of|de|the|for|and|&|da|do|of the|upon) "
    r")?[A-Z0-9À-Þ][\w&'.+-]*){0,6}"
)


def job(text: str) -> list[str]:
    """A profession that is in the list or ends like one: `a senior software engineer at …`."""
    value = _job_text(text)
    if not value or not clean.within(value, 5) or value == "Dev":
        return []
    if re.match(r"(?:at|with|in|on|to|off|near|by|like|seeing|not|about|from|for) ", value):
        return []
    low = value.lower()
    last = low.split()[-1]
    two = " ".join(low.split()[-2:])
    if (
        low in work.NOT_JOBS
        or last in work.NOT_JOBS
        or re.match(
            (
                r"(?:your|my|his|her|their|our|this|that|such|keen|avid|passionate|amateur|hobby|enthusiastic|"
                r"recreational|weekend|serious|aspiring|budding|future|failed|frustrated|armchair|competitive|natural|"
                r"regular|frequent|beginner|novice|"
                r"fan of|morning|cat|dog|people|big|huge|bad|terrible|lousy|good|great|decent|slow|"
                r"fast|light|heavy|picky|lucky|curious|would-be|wannabe|"
                r"been (?!an? )|being|hello|hi|hey|need|no|not|never|dear|third[ -]year|second[ -]year|first[ -]year|"
                r"final[ -]year|"
                r"want|wanted|same|thanks|sorry|good|evil|hate|love|ask|tell|call|seen|saw|see|find)\b"
            ),
            low,
        )
    ):
        return []
    known = {low, last, two} & work.JOBS or work.looks_like_job(last)
    return [value] if known else []


def any_job(text: str) -> list[str]:
    """Whatever stands after `I work as`; short enough to be a title."""
    value = _job_text(text)
    vague = re.match(r"(?:from|team|volunteer|hard|much|well|if|usual|long|soon|part of|little)\b", value.lower())
    return [value] if value and clean.within(value, 5) and not vague else []


def _job_text(text: str) -> str:
    value = _JOB_STOP.sub("", re.split(r" ?,", text.strip())[0])
    value = re.sub(r" for (?:the |an? )?[A-Z].*$", "", value)
    value = re.sub(
        (
            r"^(?:an? |the )?(?:(?:full-time|part-time|first-year|second-year|third-year|final-year|fourth-year|"
            r"full time|part time|newly qualified|new|professional|registered|qualified|licensed|certified|"
            r"trained|proud|humble|simple|fellow|former|published) )*"
        ),
        "",
        value,
    )
    words = value.split()
    if words and words[0].lower() in geography.NATIONALITIES and len(words) > 1 and words[1].lower() != "teacher":
        value = " ".join(words[1:])
    return re.sub(r" (?:myself|too|now|again|by (?:trade|profession|training))$", "", value).strip(" .")


def field(text: str) -> list[str]:
    """A field of work: `in marketing`."""
    value = re.split(r" ?,| and | but | at | for | as | since | these | now| because | with ", text)[0].strip()
    low = re.sub(r"^the (?=\w+ (?:industry|sector|field|business))", "", value.lower())
    plain = re.sub(r" (?:industry|sector|field|business|department)$", "", low)
    return [value] if low in work.FIELDS or plain in work.FIELDS else []


def organisation(text: str) -> list[str]:  # noqa: PLR0911 - one return per way of naming a firm
    """An employer: a capitalised name, or a kind of workplace with its article."""
    text = text.strip(" ,")
    if _NO_EMPLOYERS.match(text):
        return []
    called = _CALLED.match(text)
    if called and not is_town(called["name"].lower()):
        return organisation(called["name"])
    found = _CAPITALS.match(text)
    if found:
        name = re.sub(r" \d+$", "", found.group()) if _LASTS.match(text[found.end() :]) else found.group()
        name = re.sub(r" (?:and|of|the|for) (?:I|My)\b.*$", "", name).removesuffix("'").rstrip(".,")
        place = re.fullmatch(r"(.+) (?:for|in|at) (?:the )?(.+)", name)
        name = place.group(1) if place and place.group(2).lower() in geography.CITIES else name
        low = name.lower()
        if (
            low in geography.CITIES | geography.COUNTRIES
            or low in geography.MONTHS
            or is_town(low)
            or low in names.GIVEN_NAMES | {"i", "christmas", "hr", "it", "ux"}
        ):
            return []
        return [name if not low.startswith("the ") else name[4:] if name[:1] == "t" else name]
    kind = workplace(text)
    if kind:
        apposed = re.match(rf"[^,]+ , (?:the )?(?P<name>{_CAPITALS.pattern})(?: ,|$)", text)
        return organisation(apposed["name"]) if apposed and not is_town(apposed["name"].lower()) else kind
    words = re.split(
        (
            r" ?,| in | as | and | but | since | for | now| these | because | right | with | near | last | on | "
            r"where | from | to "
        ),
        text,
    )[0].split()
    lower_name = len(words) == 1 and text.islower() and words[0].isalpha() and len(words[0]) >= len("ikea") - 1
    plural = text.endswith("s") and words[:1] and words[0].endswith("s") and words[0] not in _FIRMS
    if not lower_name or plural or words[0] in work.WORKPLACES | work.FIELDS | _NO_NAMES:
        return []
    return [clean.title(words[0])]


_CALLED: Final = re.compile(
    rf"(?:an?|the|this|some|one) (?:[\w'-]+ ){{0,4}}?[\w'-]+ ,? ?(?:(?:that|which|who) (?:is|are) )?(?:called|named) "
    rf"(?P<name>{_CAPITALS.pattern})"
)
"""`an NGO called Amref`: the name says more than the kind."""
_LASTS: Final = re.compile(r" (?:years?|yrs?|months?|weeks?)\b")
_FIRMS: Final = bag(
    "greggs morrisons sainsburys mcdonalds starbucks siemens airbus waitrose wetherspoons boots asos aldis lowes"
)
"""Firms that are written in small letters and look like a plural."""


_NO_NAMES: Final = bag("nights home night work weekends people kids children computers animals food fun free tips sea")


def workplace(text: str) -> list[str]:
    """`a local hospital`, `the university`."""
    found = re.match(
        (
            r"(?:an?|the|our) (?:[\w'-]+ ){0,4}?[\w'-]+(?= in | as | and | near |,| ,| for | since | on | where | "
            r"with | these |$)"
        ),
        text,
        re.IGNORECASE,
    )
    if not found:
        return []
    words = found.group().lower().split()
    kind = " ".join(words[-2:]) in work.WORKPLACES or words[-1] in work.WORKPLACES
    return [found.group()] if kind else []


def named_employer(text: str) -> list[str]:
    """An employer by its capitalised name, in frames that fit people and places as well (`I left …`)."""
    found = organisation(re.split(r" (?:for|to|as|after|because) ", text)[0])
    first = found[0].removeprefix("The ").split()[0].lower() if found else ""
    known = first in names.GIVEN_NAMES or first in names.NOT_NAMES or first in geography.NATIONALITIES
    return found if found and found[0][:1].isupper() and text[:1].isupper() and not known else []


def student_job(text: str) -> list[str]:
    """`medical student`: their school is no employer."""
    return job(text) if text.lower().endswith("student") else []


def any_title(text: str) -> list[str]:
    """What `my job is` or `I became` may name: a profession, a field, or a title of several words."""
    return job(text) or field(text)


def lead_title(text: str) -> list[str]:
    """`head of design`, `manager`: what stands after `I am the`."""
    return (
        [text]
        if text.split(maxsplit=1)[0].lower() in {"head", "director", "manager", "ceo", "cto", "cfo", "lead"}
        else []
    )


def headed(text: str) -> list[str]:
    """`head of marketing` from the department."""
    value = _JOB_STOP.sub("", text)
    return [f"head of {value}"] if clean.within(value, 4) else []


def status(text: str) -> list[str]:
    """`retired`, `a student`, `between jobs`."""
    found = re.match(
        (
            r"(?:an? )?(?:(?:full-time|happily|semi-)? ?)?(retired|semi-retired|unemployed|self-employed|"
            r"freelance|freelancing|between jobs|jobless|out of work|on disability)(?= |,|$)"
        ),
        text,
        re.IGNORECASE,
    )
    if not found:
        return []
    low = found.group(1).lower()
    return [
        {
            "jobless": "unemployed",
            "out of work": "unemployed",
            "freelancing": "freelancer",
            "freelance": "freelancer",
        }.get(low, low)
    ]


def taught(text: str) -> list[str]:
    """`maths teacher` from `I teach maths`."""
    value = re.split(r" (?:at|in|to|for|and|but|on|since|part|full|online|here|these|,)\b| ,", text)[0].strip()
    bad = (
        clean.vague(value)
        or value.lower() in {"people", "kids", "children", "myself", "him", "her"}
        or value.lower().split(maxsplit=1)[:1] in (["to"], ["for"], ["with"])
        or not clean.within(value, 3)
    )
    grade = re.search(r"(?:grade|graders|year|kindergarten|school|students|adults|toddlers)$", value.lower())
    where = re.match(r"(?:at|in) ", value)
    return [] if bad or not value else ["teacher"] if grade or where else [f"{value} teacher"]


_AGENTS: Final = {
    "write": "writer", "paint": "painter", "code": "coder", "sing": "singer", "act": "actor", "cook": "cook",
    "bake": "baker", "teach": "teacher", "translate": "translator", "dance": "dancer", "farm": "farmer",
    "fish": "fisherman", "garden": "gardener", "drive": "driver", "sew": "tailor", "lecture": "lecturer",
}  # fmt: skip
_VERB_WORK: Final = re.compile(
    r"(?:mainly |mostly )?([a-z]{3,12}) ((?:(?!my |it$|that$|this$|what |not )[a-z' -]){3,40})$"
)


def verb_work(text: str) -> list[str]:
    """`tunes pianos` from `I tune pianos for a living`."""
    if text in _AGENTS:
        return [_AGENTS[text]]
    driver = re.match(r"drive (?:a |an )?([a-z]+)$", text)
    if driver:
        return driven(driver.group(1)) or driven(driver.group(1).removesuffix("s"))
    found = _VERB_WORK.match(clean.cut(text))
    if not found:
        return []
    verb, what = found.groups()
    ending = "es" if verb.endswith(("ch", "sh", "x", "s")) else "s"
    return [f"{verb}{ending} {re.sub(r'^(?:an? )', '', what)}"]


def agent(text: str) -> list[str]:
    """`tutor` of `I tutor full time`."""
    return [_AGENTS[text]] if text in _AGENTS else job(text) if text in {"tutor", "nurse", "coach"} else []


def goods(text: str) -> list[str]:
    """`sells fabrics` of a trader."""
    return [f"sells {text}"]


def line_of_work(text: str) -> list[str]:
    """`backend` from `backend stuff`, or a field of work."""
    found = re.fullmatch(r"((?:[a-z-]+ ){1,2})(?:stuff|work|things|bits|jobs)", text.lower())
    return [found.group(1).strip()] if found and not clean.vague(found.group(1)) else field(text)


def gerund_work(text: str) -> list[str]:
    """`driving trucks` after `I make my living`."""
    value = clean.cut(text)
    return [value] if re.match(r"[a-z]+ing [a-z]", value) else []


def business(text: str) -> list[str]:
    """`runs a bakery` from `I run a small bakery`."""
    found = workplace(clean.cut(text)) or workplace(text)
    if not found:
        return []
    return [f"runs {found[0]}"]


def own_business(text: str) -> list[str]:
    """`I have my own bakery`."""
    found = workplace(f"a {text}")
    if re.match(r"(?:small )?(?:business|company)\b", text):
        return ["business owner"]
    return [f"runs {found[0]}"] if found else []


def become_job(text: str) -> list[str]:
    """The goal behind `I am training to become a pilot`."""
    value = _job_text(text)
    return [f"become {_with_article(value)}"] if value else []


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[:1].lower() in "aeiou" else f"a {noun}"


def driven(text: str) -> list[str]:
    """`I drive a bus for a living`."""
    return (
        [f"{text} driver"]
        if text
        in {
            "ambulance",
            "bus",
            "taxi",
            "truck",
            "lorry",
            "tram",
            "train",
            "van",
            "cab",
            "forklift",
            "tuk-tuk",
            "minibus",
        }
        else []
    )


def driven_for_others(text: str) -> list[str]:
    """`I drive a bus`: what nobody drives but for work; a van may be one's own."""
    head = re.match(r"(bus|taxi|tram|train|ambulance|lorry|forklift|cab|tuk-tuk|minibus)\b", text)
    return driven(head.group()) if head else []


def lasting_named(text: str) -> list[str]:
    """`at Nestlé for eleven years`: without the span it may be a visit."""
    return (
        named_employer(text) if re.search(r" (?:for|since) (?:\w+ ){0,3}(?:years?|months|\d{4}|last)\b", text) else []
    )


KINDS: Final = {
    "lasting_named": lasting_named,
    "occupation": job,
    "student_job": student_job, "any_job": any_job, "any_title": any_title, "lead_title": lead_title, "headed": headed,
    "status": status,
    "field": field, "taught": taught, "verb_work": verb_work, "gerund_work": gerund_work, "business": business,
    "own_business": own_business, "founded": business, "driven": driven, "employer": organisation,
    "workplace": workplace,
    "named_employer": named_employer, "lasting_employer": organisation, "lasting_job": any_job,
    "become_job": become_job, "goods": goods, "agent": agent,
    "driven_for_others": driven_for_others, "line_of_work": line_of_work,
}  # fmt: skip
