"""The state of the heart anywhere in a sentence, and partners whom it names."""

import re
from collections.abc import Iterator
from typing import Final

from services.offline_model.grammar.lexicon import geography, names
from services.offline_model.grammar.mentions.line import Line
from services.offline_model.grammar.mentions.mention import Mention
from services.offline_model.grammar.mentions.notation import BEGIN, END
from services.offline_model.grammar.mentions.subject import is_own

_NAME: Final = r"[A-ZÀ-ÞŁŚŻ][\w'’-]*(?: [A-ZÀ-ÞŁŚŻ][\w'’-]+)?"
_BOTH: Final = rf"(?:(?P<a>{_NAME}) and (?:I|me|myself)|(?:I|me|myself) and (?P<b>{_NAME}))"
_TIED: Final = (
    r"(?:married|engaged|dating|anniversary|a couple|official|an item|wedding|hitched|tied the knot|tie the knot|"
    r"been together|am together|together since|together for|in a relationship|years marriage|move in|moved in|"
    r"honeymoon|go steady|eloped|boyfriend|girlfriend)"
)
_STATES: Final = tuple(
    (re.compile(pattern), state)
    for pattern, state in (
        (
            (
                rf"{BEGIN}(?:I|me) (?:[\w'-]+ |, ){{0,5}}?(?:got|am|been|already|happily|newly|officially|being) "
                rf"(?:[\w'-]+ ){{0,2}}?married{END}(?! (?:to a|off))"
            ),
            "married",
        ),
        (
            (
                rf"{BEGIN}(?:day \d+ of being married|said I do|now mrs|now officially mrs|rom done|I did my (?:white "
                rf")?wedding|am mrs|my wedding was|tied the knot|got hitched|I eloped)"
            ),
            "married",
        ),
        (r"^(?:[\w'-]+ ){0,2}?(?:, )?(?:happily )?married (?:, |with |man|woman|to |for |since )", "married"),
        (r"(?:, |and )(?:happily )?married (?:,|with|for|since|and|$)", "married"),
        (
            (
                rf"(?:^|, |and |I am |I got |am |now |a )(?:newly |freshly |twice |long |recently |happily "
                rf")*divorced{END}"
            ),
            "divorced",
        ),
        (rf"(?:^|, |and |I am |as an? |a )(?:a )?(?:recent |young )?(?P<state>widowed|widow|widower){END}", "widowed"),
        (rf"{BEGIN}my (?:late|dead|deceased) (?:husband|wife)", "widowed"),
        (rf"{BEGIN}(?:since|when|after) my (?:husband|wife|hubby) (?:died|passed|passed away)", "widowed"),
        (rf"{BEGIN}(?:hubby|husband|wife|my husband|my wife)'s (?:funeral|grave|ashes|headstone)", "widowed"),
        (
            (
                rf"(?:, |I am |still |and |as a |being )(?:still |very |happily |newly |recently )*single{END}(?! "
                rf"(?:day|"
                rf"one|time|room|bed|malt|mum|mom|thing|person|night|use|origin|bedroom|speed))"
            ),
            "single",
        ),
        (rf"{BEGIN}I (?:[\w'-]+ ){{0,2}}?(?:separated){END}", "separated"),
        (
            (
                rf"{BEGIN}(?:popped the question|he proposed|she proposed|proposed to me|I proposed|asks me to marry|"
                rf"asked "
                rf"me to marry)\b"
            ),
            "engaged",
        ),
        (rf"{BEGIN}I (?:[\w'-]+ ){{0,2}}?(?:got|am|just got|have got) engaged{END}", "engaged"),
        (
            (
                rf"{BEGIN}(?:seeing someone|I am an item|I am official|I am dating(?! [A-Z])|a lady in my life|a man "
                rf"in my "
                rf"life|I have (?:a )?(?:new )?(?:girlfriend|boyfriend)|I have been together|I am together|got a "
                rf"(?:new "
                rf")?(?:girlfriend|boyfriend)){END}"
            ),
            "in a relationship",
        ),
    )
)
_NAMED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{BEGIN}{_BOTH}(?= )(?: [\w',-]+){{0,8}}? {_TIED}{END}",
        (
            rf"{BEGIN}(?:with|to) (?P<a>{_NAME}) (?:[\w'-]+ ){{0,3}}?(?:I am together|I am married|am married|for \w+ "
            rf"years)"
        ),
        (
            rf"{BEGIN}(?:married|engaged|anniversary|dating|seeing|life|living together|moved in|relationship|pacs) "
            rf"(?:of "
            rf"pacs )?(?:to|with) (?:a |my |my lovely |an )?(?:[a-z]+ )?(?:called |named |, )?(?P<a>{_NAME})"
        ),
        (
            rf"{BEGIN}(?:seeing|dating|met) (?:there )?(?:someone|somebody|one|a|this) (?:[\w-]+ )?(?:boy|girl|guy|man|"
            rf"woman|lad|lady|fella|bloke|person|one)?(?: ?, (?:called |named |his name is |her name is )?| called | "
            rf"named )(?P<a>{_NAME})"
        ),
        rf"{BEGIN}(?P<a>{_NAME}) (?:proposed|said yes|said I do|popped the question|asked me to marry)",
    )
)
_NOT: Final = names.NOT_NAMES | geography.CITIES | geography.COUNTRIES | geography.NATIONALITIES


def relationships(line: Line) -> Iterator[Mention]:
    """Whether the user is married, single, engaged."""
    for pattern, state in _STATES:
        for found in pattern.finditer(line.named):
            if line.is_past:
                continue
            said = line.text[max(0, found.start() - 20) : found.end()]
            if (
                line.is_told(found.end() - 1)
                and is_own(line.text, found.start() + 1)
                and not re.search(
                    r"\b(?:not|never|if|no|was|were|he|she|they|you|parents|friend|getting|will)\b(?! proposed)", said
                )
            ):
                yield Mention("relationship", state, "assert", line.span(found.start(), found.end()))


def named_partners(line: Line) -> Iterator[Mention]:
    """Who is named beside the user where it is about the two as a couple."""
    for pattern in _NAMED:
        for found in pattern.finditer(line.named):
            name = (found.groupdict().get("a") or found.groupdict().get("b") or "").removesuffix("'s")
            if (
                line.is_past
                or re.search(r"\bI was (?:married|engaged|dating)", line.text)
                or not name
                or name.split()[0].lower() in _NOT
                or re.search(r"\b(?:not|no longer|broke|split|divorced|separated|ended)\b", found.group())
            ):
                continue
            yield Mention("partner", name, "assert", line.span(found.start(), found.end()))
