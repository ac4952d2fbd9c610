"""Frame: the subject of a clause is somebody else: `my guy Emeka has a job with …`, `Karen's brother is diabetic`."""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.lexicon import life, names, words
from services.offline_model.grammar.lexicon.towns import is_town
from services.offline_model.grammar.mentions.notation import any_of
from services.offline_model.grammar.mentions.subject import leaves_itself_out

_FOLK: Final = words("""
  friend, friends, mate, mates, boss, colleague, colleagues, neighbour, neighbours, neighbor, neighbors, roommate,
  flatmate, housemate, teacher, tutor, client, clients, customer, student, students, pupil, passenger, landlord,
  landlady, manager, supervisor, coworker, co-worker, guest, guests, guy, guys, girl, boy, bloke, fella, lad, lads,
  chap, dude, man, woman, lady, person, couple, kid, kids, child, classmate, deskmate, intern, trainee, cousin, ex,
  someone, somebody, somone, auntie, uncle, deacon, pastor, skipper, coach, driver, maid, cleaner, tenant, plumber,
  everyone, everybody, mentor, mentee, therapist, postman, postie, date, midwife, pal, nanny, babysitter,
  patient, nan, gran, granny, bro, sis
""")
_WHO: Final = any_of({*life.KIN, *life.KIN_MANY, *life.PARTNER_WORDS} | _FOLK)
_PERSON: Final = (
    r"(?:(?:my|our|the|an?|one|some|this|that|his|her|their|every|half my|[a-z]\w+'s|one of (?:my|the|our)) "
    rf"(?:(?!and\b|with\b|for\b)[\w-]+ ){{0,2}})?(?:{_WHO})(?! tongue| language| of birth| and (?:i|me)\b)"
)
_DOES: Final = (
    r"(?:is|was|has|have|had|got|gets|just|don|don't|doesn't|works?|worked|lives?|lived|loves?|hates?|wants?|eats?|"
    r"keeps?|does|did|can|can't|cannot|will|won't|speaks?|grew|moved|went|took|started|joined|makes?|likes|plays|owns|"
    r"says|said|tells|told|thinks|who|never|only|now|already|also)"
)
_SUBJECT: Final = re.compile(
    rf"(?:^|[,;:(—–-] ?|\b(?:(?<!me )(?<!i )and|but|because|so|since|that|as(?! an? )) )\W{{0,3}}"
    rf"(?P<who>{_PERSON})(?:'s)?"
    rf"(?:,[^,]{{1,30}},| (?:in|at|on|from|of|next|down|up|over|to|upstairs|downstairs|i) [\w' -]{{1,30}}?|"
    rf"(?: (?!i\b|me\b|and\b)\w+){{0,2}}?)?"
    rf"(?: {_DOES}\b|(?<='s) )",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    rf"^\W*(?P<who>[A-Z][a-z]+)(?:'s(?: (?:{_WHO})(?:'s)?)?| (?:{_WHO}))?(?: {_DOES}\b|(?<='s) )",
)
_OWN: Final = re.compile(r"\b(?:I|I'\w+|i|i'\w+|we|we'\w+|us|me|myself|mine|our|im|ive|my|My|Our|We)\b")
_SELF: Final = re.compile(r"\b(?:i|i'\w+|we|we'\w+|me|us|im|ive)\b", re.IGNORECASE)
_DOCTOR: Final = re.compile(
    r"\b(?:doctor|gp|therapist|dentist|nurse|consultant|specialist|physio|surgeon)\b", re.IGNORECASE
)
_OF_OTHERS: Final = frozenset({"partner", "relationship", "other"})
_COUNTED: Final = re.compile(r"^(?:two|three|four|five|six|\d|kids|children|twins|a |son$|daughter$)", re.IGNORECASE)
_HOUSEHOLD: Final = re.compile(
    r"\b(?:wife|husband|partner|girlfriend|boyfriend|son|daughter|kids?|children|boys|girls|baby|bub|"
    r"little one)\b",
    re.IGNORECASE,
)

_WORK_AND_PLACE: Final = frozenset({"occupation", "employer", "hometown", "home_city"})
_ROLE_DOES: Final = re.compile(
    r"^\W*(?!I\b|I'|My\b|We\b|Our\b|As\b|(?:Quit|Left|Sold|Got|Gave|Lost|Split|Went|Came|Moved|Packed|Retired|Divorced|"
    r"Separated|Resigned|Graduated|Finished|Hated|Missed|Decided|Dropped|Changed|Returned|Relocated)\b)"
    r"(?:(?!I\b|my\b|me\b|we\b|is\b)[\w'-]+ ){1,6}?(?:(?:works|lives|studies|"
    r"teaches|"
    r"speaks|has (?!\w+ (?:me|my|offer|job|contract)\b))\b|(?:got|was|says|said|told|gave|went|came|wants|sent|"
    r"keeps|called|asked|took)\b"
    r"(?![^,]*\b(?:me|I|my)\b))"
)
"""`Salesman from Sun Pharma got promoted`, `Ji-woo works at the Infirmary`: nobody's `I am` is left out there."""


_MOVED_AWAY: Final = re.compile(
    r"(?:^|[,;:–-] ?|\b(?:(?<!me )(?<!i )and|but|because) )\W{0,2}"
    r"(?:(?:the|our|his|her|their|an?|my) (?!family\b|whole\b|household\b|own\b|move\b|transfer\b|life\b)"
    r"(?:(?!and\b|i\b|we\b)[\w'-]+ ){0,2}?|(?-i:[A-Z])(?=\w+'s ))(?!i\b|we\b|ago\b|later\b|back\b)[\w-]+"
    r"(?:'s| has| have| is| just| finally| all)* (?:moved|shifted|relocated|went|gone|away|off)(?: (?!me\b|us\b)\w+)? "
    r"to $",
    re.IGNORECASE,
)
"""`Our Kerry's moved to …`, `the salon relocated to …`: it was not the user who moved."""
_CARED_FOR: Final = re.compile(
    r"\b(?:car(?:e|es|ing|er) (?:for|of)|looking after|look after|nursing|treat\w*|visiting|cook\w* for|making) "
    r"(?:an?|the|two|some|my|our)?[\w -]{0,30}?(?:\bwith\b|\bwho\b|\bfor my\b)[^.!?]*$",
    re.IGNORECASE,
)
_BELONGS: Final = re.compile(
    r"^ ?(?:allergy|allergies|intolerance)? ?(?:in|at|with|for) (?:my|the|our) (?:\w+ )?(?:sons?|daughters?|kids?|"
    r"child|class|school|"
    r"team|office|group|family|house|household|party|friend)\b",
    re.IGNORECASE,
)
_BODY: Final = frozenset({"health", "allergy", "diet"})


def is_anothers(scene: Scene) -> bool:
    """Whether somebody else is whom the clause speaks of."""
    if scene.slot in _OF_OTHERS or (scene.slot == "family" and not _COUNTED.match(scene.value)):
        return False
    if scene.slot in _BODY and (_CARED_FOR.search(scene.before + scene.said) or _BELONGS.match(scene.after)):
        return True
    if scene.slot == "home_city":
        if leaves_itself_out(scene.before.lower()):
            return False
        if _MOVED_AWAY.search(scene.ahead_of_value):
            return True
    who = _spoken_of(scene)
    if not who:
        return (
            scene.slot in _WORK_AND_PLACE
            and bool(_ROLE_DOES.match(scene.sentence))
            and not _of_a_town(scene)
            and not _SELF.search(scene.before + scene.said)
        )
    advised = scene.slot in _BODY and _DOCTOR.search(who)
    return not (advised or (scene.slot in {"pet", "plan"} and _HOUSEHOLD.search(who)))


def _of_a_town(scene: Scene) -> bool:
    """`London was too dear, moved back to Leeds`: whoever lives there is left out, and the town is nobody."""
    return is_town(scene.sentence.split(" ")[0].lower()) and scene.before.rstrip().endswith(",")


def answers_for_another(scene: Scene) -> bool:
    """Whether `Plumber` answers a question about somebody else."""
    tie = scene.slot in {"family", "partner", "pet"}
    return scene.of_others and not (tie or scene.earlier.strip() or _OWN.search(scene.sentence))


def _spoken_of(scene: Scene) -> str:
    """Who stands before the evidence, or opens it, with a verb, and no `I` or `my` after them."""
    around = scene.before + scene.said
    subject = None
    for subject in _SUBJECT.finditer(around, 0, len(scene.before) + len(scene.said)):  # noqa: B007 - the last
        pass
    if subject is None and scene.slot not in {"pet", "family"}:
        named = _NAMED.match(around)
        subject = named if named and named["who"].lower() in names.GIVEN_NAMES else None
    if subject is None or subject.end() > len(scene.before) + len(scene.said) - len(scene.value.split()[-1]):
        return ""
    rest = around[subject.end() :]
    after = scene.after[:25] if subject.re is _NAMED else ""
    return "" if _OWN.search(rest + after) else subject["who"]
