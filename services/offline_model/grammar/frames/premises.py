"""Frame: where somebody's firm is, or a house of theirs, or a land that they are in, read as the town they live in.

`I work for the council in Exeter`: many live elsewhere, and the home that they have told would end. Who introduces
themselves, `I'm Priya, a nurse at the hospital in Preston`, means where they are to be found, and so do `here in` and
`based in`. `We bought a flat in Tengah` tells what they own; when they move, they will say so. `Love it here in
Ireland` names no other town than the one that is known. And who leaves a house, `moved out of my parents' place in
Leeds`, need not leave the town.
"""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene
from services.offline_model.grammar.lexicon import geography

_AT_A_FIRM: Final = re.compile(
    r"\b(?:at|for|with|by) (?:[\w'&.-]+,? ){1,6}(?:in|near|of) $|\b(?:at|for|with|by) \w+, $", re.IGNORECASE
)
_AT_HOME: Final = re.compile(
    r"\b(?:liv\w+|resid\w+|stay\w*|based|home|house|flat|mov(?:e|es|ed|ing)?|shift\w*|relocat\w+|settl\w+|"
    r"transferr?\w*|posted|here|born|own|place|originally|with (?:my|our|the|me) \w+|joined)\b",
    re.IGNORECASE,
)
_AND: Final = re.compile(r" (?:and|but|so) |[.;!?] ")
_INTRODUCES: Final = re.compile(
    r"\b(?i:my name|name's|call(?:ed)? me|known as|myself|this is|here's|it's) |"
    r"\b(?:[Ii]'m|[Ii] am|[Ii]m) (?:(?:Mr|Mrs|Ms|Dr|Prof|Barrister|Pastor)\.? )?[A-Z][\w'-]+\b(?! (?:in|at)\b)|"
    r"\b[A-Z]\w+ here\b|\b(?i:hi|hello|hey|hiya),? [A-Z]\w+[.,!]",
)
_BOUGHT: Final = re.compile(
    r"\b(?:bought|purchased|(?<!my )(?<!our )own|owns|buying|inherited|built|bto\w*|completed on|"
    r"exchanged on|closed on|offer on) "
    r"[^.;!?]*\b(?:house|flat|apartment|condo|townhouse|place|cottage|bungalow|villa|plot|land|property|studio|home)\b"
    r"[^.;!?]* (?:in|near|at|on) $",
    re.IGNORECASE,
)
_LEFT_A_HOUSE: Final = re.compile(
    r"\b(?:left|leaving|sold|selling|gave up|giving up|given up|moved out of|moving out of|lost|no longer|not|\w+n't|"
    r"quit) "
    r"[^.;!?]*\b(?:house|flat|apartment|condo|place|cottage|studio|room|home|digs|halls|hostel|pg|parents'?|mum's|mom's|"
    r"dad's|folks'?|in-laws'?|cent(?:re|er)|study|work) [^.;!?]*\b(?:in|of|at|near) $",
    re.IGNORECASE,
)
_STREET: Final = re.compile(
    r"\b(?:road|rd|street|lane|avenue|close|crescent|terrace|drive|court|gardens|estate|layout|phase \w+)$",
    re.IGNORECASE,
)
_CENTRE: Final = re.compile(r"^ (?:city |town )?cent(?:re|er)\b", re.IGNORECASE)
_MOVES: Final = re.compile(r"\b(?:liv\w+|mov(?:ed|ing) in\w*|moved|home now|shifted|settled)\b", re.IGNORECASE)
_DWELLS: Final = re.compile(
    r"\b(?:i'm|im|i am|we're|we are|live|lives|lived|living|reside\w*|moved|relocated|emigrated|immigrated|settled|"
    r"shifted|home is|home's|based)"
    r"(?: \w+){0,3} $",
    re.IGNORECASE,
)


def is_premises(scene: Scene) -> bool:
    """Whether the place is a firm's or a property's, or a whole land, and nobody says that they live there."""
    if scene.slot != "home_city":
        return False
    before, after = scene.ahead_of_value, scene.behind_value
    if _LEFT_A_HOUSE.search(before):
        return True
    if scene.retracts:
        return bool(_CENTRE.match(after))
    if _STREET.search(scene.value) or (_BOUGHT.search(before) and not _MOVES.search(scene.sentence)):
        return True
    if scene.value.lower() in geography.COUNTRIES:
        return not _DWELLS.search(before)
    clause = _AND.split(before)[-1] + after[:12]
    at_work = _AT_A_FIRM.search(before) and not _AT_HOME.search(clause)
    return bool(at_work and not _INTRODUCES.search(scene.earlier + scene.sentence))
