"""Frame: figures of speech: `allergic to Mondays`, `married to my spreadsheet`, `my plants are my children`."""

import re
from typing import Final

from services.offline_model.grammar.frames.scene import Scene

_FIGURES: Final = {
    slot: re.compile(pattern, re.IGNORECASE)
    for slot, pattern in (
        (
            "allergy",
            (
                r"\ban? allergy (?:test|shot|clinic)|\ballergic to (?:mondays?|mornings?|work(?=$|[.,!?])|people|"
                r"exercise|drama|"
                r"small talk|housework|spreadsheets?|early "
                r"mornings?|commitment|bullshit|meetings?|effort|fun|the gym|running|math\w*|ironing|silence|nonsense|"
                r"(?:his|her|their|your|stupid|bad) (?!cats?\b|dogs?\b|fur\b|perfume\b|shampoo\b)\w+)\b"
            ),
        ),
        (
            "relationship",
            (
                r"\bmarried to (?:my|the|this|that|his) (?!husband|wife|partner|best|high|child|old|soul|man|woman|"
                r"love|uni\b|girl|boy|same|most|sweet|lovely|kind|bestie|ex\b|amazing)\w+|\bmarried to (?:work|code|"
                r"coffee)\b|"
                r"\bseparated from (?:my|the|our) (?!husband|wife|partner|ex|kids|spouse|children)\w+"
            ),
        ),
        (
            "family",
            r"\b(?:is|are|was|were)(?: basically| practically| like| all)* my (?:child|children|kids?|babies|baby)\b",
        ),
        ("hobby", r"\b(?:parking (?:fines|tickets)|fines|debts?|regrets|rejections?|excuses|unread)\b"),
        ("nationality", r"\bon my [\w ]+'s side\b|\bfeel(?:ing)? (?:\w+ )?(?-i:[A-Z])"),
        (
            "occupation",
            r"\b(?:basically|practically|such|like) an? \w+|\bprofessional (?:procrast|overthink|complain)\w+",
        ),
    )
}
_IRONY: Final = re.compile(
    r"\bliving the dream\b|^\W*(?:oh|wah|wow|ah|aiyo|great|lovely|so happy|naturally|brilliant|fantastic|marvell?ous)\b"
    r"[^.!?]{0,60}?\b(?:love|adore|enjoy|thrilled)\b[^.!?]{0,12}?\b\w+ing\b|"
    r"^\W*(?:no worries|so happy|perfect|thanks)\b[^.!?]{0,12}?\bI (?:LOVE|just love|love) \w+ing\b|"
    r"\blove (?:standing (?:in|around|for|one|an|two|half)\b|queu\w+|waiting|paying|losing|being (?:ignored|woken|"
    r"stuck|told|late|shouted|yelled|charged)|"
    r"cleaning up after|sitting in (?:traffic|meetings)|spending my \w+ (?:on hold|in (?:traffic|line|queues?)))\b",
    re.IGNORECASE,
)

_MOCKED: Final = re.compile(
    r"^\W*(?:yes|yeah|sure|obviously|clearly|of course|right),? (?:because|'?cause|cos)\b",
    re.IGNORECASE,
)
_NOT_PARTED: Final = re.compile(
    r"^,? (?:the moon|with|here|at|by|for (?:the|now|today)|in \w+ minutes?)\b",
    re.IGNORECASE,
)
"""`Tom and I are over the moon`, `… are done with the shed`: nobody has parted."""


def is_figure(scene: Scene) -> bool:
    """Whether it is not meant as it is said."""
    pattern = _FIGURES.get(scene.slot)
    if scene.slot in {"likes", "dislikes", "occupation"} and _IRONY.search(scene.sentence):
        return True
    if _MOCKED.match(scene.sentence):
        return True
    if scene.slot == "partner" and scene.retracts:
        return bool(_NOT_PARTED.match(scene.after))
    return bool(pattern and pattern.search(scene.sentence))
