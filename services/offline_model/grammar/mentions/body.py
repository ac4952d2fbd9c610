"""Allergies, conditions and diets anywhere in a sentence: by what they do to the user, or by whose they are."""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.cleaners.body import BORNE, NO_ALLERGEN, allergy
from services.offline_model.grammar.lexicon import body, life, words
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import BEGIN, END, any_of
from services.offline_model.grammar.mentions.subject import is_own

_THING: Final = rf"(?:{any_of(body.ALLERGENS)})"
_THINGS: Final = rf"(?P<things>{_THING}(?: (?:, and|, or|,|and|or|nor|plus) {_THING}){{0,5}})"
_FREE: Final = (
    r"(?P<things>(?:the |all |any |most |certain |some )?[a-z][\w'-]*(?: (?!and|or|but|so|is|are|am|I|in|that|which|"
    r"since|with|at|on|for|if|when|because|not|too|makes|please|also)[a-z][\w'-]*){0,3}(?: (?:, and|,|and|or) "
    r"(?:the )?THING){0,4}(?: (?:and|or) (?!I|my|so|she|he|it|please|they|can|what|need|is|am|no|also|have|has|do|"
    r"not|that)[a-z][\w'-]*(?: (?:nuts|stings|pollen|mites|hair|juice))?)?)"
).replace("THING", _THING)
_PART: Final = (
    r"(?:throat|tongue|lips?|mouth|face|whole face|eyes|skin|airways|chest|hands?|nose|belly|stomach|tummy|gut|"
    r"whole body|body|neck|arms)"
)
_HURTS: Final = (
    r"(?:swell\w*|close\w*|itch\w*|burn\w*|tingl\w*|puff\w*|goes? (?:numb|red|puffy)|balloon\w*|blow\w* up|cramp\w*|"
    r"bloat\w*|hurt\w*|"
    r"become(?:s)? (?:very )?(?:itchy|red|swollen)|explode\w*|suffer\w*|scream\w*|revolt\w*|protest\w*|tight\w*)"
)
_ILL: Final = (
    r"(?:hives|rash|rashes|a rash|welts|urticaria|spots|blotches|sick|ill|itchy?|sneez\w+|wheez\w+|vomit\w*|throw "
    r"up|bloated|cramps?|swell\w*|"
    r"break out|come out in \w+|come up in \w+|anaphyla\w+|migraines?|headaches?|problems|an? (?:allergic "
    r")?reaction|reflux|heartburn|cough|asthma attack|diarrh\w+|"
    r"runny|puff up|balloon|shock|die)"
)
_ALLERGY: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}(?:have|eat|take|touch|near|drink|do) (?P<things>(?!it|that|this|them|any|no|a|the)[a-z]+(?: "
            rf"[a-z]+)?) "
            rf"(?:because|becuse|bc|as|,|since|btw|or)(?: [\w']+){{0,2}} (?:brings? me|makes? me (?:{_ILL})|gives? me "
            rf"(?:{_ILL})|"
            rf"my {_PART}(?: [\w']+){{0,2}} {_HURTS}|I (?:swell|break out|get (?:hives|a rash)))"
        ),
        (
            rf"{BEGIN}allerg(?:ic|ics|y|ies)(?: reactions?)? (?:to|at|of|for|against|from|with) (?:the |both |all |"
            rf"any |a "
            rf")*{_FREE}"
        ),
        (
            rf"{BEGIN}(?:intolerant|sensitive|hypersensitive|intolerance|anaphylactic) (?:to|of|at) (?:the "
            rf")?{_THINGS}{END}"
        ),
        rf"{BEGIN}{_THINGS} (?:allergy|allergies|intolerance|sensitivity|intolerant|allergic){END}",
        (
            rf"{BEGIN}{_THINGS}(?: (?:always|also|really|just|still|already|even|both|traces))* (?:makes?|give|gives|"
            rf"bring|"
            rf"brings|send|sends|put|puts|blow|blows|puff|puffs|break|breaks|do|does|would|will|knock|knocks|kill|"
            rf"kills|"
            rf"upset|upsets|set|sets|purge|purges|swell|swells|turn|turns|mess|messes|wreck|wrecks)(?: up)? (?:me|"
            rf"my)\b(?: [\w']+){{0,5}}? ?(?:{_ILL}|{_HURTS}|out|up|hospital|er|ward|off|problems){END}"
        ),
        (
            rf"{BEGIN}{_THINGS}(?: [\w']+| ,){{0,4}}? (?:and|,|already|then|so|because|as)?(?: [\w']+){{0,2}}? ?(?:my|"
            rf"whole|the)? ?{_PART}(?: [\w']+){{0,3}}? {_HURTS}{END}"
        ),
        (
            rf"{BEGIN}(?:near|eat|touch|drink|have|take|with|from|of|tolerate|without|no|any|handle|digest|support|"
            rf"stand) "
            rf"(?:the |any |a |some |even |much )*{_THINGS}(?:(?: [\w']+| ,){{0,8}}?) (?:my {_PART} (?:[\w']+ ){{0,"
            rf"3}}?{_HURTS}|me in (?:the )?(?:er|hospital)|brings? me out|hives|epipen|anaphyla\w+|whole face will|"
            rf"makes? me (?:{_ILL})|me urticaria|make a shock){END}"
        ),
        (
            rf"{BEGIN}my {_PART}(?: [\w']+){{0,4}}? {_HURTS}(?: [\w']+){{0,6}}? (?:from|with|after|when I (?:eat|have|"
            rf"touch|drink)|if I (?:eat|have|touch)|of) (?:the |any |eating )?{_THINGS}{END}"
        ),
        (
            rf"{BEGIN}(?:hives|rash|rashes|welts|itchy|sneeze|sneezing|swell up|wheezy|ill|sick|bloated|reaction|"
            rf"reactions?)(?: [\w']+){{0,3}}? (?:from|to|after|off|with) (?:the |any |eating )*{_THINGS}{END}"
        ),
        rf"{BEGIN}(?:not|never) (?:tolerate|digest|handle|process|support) (?:the |any |well )*{_THINGS}{END}",
        rf"{BEGIN}{_THINGS} (?:does|do) not (?:agree with me|like me|sit well)",
        rf"{BEGIN}{_THINGS} (?:I )?(?:can not|can never|do not) (?:tolerate|digest|handle|process){END}",
        rf"{BEGIN}{_THINGS} (?:a bit |very |too )?dangerous for me",
        rf"{BEGIN}epipen (?:for|because of) (?:my |the )?{_THINGS}",
        rf"{BEGIN}{_THINGS} (?:blows|blow|doubles|lays|does|knocks) me (?:up|over|out|in)",
        rf"{BEGIN}(?:traces? of|already traces|even traces) {_THINGS}",
    )
)
_STRONG: Final = any_of(
    body.CONDITIONS
    - words("""
  add, ms, tb, tia, a cold, cold, sugar, thyroid, prostate, sinus, bypass, stroke, menopause, pots, acne, burnout, bp,
  blood thinners, hearing aids, hearing aid, a hearing aid, cholesterol, reflux, heartburn, seizures, stents, a stent,
  ulcer, ulcers, polio, malaria, obesity, cancer, dementia, lyme, hernia, vertigo, hives, tremor, gastric, acidity,
  pacemaker, a pacemaker, insulin pump, hip replacement, knee replacement, high blood, high pressure, type 1, type 2,
  type one, type two, headaches, anxiety, depression, autism, hiv, gout, macular, stoma, insomnia, a limp, piles, apd
""")
)
_LIVED_WITH: Final = re.compile(rf"{BEGIN}(?P<cond>{_STRONG}){END}")
_STUDIED: Final = re.compile(
    r"\b(?:about|essay|article|research\w*|paper|study|ward|patients?|nurse|treat\w*|symptoms?|cure|awareness|charity|"
    r"prevent\w*|stud(?:y|ies|ying)|clinic|book|presentation|test|thesis|speech|fundrais\w+|drug|drugs|trial|lecture|"
    r"exam|chapter|definition|meaning|causes?|explain|what is)\b"
)
_COND: Final = (
    rf"(?P<cond>(?:(?:severe|mild|chronic|bad|terrible|high|inattentive|a touch of|early|really bad|slight|"
    rf"late-onset|adult|combined) )?(?:{any_of(body.CONDITIONS)}))"
)
_ADJECTIVES: Final = life.CONDITION_ADJECTIVES | words("""
  coeliac, celiac, prediabetic, anaemic, lactose intolerant, gluten intolerant, hypoglycemic, narcoleptic, arthritic,
  deaf as a post, short sighted, dyscalculic, audhd, partially blind, paraplegic, type 1, type 2, type one, type two
""")
_ADJECTIVE: Final = rf"(?P<cond>(?:{any_of(_ADJECTIVES)}))"
_HEALTH: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{BEGIN}my (?:own |old |bloody |stupid |damn |poor |chronic |lifelong |childhood )*{_COND}{END}",
        (
            rf"{BEGIN}I (?:[\w'-]+ ){{0,3}}?(?:have|had|suffer|suffering|got|get|developed|live|living|deal|dealing|"
            rf"diagnosed|struggle|struggling|battle|battling|manage|managing|recovering|wear|am|take|fighting)(?: "
            rf"(?!not|no|he|she|his|her)[\w'-]+| ,){{0,4}}? {_COND}{END}"
        ),
        rf"{BEGIN}(?:diagnosed|diagnosis)(?: [\w']+){{0,2}}? (?:with|of|as|is|was) (?:a |an )?{_COND}{END}",
        (
            rf"{BEGIN}(?:someone|somebody|person|man|woman|guy|girl|one|patient|student|mum|dad) (?:with|who has|"
            rf"having|"
            rf"living with|, with) (?:a |an )?{_COND}{END}"
        ),
        (
            rf"{BEGIN}(?:turns out|found|says|said|told|confirmed|reckons|confirms|thinks|say|tell)(?: [\w']+){{0,4}}? "
            rf"(?:it is|is|have|have got|it was|I have|me|of|with) (?:a |an )?{_COND}{END}"
        ),
        (
            rf"^(?:and |so |btw |also |but )?{_COND} (?:since|for years|is (?:there|back|at me)|and all|again|here|"
            rf"runs|"
            rf"diagnosis|sufferer|patient|has|in both|in my|, so|so|at me|I have)"
        ),
        (
            rf"{BEGIN}{_COND} (?:is there for me|I have|hai mujhe|in both (?:hands|wrists|eyes|knees|ears)|in my "
            rf"(?:hands?|"
            rf"wrists?|knees?|left|right|lower|back|fingers|feet|neck|hip|shoulder|ears))"
        ),
        rf"^{_COND}(?: ,? ?so| \.|$)",
        rf"{BEGIN}(?:because of|due to|thanks to|with|on account of|from) (?:this |the |having |my )+{_COND}{END}",
        (
            rf"{BEGIN}on (?:metformin|insulin|levothyroxine|sertraline|statins|warfarin|beta blockers) for (?:my |the "
            rf")?{_COND}{END}"
        ),
        rf"{BEGIN}(?:me|I) with (?:my )?{_COND}{END}",
    )
)
_STATE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}I am (?:(?:a|an|also|very|quite|still|just|pretty|totally|actually|now|severely|profoundly|"
            rf"partially|"
            rf"basically|clinically|registered|officially|since [\w ]+?) )*{_ADJECTIVE}{END}(?! to)"
        ),
        rf"{BEGIN}(?:as|being) (?:a |an )?(?:severely |profoundly )?{_ADJECTIVE}{END}",
        rf"^{_ADJECTIVE} (?:since|for|from|here|so|in)",
        rf"{BEGIN}that I am {_ADJECTIVE}{END}",
    )
)
_NO_CONDITION: Final = re.compile(r"\b(?:ms|add|sinus|cold|prostate|bypass|pots|apd|sugar|menopause|thyroid)$")
_EAT: Final = r"(?:eat|eating|eats|have|having|take|taking|touch|touching|drink|drinking|do|consume|ate|tolerate)"
_FOOD: Final = rf"(?:{any_of(body.FOODS)})"
_NOFOODS: Final = rf"(?:the |any |much |all )?(?P<foods>{_FOOD}(?: (?:, and|, or|,|and|or|nor|plus) {_FOOD}){{0,4}})"
_NEAR_HEAD: Final = 8
"""How far into a sentence a condition stands that opens it."""
_DIET_WORD: Final = any_of(
    life.DIETS - {"raw food", "veg", "omnivore", "carnivore", "dash", "high protein", "high-protein", "mediterranean"}
    | {
        "low salt",
        "low-salt",
        "low sodium",
        "pure vegetarian",
        "vegetarians",
        "vegans",
        "mostly vegan",
        "mostly vegetarian",
    }
)
_DIETS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}I (?:[\w'-]+ )?(?:am|eat|keep|went|go|going|gone|became|turned|follow|do|stay|cook|need|only eat|"
            rf"started|switched|have been|converted)(?: (?!not|no|the|my|he|she|she's|for|with|if)[\w'-]+){{0,4}}? "
            rf"(?P<diet>{_DIET_WORD}){END}(?! (?:cooking|restaurant|restaurants|chef|cook|food for|friends|recipes|"
            rf"friend|guests|cousin|cafe|cheese|bakery|wife|husband|girlfriend|boyfriend))"
        ),
        rf"{BEGIN}(?:as|being) (?:an?|the only) (?:[\w-]+ ){{0,2}}?(?P<diet>{_DIET_WORD}){END}",
        (
            rf"^(?:and |so |also |btw |trying |doing |back on |must be |needs to be |only )*(?P<diet>{_DIET_WORD}) "
            rf"(?:only |here|since|household|house|for me|please|btw|again|in this|kitchen|, so|so|family|myself|me )"
        ),
        (
            rf"{BEGIN}(?:trying|doing|going|back on|back to|on|keep to|follow|sticking to|following) (?:a |an |the "
            rf")?(?:strict |plain |old )*(?P<diet>{_DIET_WORD})(?= (?:diet|again|now|since|for|because|so)|$)"
        ),
    )
)
_AVOIDS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"{BEGIN}I (?:[\w'-]+ ){{0,3}}?(?:do not|never|can not|no|will not|am not|not|no dey|must not|should not|"
            rf"could not|no longer|do never)(?: (?:even|ever|really|actually|usually|allowed to|going to|able to|"
            rf"supposed to|also|currently))* {_EAT}(?: to)? {_NOFOODS}(?! shops?| industry| house| company| cups?| "
            rf"bar| "
            rf"allergy| intolerance){END}"
        ),
        (
            rf"{BEGIN}I (?:[\w'-]+ ){{0,2}}?{_EAT}(?: (?!back|said)[\w'-]+){{0,5}}? (?:no|no more|neither|zero) "
            rf"{_NOFOODS}(?! shops?| industry| house| company| cups?| bar| allergy| intolerance){END}"
        ),
        (
            rf"{BEGIN}(?:(?<!gone )(?<!right )(?<!went )off|gave up|given up|cut out|cutting out|avoid|avoiding|quit|"
            rf"stopped eating|stopped drinking|stop|laying off|staying off|stay off|swore off|sworn off|left) (?:all "
            rf")?{_NOFOODS}(?! shops?| industry| house| company| cups?| bar| allergy| intolerance){END}"
        ),
        (
            rf"{BEGIN}{_NOFOODS} (?:, )?I (?:do not|can not|never|no|no longer|will not)(?: (?:really|even|ever|dey))* "
            rf"{_EAT}{END}(?! without)"
        ),
        (
            rf"{BEGIN}no (?:more )?{_NOFOODS} (?:for me|at home|in my house|in this house|please , I|in my diet|, "
            rf"doctor|, "
            rf"doctor's|on account)"
        ),
    )
)


def allergies(line: Line) -> Iterator[Mention]:
    """What the user cannot bear."""
    for pattern in _ALLERGY:
        for found in pattern.finditer(line.low):
            if not _is_users(line, found):
                continue
            if _CAUSED.match(found.group().strip()) and re.search(r"[a-z] $", line.low[: found.start()]):
                continue
            things = _parts(_AFTER_THING.sub("", BORNE.sub("", found["things"])))
            for place, thing in enumerate(filter(allergy, things)):
                if place and NO_ALLERGEN.match(thing):
                    break
                yield Mention("allergy", thing, "assert", line.span(found.start(), found.end()))


_CAUSED: Final = re.compile(r"(?:allergy|allergies) from ")
"""`a nickel allergy from cheap earrings`: where an allergy is from is no allergen when it has one already."""
_AFTER_THING: Final = re.compile(
    r" (?:was|were|is|are|has|have|came|got|in|here|there|carry|since|and to|also to)(?= |$).*$"
)


def conditions(line: Line) -> Iterator[Mention]:
    """What the user lives with."""
    for pattern in (*_HEALTH, *_STATE):
        for found in pattern.finditer(line.low):
            if _is_users(line, found) and not _is_weak(line, found):
                yield Mention("health", _bare(found["cond"]), "assert", line.span(found.start(), found.end("cond")))

    for found in _LIVED_WITH.finditer(line.low):
        spoken = re.search(r"\b(?:I|me|my|mine|myself)\b", line.low) or found.start() < _NEAR_HEAD
        denied = re.search(r"\b(?:no|not|never|without|if|any)\b(?: [\w']+){0,2} $", line.low[: found.start()])
        if spoken and not denied and _stands(line, found) and _is_users(line, found) and not _STUDIED.search(line.low):
            yield Mention("health", _bare(found["cond"]), "assert", line.span(found.start(), found.end()))


def diets(line: Line) -> Iterator[Mention]:
    """How the user eats, and what they leave out."""
    for pattern in _DIETS:
        for found in pattern.finditer(line.low):
            if (
                _is_users(line, found)
                and _stands(line, found)
                and not re.search(
                    r"\b(?:not|never|no|trying to|thinking|going to|might)\b",
                    line.text[max(0, found.start() - 12) : found.end()],
                )
            ):
                diet = found["diet"].removesuffix("s") if found["diet"] in {"vegetarians", "vegans"} else found["diet"]
                diet = life.DIET_SPELLINGS.get(diet, diet)
                yield Mention("diet", diet, "assert", line.span(found.start(), found.end("diet")))
    for found in _DRY.finditer(line.low):
        if _stands(line, found):
            yield Mention("diet", "no alcohol", "assert", line.span(found.start(), found.end()))
    for pattern in _AVOIDS:
        for found in pattern.finditer(line.low):
            if (
                _is_users(line, found)
                and _stands(line, found)
                and not re.search(
                    r"\b(?:today|tonight|this week|right now|after \d|before|on \w+days?|during|for lent|(?:after|"
                    r"past) (?:noon|midday|lunch|dinner|dark|\w+ ?pm|\w+ o'clock)|late at|at night|in the evening)\b",
                    line.text[found.start() : found.end() + 25],
                )
            ):
                foods = " or ".join(_parts(found["foods"]))
                yield Mention("diet", f"no {foods}", "assert", line.span(found.start(), found.end("foods")))


_UNSURE: Final = re.compile(
    r"\b(?:if|whether|could|might|may|maybe|perhaps|think|guess|suppose|am I|do I|not sure|probably|possibly|"
    r"imagine|would|worried|wonder|wondering|test(?:ed)? for)\b"
)
_GIVEN: Final = re.compile(
    r"\b(?:because|since|as|given|that|considering|seeing|when|for someone|for somebody|with)(?: I am| I have| I| "
    r"my)? (?:[\w']+ ){0,2}$"
)


_ANOTHERS: Final = re.compile(r"\b(?:he|she|his|her|their|they|you|your)\b")


def _stands(line: Line, found: re.Match[str]) -> bool:
    return line.is_told(found.end() - 1)


def _is_users(line: Line, found: re.Match[str]) -> bool:
    said = found.group()
    if line.is_past and not re.search(r"\b(?:since|ever since)\b", line.text):
        return False
    if re.match(r"my ", said):
        return True
    before = line.text[max(0, found.start() - 30) : found.start()]
    asked = not line.is_told(found.end() - 1) and line.asks and not _GIVEN.search(before)
    if asked or _UNSURE.search(before) or _UNSURE.search(said):
        return False
    if said.startswith("I "):
        return True
    return not _ANOTHERS.search(said) and is_own(line.text, found.start())


def _is_weak(line: Line, found: re.Match[str]) -> bool:
    """A word that is no condition without more around it, or one that is denied or only asked about."""
    if re.search(r"\b(?:not|never|no|if|whether|without|worried|scared|afraid|think|maybe|might)\b", found.group()):
        return True
    before = line.text[max(0, found.start() - 30) : found.start()]
    if re.search(r"\b(?:if|not|whether|do|does|could|might|maybe|what is|is) $", before):
        return True
    return bool(_NO_CONDITION.search(found["cond"])) and not re.match(r"(?:my|I) ", found.group())


def _parts(things: str) -> list[str]:
    parts = re.split(r" (?:, and|, or|,|and|or|nor|plus) ", things)
    return [
        re.sub(
            r"^(?:anything with|the|all|any|most|certain|some|both|very) | (?:very bad|and stuff|lol|btw|since|too)$",
            "",
            part,
        )
        for part in parts
        if part not in _NONE and "thing" not in part.split()
    ]


_DRY: Final = re.compile(
    rf"{BEGIN}I (?:[\w'-]+ )?(?:do not|never|no longer|no) (?:really |even |ever )?drink(?= ,|$| alcohol| at all| any "
    rf"more| and| but| so| because| since| for| due| \.)"
)
_NONE: Final = words("""
  it, that, this, them, thing, the thing, anything, something, stuff, everything, me, him, her, you, mornings,
  work, people, of, you know, nothing
""")


def _bare(condition: str) -> str:
    bare = re.sub(r"^(?:a|an) ", "", condition)
    return (
        bare.upper()
        if bare in {"adhd", "ibs", "pcos", "pcod", "ocd", "ptsd", "gerd", "hiv", "copd", "ms", "rsi"}
        else bare
    )
