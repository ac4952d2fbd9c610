"""Pastimes and plans that are taken up again: `back running`, `rejoined the choir`, `the Spain trip is back on`."""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.lexicon import pastimes, words
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import BEGIN, END, any_of
from services.offline_model.grammar.mentions.subject import is_own

_OF_MANY_SENSES: Final = words("""
  go, reading, travelling, traveling, cooking, league, track, radio, flying, drag, coins, pool, go fish, trivia,
  weights, ultimate, the box, gym, collecting, hunting, coding, writing, shopping, walking, watching, bridge, recorder,
  organ, keyboard, keyboards, bass, drama, grilling
""")
_ACT: Final = rf"(?P<what>{any_of((pastimes.ACTIVITIES | pastimes.INSTRUMENTS) - _OF_MANY_SENSES)})"
_DOING: Final = r"(?:doing |playing |to playing |practising |going )?(?:the |my |a bit of |some )?"
_NOT_SO: Final = (
    r"(?! (?:late|out|low|behind|errands|around|away|a|an|from|for|shoes|club|coach|instructor|tomorrow|board|room)\b)"
)
_CIRCLE: Final = (
    r"(?P<what>(?:[\w-]+ )?(?:choir|band|orchestra|football team|book club|running club|chess club|cricket team|"
    r"netball team|rugby team|five-a-side|ceilidh band|drama group|drama club|quiz team|bowls club|rowing club))"
)
_AGAIN: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{BEGIN}(?:I |am |now )?(?:am )?back (?:to |into |on |at |doing |in to )?{_DOING}{_ACT}{END}{_NOT_SO}",
        rf"{BEGIN}(?:I |have |am )(?:went|gone|got|gotten) back (?:to |into ){_DOING}{_ACT}{END}{_NOT_SO}",
        rf"{BEGIN}(?:I am |back ){_DOING}{_ACT} again{_NOT_SO}",
        rf"{BEGIN}(?:I )?(?:have )?(?:took|taken|picked) (?:up )?(?:the |my )?{_ACT} (?:up again|back up|up once more)",
        rf"{BEGIN}(?:I )?(?:have )?(?:resumed|restarted|re-started) (?:my |the )?{_ACT}{END}",
        rf"{BEGIN}(?:I )?(?:have )?(?:rejoined|re-joined) (?:my |the |our )?(?:old )?{_CIRCLE}{END}",
        rf"{BEGIN}(?:I am |now )back (?:in|with|singing in|playing in) (?:my |the )?(?:old )?{_CIRCLE}{END}",
    )
)
_BACK_ON: Final = re.compile(
    rf"{BEGIN}(?:the|my) (?P<what>(?:[\w'-]+ ){{0,2}}?(?:trip|holiday|wedding|move|course|plan|marathon|triathlon|"
    r"honeymoon|visit|tour|cruise|extension|hike|trek))(?: (?:to|in) [\w ]{3,20}?)? (?:is |are |has been )(?:now |all |"
    r"finally )?(?:back on|on again)(?=$| ,| !| for| in| and| again)(?! (?:my|the|track))"
)
_UNSAID: Final = re.compile(
    r"\b(?:if|would|could|might|may|maybe|wish|hope|hoping|want|wants|will|when|before|never|not|ever|unless|should|"
    r"tempted|thinking|can|until|till|soon|tomorrow|to be|to get|to go|planning|used to|was|were|miss|next|trying|"
    r"cleared|allowed|almost|nearly|he|she|they|you)\b"
)


def resumptions(line: Line) -> Iterator[Mention]:
    """Pastimes that the user does again, and plans that stand again."""
    if line.asks or _UNSAID.search(line.low):
        return
    for pattern in _AGAIN:
        for found in pattern.finditer(line.low):
            if line.is_told(found.end("what") - 1) and is_own(line.text, found.start()):
                yield Mention("hobby", found["what"], "assert", line.span(found.start(), found.end("what")))
    for found in _BACK_ON.finditer(line.text):
        if line.is_told(found.end() - 1):
            yield Mention("plan", found["what"], "assert", line.span(found.start("what"), found.end()))
