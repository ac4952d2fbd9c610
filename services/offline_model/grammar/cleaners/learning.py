"""Cleaners for studies, languages and skills."""

import re
from typing import Final

from services.offline_model.grammar.cleaners import cutting as clean
from services.offline_model.grammar.lexicon import bag, geography, life, work


def education(text: str) -> list[str]:
    """A field, degree or school: short, and no mere time of day."""
    value = re.sub(
        (
            r"(?: ,| in (?:19|20)\d\d| at (?!the univ|univ|[A-Z])| and | but | because | last | this | from 19| "
            r"from 20| with | for | part| full| abroad| before| after| to become| then| back| right| now| online| "
            r"as a| these| when| since| so ).*$"
        ),
        "",
        text.strip(" ,"),
    )
    value = re.sub(r"^(?:(?:my|an?|the)(?= [a-z]) )", "", value).strip(" .")
    value = _before_place(value)
    bad = re.match(
        (
            r"(?:lot|bit|hard|all|for|every|late|last|night|with|the|this|that|it|too|a lot|abroad|there|here|how|"
            r"what|in|"
            r"at|until|together|about|your|to|more|work|bed|school|uni|university|college|next|exams?|tests?|"
            r"finals|something)(?: |$)"
        ),
        value.lower(),
    )
    return [value] if value and clean.within(value, 7) and not bad else []


def _before_place(value: str) -> str:
    """`computer science` of `computer science in porto`."""
    head, _, rest = value.rpartition(" in ")
    if re.fullmatch(r"(?:college|university|uni|school|high school|undergrad|grad school|the us|london)", rest.lower()):
        return head
    return head if head and rest.lower() in geography.CITIES | geography.COUNTRIES else value


_SCHOOL: Final = re.compile(
    r"(?:the )?(?:[A-Z][\w&'.-]*)(?: (?:(?:of|for|in|and|de|da|do|at|du|der) )?(?:the )?[A-Z][\w&'.-]*){0,7}"
)
_SCHOOL_WORDS: Final = re.compile(
    (
        r"univ|college|tafe\b|nit\b|iisc|bits\b|unilag|makerere|nus\b|ntu\b|smu\b|ucd\b|ucc\b|tcd\b|dcu\b|nuig|"
        r"northeastern|tech\b|school|academy|institut|polytechnic|conservator|mit\b|eth\b|harvard|oxford|cambridge|"
        r"yale|stanford|princeton|ucl\b|lse\b|nyu\b|ucla\b|berkeley|sorbonne|imperial|tu |epfl|caltech|"
        r"cornell|duke\b|kth\b|iit\b|uc |kaist|trinity|columbia"
    ),
    re.IGNORECASE,
)


def school(text: str) -> list[str]:
    """A school or university by its capitalised name: `the University of Porto`, `MIT`."""
    found = _SCHOOL.match(text.strip())
    if not found:
        found = re.match(
            (
                r"(?:the )?(?:university|college) of [\w]+(?: [A-Z]\w+)?|[\w]+ (?:university|college|law school|"
                r"medical school|art school)|(?:law|art|medical|med|culinary|business|film|drama|music|nursing) "
                r"school|culinary academy"
            ),
            text,
            re.IGNORECASE,
        )
    if not found or not _SCHOOL_WORDS.search(found.group()):
        return []
    name = re.sub(r" (?:in|for|and) (?:19|20|I\b).*$", "", found.group())
    if re.match(r"(?:my|to|the|his|her) (?:school|college|university)$", name.lower()):
        return []
    return [
        clean.title(name.removeprefix("the ")) if name.islower() and "university" in name else name.removeprefix("the ")
    ]


def any_school(text: str) -> list[str]:
    """Where a degree is from: there any capitalised name is a school."""
    found = _SCHOOL.match(text.strip())
    return school(text) or ([found.group().removeprefix("the ")] if found and found.group() != "I" else [])


def degree_field(text: str) -> list[str]:
    """The field of a degree, cut before the school."""
    return education(re.split(r" (?:from|at) ", text)[0])


def student_of(text: str) -> list[str]:
    """`medicine` in `I am a medicine student`, `third-year` left out."""
    value = re.sub(
        (
            r"^(?:an? )?(?:(?:first|second|third|fourth|final)[ -]year |graduate |grad |undergraduate |master's |"
            r"phd |proud |full-time |part-time |mature |former )*"
        ),
        "",
        text,
    )
    return (
        [value]
        if value
        and clean.within(value, 3)
        and value.lower()
        not in {
            "good",
            "bad",
            "high school",
            "university",
            "college",
            "exchange",
            "graduate",
            "phd",
            "model",
            "new",
            "straight a",
            "master's",
            "doctoral",
            "international",
            "research",
            "poor",
            "lazy",
            "school",
            "grad",
            "mature",
            "full-time",
            "part-time",
        }
        and " and " not in value
        and not value.endswith("-year")
        else []
    )


def languages(text: str) -> list[str]:
    """One or several languages; only what is in the list counts."""
    found = []
    text = re.sub(
        (
            r" (?:fluently|natively|well|at home|at work|a little|a bit|every day|with my .*|to a .*|quite .*|"
            r"pretty .*|very .*|too|also|as well|but .*|because .*|since .*|at a .*|on a .*|when .*|better .*)$"
        ),
        "",
        text,
    )
    text = re.sub(r" (?:fluently|natively|well|badly)(?= ,| and)", "", text)
    for part in clean.split_list(text):
        plain = clean.without(
            part.lower(),
            (
                "a|some|very|only|both|pretty|decent|good|basic|conversational|fluent|little|bit of|broken|the|also|"
                "even|quite|intermediate|passable|of"
            ),
        )
        words = plain.split()
        head = next((" ".join(words[:size]) for size in (3, 2, 1) if " ".join(words[:size]) in geography.LANGUAGES), "")
        after = words[len(head.split()) :] if head else []
        if head and (
            not after
            or after[0]
            in {
                "fluently",
                "natively",
                "well",
                "at",
                "with",
                "for",
                "since",
                "and",
                "to",
                "in",
                "pretty",
                "as",
                "quite",
                "but",
                "a",
                "every",
                "now",
                "reasonably",
                "(fluent)",
                "very",
                "because",
            }
        ):
            found.append(head if head == "sign language" else head.upper() if head in {"asl", "bsl"} else head.title())
    return found


def one_language(text: str) -> list[str]:
    """Exactly one language and nothing else."""
    found = languages(text)
    return found if len(found) == 1 and clean.within(text, 2) else []


def tech(text: str) -> list[str]:
    """A programming language or tool by name."""
    values = []
    for part in clean.split_list(clean.cut(text)):
        value = clean.without(part, "some|a bit of|a little|very|the|mostly|mainly|good|decent")
        value = re.sub(
            r" (?:programming|well|really well|inside out|quite well|pretty well|development|code)$", "", value
        )
        if value.lower() in life.TECH:
            values.append(
                value if value != value.lower() else clean.title(value) if value not in _LOWER else _LOWER[value]
            )
    return values


_LOWER: Final = {
    "sql": "SQL",
    "html": "HTML",
    "css": "CSS",
    "php": "PHP",
    "aws": "AWS",
    "gcp": "GCP",
    "javascript": "JavaScript",
    "typescript": "TypeScript",
    "git": "git",
    "vim": "vim",
    "c++": "C++",
    "c#": "C#",
    "ios": "iOS",
    "macos": "macOS",
    "node.js": "Node.js",
    "postgresql": "PostgreSQL",
    "rabbitmq": "RabbitMQ",
}


def skill(text: str) -> list[str]:
    """Something done well: short, not vague."""
    values = []
    for part in clean.split_list(clean.cut(text)):
        value = clean.article(clean.without(part, "the art of|at|in|with|my"))
        if (
            value
            and clean.within(value, 5)
            and not clean.vague(value)
            and value.lower() not in _NO_SKILLS
            and value.lower() not in geography.LANGUAGES
        ):
            values.append(tech(value)[0] if tech(value) else value)
    return values


_NO_SKILLS: Final = bag(
    "job my job things best stuff first last times all home the moment mine what i do love work school"
) | {"my job", "the moment", "what i do"}


def good_at(text: str) -> list[str]:
    """What one is good at, when it is an activity, a tool or a craft."""
    return [
        value
        for value in skill(text)
        if value.lower()
        not in {"time", "hiding", "failing", "procrastinating", "forgetting names", "nothing", "being lazy"}
    ]


def can_do(text: str) -> list[str]:
    """`play the violin`, `code in Rust`: abilities, not favours or permissions."""
    values = []
    for part in clean.split_list(
        re.sub(
            r" (?:really |very |quite |pretty )?(?:well|fluently|perfectly|blindfolded)(?= |$).*$", "", clean.cut(text)
        )
    ):
        low = part.lower()
        if (
            re.match(
                (
                    r"(?:play (?:the )?\w+|code|program|juggle|sew|knit|crochet|weld|solder|sing|dance|draw|paint|ski|"
                    r"swim|surf|sail|ice skate|skateboard|touch[- ]type|drive (?:a |an )?(?:truck|bus|lorry|manual|"
                    r"tractor|stick|forklift|motorcycle)|fly a|ride (?:a )?(?:horses?|unicycle|motorbike|motorcycle)|"
                    r"do (?:a )?(?:backflip|handstand|cartwheel|splits|magic|origami|calligraphy|card tricks)|read "
                    r"(?:music|braille)|write (?:code|poetry|cursive)|solve a rubik|make (?:furniture|pottery|bread|"
                    r"cheese|my own clothes)|bake|cook|fix (?:cars|bikes|bicycles|computers|engines)|repair|build "
                    r"(?:websites|furniture|computers|houses)|tune a|lip-read|whistle|deadlift|bench|type \d|cut "
                    r"hair|beatbox|run a marathon|hold my breath|climb|moonwalk|use (?:excel|photoshop|figma|blender|"
                    r"autocad))\b"
                ),
                low,
            )
            and clean.within(part, 6)
            and not re.search(r"\b(?:you|it|that|this|tomorrow|tonight|something|anything|later)\b", low)
        ):
            values.append(part)
        elif tech(part):
            values.extend(tech(part))
    return values


def certified(text: str) -> list[str]:
    """`certified scuba diver`."""
    value = clean.cut(text)
    return [f"certified {value}"] if value and clean.within(value, 4) else []


def experienced(text: str) -> list[str]:
    """`experienced sailor`, unless it names the profession."""
    value = clean.cut(text)
    return [value] if value and clean.within(value, 3) and value.split()[-1].lower() not in work.JOBS else []


def doer_skill(text: str) -> list[str]:
    """`cooking` from `I am a good cook`."""
    crafts = {
        "cook": "cooking",
        "baker": "baking",
        "singer": "singing",
        "dancer": "dancing",
        "swimmer": "swimming",
        "driver": "driving",
        "writer": "writing",
        "listener": "listening",
        "programmer": "programming",
        "coder": "coding",
        "public speaker": "public speaking",
        "chess player": "chess",
        "skier": "skiing",
        "pianist": "piano",
        "guitarist": "guitar",
        "photographer": "photography",
        "negotiator": "negotiating",
        "typist": "typing",
        "climber": "climbing",
        "drawer": "drawing",
        "storyteller": "storytelling",
    }
    value = clean.cut(text).lower()
    return [crafts[value]] if value in crafts else []


def words_per_minute(text: str) -> list[str]:
    """`typing 90 words per minute`."""
    found = re.match(r"(?:about |around |over )?\d{2,3} (?:words per minute|wpm|words a minute)", text)
    return [f"typing {found.group()}"] if found else []


def learn_language(text: str) -> list[str]:
    """`learn Japanese`: the aim behind `I am learning Japanese`."""
    return [f"learn {name}" for name in languages(text)]


KINDS: Final = {
    "education": education, "education_school": school, "any_school": any_school, "degree_field": degree_field,
    "student_of": student_of,
    "languages": languages, "language": languages, "native_language": languages, "one_language": one_language,
    "tech": tech,
    "skill": skill, "good_at": good_at, "can_do": can_do, "certified": certified, "experienced": experienced,
    "doer_skill": doer_skill,
    "words_per_minute": words_per_minute, "taught_self": skill, "lasting_education": education,
}  # fmt: skip
