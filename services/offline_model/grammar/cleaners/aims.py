"""Cleaners for aims, in their base form: `run a marathon`."""

import re
from typing import Final

from services.offline_model.grammar.cleaners import cutting as clean
from services.offline_model.grammar.cleaners.learning import languages
from services.offline_model.grammar.cleaners.pastimes import activity
from services.offline_model.grammar.lexicon import geography, life

_STOP: Final = re.compile(
    r" ,? ?(?:because|so that|so I|but|which|though|although|if|since|while|and (?:I|my|it|need|want|"
    r"could|would|am|was|hope|then)|hopefully|by the way|too|actually|who|any more|and (?:start|visit|"
    r"see))\b.*$| , (?!\d).*$"
)

_MAX_WORDS: Final = 14

_ACHIEVEMENTS: Final = re.compile(
    r"(?:learn(?! more| about| how you| what| the difference)|become|run (?:a|an|my|the|\d|ultra|half)|"
    r"lose (?:weight|\d+|some weight|ten|five|twenty)|gain muscle|quit (?:smoking|sugar|drinking|vaping|"
    r"my)|stop (?:smoking|drinking|biting)|"
    r"start (?:a|my|an|our|running|investing) ?(?:own |new |small |food |online )?(?:business|company|"
    r"family|blog|podcast|bakery|youtube channel|channel|farm|charity|garden|startup|consultancy|band|"
    r"shop|$)|"
    r"write (?:a|my|an) (?:[\w'-]+ ){0,2}(?:book|novel|memoir|cookbook|screenplay|album|play)|publish|build (?:a|"
    r"my|an) (?:\w+ )?(?:house|boat|cabin|app|robot|career|guitar|home|company|startup|shed|business)|"
    r"visit (?!you)|travel|see (?:the northern lights|the world|japan|machu)|save (?:up|money|for|enough|"
    r"\d+|a )|buy (?:a|my|an|our) (?:\w+ )?(?:house|flat|home|apartment|boat|farm|cottage|cabin|place|van|"
    r"piano)|get (?:fit|in shape|fitter|into (?:shape|med|medical|law|university|art|politics)|my "
    r"(?:degree|phd|licence|license|driver|driving|pilot|masters|master's|black belt|citizenship)|a "
    r"(?:promotion|phd|degree|dog|job|tattoo|better job|master|scholarship|new job|driving|pilot)|"
    r"promoted|better at|out of debt|healthier|stronger|married|published|certified)|"
    r"master|retire|move (?:to|abroad|back|out|into|in with|closer)|study|finish (?:my|a|the|writing)|"
    r"complete (?:my|a|an)|pass (?:my|the|an|a)|climb|improve (?:my)|launch|open (?:a|my|an) (?:\w+ "
    r")?(?:bakery|restaurant|cafe|café|shop|business|studio|bookshop|gallery|gym|school|practice|hostel)|"
    r"be able to|be (?:a|an) |be fluent|be debt|sail|swim (?:across|the|a)|hike|cycle (?:from|across|to|"
    r"the)|walk the|eat (?:healthier|healthily|less|more|better|fewer)|drink (?:less|more water)|exercise "
    r"more|speak|read (?:\d+|more|a book a|fifty|twenty|one book|all)|"
    r"compete|qualify|win|perform|record|release|direct|design|adopt|have (?:kids|children|a (?:baby|"
    r"family|garden|house|farm))|own (?:a|my)|earn (?:a|my|an|more|\d+)|pay off|reduce (?:my)|cut down|"
    r"cook more|sleep (?:more|better|eight)|live (?:abroad|in|off)|"
    r"work (?:abroad|as|for|in)|change careers|switch careers|go (?:back to (?:school|university|college)|"
    r"to (?:university|college|med|medical|law|art|space|japan)|vegan|freelance|on a)|do (?:a|my|an) "
    r"(?:phd|master|masters|triathlon|marathon|handstand|pull-up|half|degree|pullup|backflip|ironman|"
    r"parachute)|bench|deadlift|play (?:the|in|guitar|piano|chess)|grow (?:my own|a)|found (?:a|my)|dance|"
    r"raise|volunteer|teach|explore|help people|fly (?:a|to)|complete|achieve|reach|spend (?:more|less)|"
    r"meditate|invest|set up)\b",
    re.IGNORECASE,
)  # fmt: skip

_GERUNDS: Final = {
    "running": "run", "getting": "get", "swimming": "swim", "quitting": "quit", "winning": "win",
    "planning": "plan", "stopping": "stop",
    "cutting": "cut", "setting": "set", "putting": "put", "beginning": "begin", "travelling": "travel",
    "jogging": "jog", "moving": "move",
    "becoming": "become", "writing": "write", "driving": "drive", "retiring": "retire", "losing": "lose",
    "having": "have", "making": "make",
    "living": "live", "taking": "take", "hiking": "hike", "cycling": "cycle", "leaving": "leave", "saving": "save",
    "giving": "give",
    "relocating": "relocate", "hosting": "host", "graduating": "graduate", "celebrating": "celebrate",
    "renovating": "renovate",
    "baking": "bake", "improving": "improve", "competing": "compete", "dancing": "dance", "racing": "race",
    "emigrating": "emigrate",
    "exercising": "exercise", "completing": "complete", "achieving": "achieve", "exploring": "explore",
    "changing": "change", "being": "be",
    "publishing": "publish", "releasing": "release", "presenting": "present", "launching": "launch",
    "buying": "buy", "flying": "fly",
    "marrying": "marry", "reducing": "reduce", "raising": "raise", "closing": "close", "arriving": "arrive",
    "commuting": "commute",
    "lying": "lie", "using": "use", "sharing": "share", "upgrading": "upgrade", "welcoming": "welcome",
    "continuing": "continue",
}  # fmt: skip


def base(text: str) -> str:
    """`run a marathon` from `running a marathon`; other text as it is."""
    head, gap, rest = text.partition(" ")
    low = head.lower()
    if not low.endswith("ing") or low in {"bring", "sing", "ring", "swing", "bing", "cling", "sling", "wing"}:
        return text
    plain = _GERUNDS.get(low) or low[:-3]
    return f"{plain}{gap}{rest}"


def trimmed(text: str) -> str:
    """`text` up to where another thought begins."""
    return re.sub(r" (?:some ?day|one day|eventually|at some point)$", "", _STOP.sub("", text.strip(" ,")).strip(" ,."))


def fits(value: str, least: int = 2) -> bool:
    """Whether `value` names something and has a fitting number of words."""
    vague = re.match(
        r"(?:\w+ )?(?:it|that|this|you|these|those|something|anything|things)(?: |$)", value, re.IGNORECASE
    )
    return least <= len(value.split()) <= _MAX_WORDS and not vague and "¤" not in value


def free_aim(text: str) -> list[str]:
    """An aim in a frame that says that it is one: `my goal is to …`."""
    value = re.sub(r"^be (?=an? )", "become ", base(trimmed(text)))
    return [re.sub(r"^(?:eventually|one day|someday|finally|also|just|to) ", "", value)] if fits(value) else []


def strong_aim(text: str) -> list[str]:
    """An aim in a weaker frame (`I want to …`): only what is an achievement, not a request."""
    value = base(
        trimmed(re.sub(r"^(?:eventually|one day|someday|finally|really|also|still|to|try to|maybe) ", "", text))
    )
    request = re.search(
        r"\b(?:you|your|this(?! (?:year|summer|spring|autumn|winter|month|season))|"
        r"that|it|tonight|today|right now|for dinner|for lunch|this (?:recipe|code|file))\b",
        value,
    )
    return [value] if fits(value, 1) and _ACHIEVEMENTS.match(value) and not request else []


def wish_aim(text: str) -> list[str]:
    """`I'd love to learn Japanese`: an aim when it is one to work for, not a dream of the day."""
    found = strong_aim(text)
    return (
        found
        if found
        and re.match(
            (
                r"(?:learn|become|run|write|visit|travel|be able|speak|open|start|move|climb|see the|publish|play|"
                r"sail|retire|live|do a|hike|get into|build|master)"
            ),
            found[0],
        )
        else []
    )


def someday(text: str) -> list[str]:
    """`one day I will …`, `I will … someday`."""
    ever = re.compile(r" (?:some ?day|one day|eventually)$|^(?:some ?day|one day|eventually|one day soon) ")
    if not ever.search(text):
        return []
    said = ever.sub("", text)
    made = re.match(r"(?:make|have|own|build|open|brew|grow|run) (?:my|an?) (?!look|chat|word|think|go\b|note)", said)
    return strong_aim(said) or (free_aim(said) if made else [])


def said_someday(text: str) -> list[str]:
    """The same behind `one day I will`."""
    return someday(f"someday {text}")


def training(text: str) -> list[str]:
    """`run a marathon` behind `training for a marathon`."""
    value = trimmed(text)
    bad = re.match(
        r"(?:this|that|work|my (?:new )?job|it|the job|something|dinner|bed|tomorrow|a meeting|an interview)\b", value
    )
    return (
        []
        if bad or not fits(value, 1)
        else [f"train for {value}" if re.match(r"(?:a|an|my|the|\d)", value) else base(value)]
    )


def prepared(text: str) -> list[str]:
    """An exam, race or move one prepares for."""
    value = trimmed(text)
    big = re.search(
        (
            r"exam|test|marathon|race|triathlon|ironman|certification|bar|competition|championship|olympi|recital|"
            r"tournament|ielts|toefl|gre\b|mcat|lsat"
        ),
        value.lower(),
    )
    return (
        [
            f"pass {value}"
            if re.search(r"exam|test|bar|cert|ielts|toefl|gre\b|mcat|lsat", value.lower())
            else f"train for {value}"
        ]
        if big and fits(value, 1)
        else []
    )


def saving(text: str) -> list[str]:
    """`save for a house`."""
    value = re.sub(r"^(?:for|to) ", "", trimmed(text))
    return (
        [base(value) if re.match(r"(?:buy|get|go|travel|move|visit|start|pay)", value) else f"save for {value}"]
        if fits(value, 1)
        else []
    )


def working_on(text: str) -> list[str]:
    """`finish my novel` is not said, but `write a novel` is meant: large works only."""
    value = trimmed(text)
    work = re.match(
        (
            r"(?:a|an|my) (?:\w+ ){0,2}(?:novel|book|album|thesis|dissertation|phd|memoir|screenplay|startup|"
            r"degree|fitness|french|spanish|german|handstand|backhand|english|pronunciation|portfolio)\b"
        ),
        value.lower(),
    )
    if not work:
        return (
            [f"{'improve' if not value.startswith('becoming') else 'become'} {value.partition(' ')[2]}"]
            if re.match(r"(?:improving|becoming) ", value)
            else []
        )
    kind = work.group()
    return [
        f"write {value}"
        if re.search(r"novel|book|memoir|screenplay|album|thesis|dissertation", kind)
        else f"work on {value}"
    ]


def trying(text: str) -> list[str]:
    """`I'm trying to lose weight`: a lasting effort."""
    found = strong_aim(text)
    return (
        found
        if found
        and re.match(
            (
                r"(?:lose|quit|get (?:fit|in|better|healthier|out|my|pregnant|a (?:promotion|better|new|job|"
                r"degree)|promoted|into)|learn|eat|drink|become|save|read|"
                r"improve|stop|cut|exercise|sleep|write|start|gain|run|spend|reduce|find|pay|build|be (?:a|an)|grow|"
                r"finish)"
            ),
            found[0],
        )
        else []
    )


def learn_to(text: str) -> list[str]:
    """`learn to sew`."""
    value = trimmed(text)
    return (
        [f"learn to {value}"]
        if fits(value, 1) and not re.match(r"(?:love|live|like|accept|be|trust|let|deal)\b", value)
        else []
    )


def learn_thing(text: str) -> list[str]:
    """`learn Japanese`, `learn guitar`, `learn Rust`: a known language, instrument or tool; a pastime is a hobby."""
    found = languages(text)
    if found:
        return [f"learn {name}" for name in found]
    values = []
    for part in clean.split_list(clean.cut(text)):
        value = clean.without(part, "the|some|about|to play the|to play")
        low = value.lower()
        if low in life.INSTRUMENTS | life.TECH:
            values.append(f"learn {clean.title(low) if low in life.TECH and value == low else value}")
    return values


def lessons(text: str) -> list[str]:
    """`I'm taking piano lessons`: learn piano."""
    low = clean.without(text.lower(), "some|private|weekly|online")
    if low in geography.LANGUAGES:
        return [f"learn {low.title()}"]
    known = low in life.INSTRUMENTS | life.ACTIVITIES | {"driving", "flying"}
    return [{"driving": "learn to drive", "flying": "learn to fly"}.get(low, f"learn {low}")] if known else []


def gone_aim(text: str) -> list[str]:
    """What one gave up aiming at."""
    value = base(clean.without(trimmed(text), "my|the|on|idea of|dream of|goal of|plan to|to"))
    if activity(text):
        return []
    known = _ACHIEVEMENTS.match(value) or re.match(
        (
            r"(?:an? |the )?(?:marathon|novel|book|phd|degree|half marathon|triathlon|diet|business|idea|thesis|"
            r"move)"
        ),
        value,
        re.IGNORECASE,
    )
    return [value] if known and fits(value, 1) and value != "idea" else []


def gerund_goal(text: str) -> list[str]:
    """`my dream is opening a bakery`: only an `-ing` form, not `my goal is simple`."""
    return free_aim(text) if re.match(r"\w+ing ", text) else []


def applied(text: str) -> list[str]:
    """`apply to medical school`."""
    value = trimmed(text)
    known = re.match(r"(?:an? |the )?(?:[\w'-]+ ){0,3}(?:school|university|college|academy|programmes?|phd|masters?|"
                     r"scholarship|citizenship|residency|visa|mba|degree)\b|[A-Z]", value, re.IGNORECASE)  # fmt: skip
    return [f"apply to {value}"] if known and fits(value, 1) and not re.match(r"[a-z]+ing\b", value) else []


def wanted(text: str) -> list[str]:
    """`get my pilot's license` of `I want my pilot's license`: papers and ranks only."""
    value = trimmed(text)
    known = re.match(
        r"((?:an?|my) (?:[\w'-]+ ){0,3}(?:licen[cs]e|degree|diploma|phd|doctorate|master's|black belt|promotion|"
        r"citizenship|certificate|qualification|green card|scholarship|food truck))\b",
        value,
        re.IGNORECASE,
    )
    return [f"get {known.group(1)}"] if known else []


def job_sought(text: str) -> list[str]:
    """`find a new job`."""
    known = re.match(
        r"(?:an?|another|other|some) (?:(?:new|better|different|other|part-time|full-time|summer|first) )*"
        r"(?:job|role|position|apprenticeship|internship|flat|apartment|house|place to live)\b",
        text,
    )
    return [f"find {known.group()}"] if known else []


def built_thing(text: str) -> list[str]:
    """`build a boat`: large works only."""
    known = re.match(
        r"(?:a|my own|my|an) (?:[\w'-]+ ){0,2}(?:house|boat|cabin|shed|canoe|kayak|tiny house|treehouse|guitar|"
        r"robot|app|"
        r"startup|company|greenhouse|telescope|synth|campervan)\b",
        text,
    )
    return [f"build {known.group()}"] if known else []


KINDS: Final = {
    "applied": applied,
    "said_someday": said_someday,
    "wanted": wanted,
    "job_sought": job_sought,
    "built_thing": built_thing,
    "gerund_goal": gerund_goal,
    "goal": free_aim,
    "free_aim": free_aim,
    "strong_aim": strong_aim,
    "wish_aim": wish_aim,
    "someday": someday,
    "training": training,
    "prepared": prepared,
    "saving": saving,
    "working_on": working_on,
    "trying": trying,
    "learn_to": learn_to,
    "learn_thing": learn_thing,
    "lessons": lessons,
    "gone_aim": gone_aim,
}
