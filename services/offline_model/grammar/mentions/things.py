"""Possessions anywhere in a sentence: a make behind `my`, or a thing that the user has, drives or has bought."""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.lexicon import pastimes
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import BEGIN, END, any_of
from services.offline_model.grammar.mentions.subject import is_own

_YEAR: Final = r"(?:(?:19|20)\d\d|'\d\d|\d\d)"
_MAKE: Final = rf"(?:(?i:{pastimes.MAKES}))"
_MADE: Final = (
    rf"(?:{_YEAR} )?{_MAKE}(?: (?:{_MAKE}|[A-Z]+\d\w*|[A-Z][\w-]+|\d{{3}}\w*|(?:of|from) {_YEAR}|{_YEAR}|road bike|"
    rf"bike|bicycle|van|mixer|oven|guitar|piano|sewing machine|camera)){{0,3}}"
)
_THING: Final = any_of(
    pastimes.THINGS
    - {
        "switch",
        "pool",
        "garden",
        "phone",
        "land",
        "bees",
        "bus",
        "gym",
        "taxi",
        "studio",
        "desktop",
        "restaurant",
        "shop",
        "farm",
        "house",
        "flat",
        "apartment",
        "pixel",
        "polo",
        "mini",
        "golf",
        "console",
        "tv",
        "laptop",
        "fit",
        "bow",
    }
)
_WIDE: Final = any_of(pastimes.THINGS)
_ADJ: Final = r"(?:(?!(?:you|need|want|is|am|to|for|in|with|that|do|at|of|on|my|and|but)\b)[\w'-]+ ){0,3}?"
_OWNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{BEGIN}my (?:[\w'-]+ ){{0,2}}?(?P<what>{_MADE}){END}",
        (
            rf"{BEGIN}(?:the |a |an )(?P<what>{_MADE}) (?:I (?:drive|have|own|bought|got|ride|use|play|inherited)|"
            rf"of mine|"
            rf"is mine|, mine)"
        ),
        (
            rf"{BEGIN}I (?:[\w'-]+ ){{0,3}}?(?:have|own|drive|ride|driving|riding|bought|buy|got|picked up|shoot "
            rf"(?:with|"
            rf"on)|use|inherited|treated myself to|treatd myself to|run|play|restored|restoring|scored|purchased|won|"
            rf"leased|upgraded to|saved up for|fly)(?: us| me| myself| here| there| already| finally| yesterday)? "
            rf"(?:a |"
            rf"an |the |my |one |this |that |some )?(?:[\w'-]+ ){{0,2}}?(?P<what>{_MADE}){END}"
        ),
        (
            rf"{BEGIN}I (?:[\w'-]+ ){{0,3}}?(?:own|drive|ride|driving|riding|bought|picked up|inherited|treated "
            rf"myself to|"
            rf"treatd myself to|restored|restoring|purchased|upgraded to|acquired)(?: us| me| myself| here| there| "
            rf"already| finally)*(?: [A-Z]\w+)? (?:a|an|the|my|one|this|some|two|three) "
            rf"(?P<what>{_ADJ}(?:{_WIDE})){END}"
        ),
        (
            rf"{BEGIN}I (?:also |now |still |just |already |all )*have (?:a|an|my own|own|one|two|three|this|the) "
            rf"(?P<what>{_ADJ}(?:{_THING})){END}(?! (?:appointment|problem|question|booked|rental|trip))"
        ),
        (
            rf"{BEGIN}my (?:own |old |new |trusty |little |first |second |beloved |ancient |grandfather's |nan's |"
            rf"dad's |"
            rf"mum's |own )+(?P<what>(?:[\w'-]+ )?(?:{_WIDE})){END}"
        ),
        (
            rf"{BEGIN}(?:car|truck|bike|van|ute|motorbike|camera|guitar|boat|laptop|phone) is (?:a|an|my) "
            rf"(?P<what>(?:[\w'-]+ ){{0,2}}?{_MADE}){END}"
        ),
        rf"{BEGIN}(?:on|with|for|about|in) my (?P<what>(?:[\w'-]+ )?(?:{_THING})){END}",
        (
            rf"{BEGIN}(?:the |a |an |for the |for )?(?P<what>(?:{_MADE}|(?:[\w'-]+ )?(?:{_THING})))(?: ,)? (?:[\w'-]+ "
            rf"){{0,"
            rf"6}}?(?:thinking of selling mine|mine is|mine has|mine came|mine hav|is mine|of mine|I have got one|I "
            rf"own "
            rf"one|mine's)"
        ),
        rf"^(?P<what>{_YEAR} {_MADE})(?: , | is | has |'s )",
        rf"{BEGIN}(?:camper|caravan|car|van|bike|boat|truck) , (?:a|an) (?P<what>{_MADE})",
    )
)


def possessions(line: Line) -> Iterator[Mention]:
    """What the user owns."""
    for pattern in _OWNS:
        for found in pattern.finditer(line.text):
            said = found.group()
            if line.is_past:
                continue
            if re.search(
                (
                    r"\b(?:he|she|they|you|your|his|her|their|who|not|never|no|would|want|sell|selling|sold|rent|"
                    r"rented|"
                    r"renting|borrow\w*|company|work|lost|if|wish|how)\b"
                ),
                said.replace("selling mine", ""),
            ):
                continue
            if not (said.startswith("my ") or " my " in said) and not line.is_told(found.start("what")):
                continue
            if not said.startswith(("I ", "my ")) and not is_own(line.text, found.start()):
                continue
            if re.search(
                r"\b(?:want|need|looking for|buy|thinking|saving|dream|wish|would)\b[^.]{0,20}$",
                line.text[max(0, found.start() - 30) : found.start()],
            ):
                continue
            if re.search(r"\b(?:school bus|lorry|bus|taxi|tanker)$", found["what"]) or re.search(
                r"\bin my own (?:house|home)\b", line.text
            ):
                continue
            yield Mention("owns", found["what"], "assert", line.span(found.start(), found.end("what")))
