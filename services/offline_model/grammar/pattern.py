"""The notation of the tables: one line per way of saying something.

    I work (for|at) <employer> as <occupation:any_job>
    not: I like <dislikes>               a denied clause: `I don't like …`
    gone: I quit my job at <employer>    retracts
    was: I am dating <partner>           retracts, when the clause says that it is no longer so
    still: I eat <diet:no_food>          asserts, when the clause says that it is no longer so
    find: my <kin:kin> <family:person>   may match anywhere in the clause

`(a|b c)` chooses, `[a|b]` may be missing, `<slot>` or `<slot:kind>` catches a value, which `values` cleans by its kind.
A line is matched against a whole clause from its first word. `-> slot: value` after a line gives what is not caught:
`I am married -> relationship: married`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Mark = Literal["", "not", "gone", "find", "still", "was"]
TAIL: Final = "tail"
"""The catch of what follows a line that ends in plain words; not a value."""
_MARKS: Final = ("not", "gone", "find", "still", "was")
_PIECE: Final = re.compile(r"<(\w+)(?::(\w+))?>|([(\[])|([)\]])|(\|)|([^\s()\[\]|<>]+)|(\s+)")
_CHOICE: Final = re.compile(r"([(\[])([^()\[\]<>]+)([)\]])")
_CATCH: Final = r"(?P<{}>\S.{{0,160}}?)"
_LAST_CATCH: Final = r"(?P<{}>\S.{{0,400}})"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a table, compiled. `kinds` tells how each caught value is cleaned, `fixed` the values not caught."""

    source: str
    mark: Mark
    pattern: re.Pattern[str]
    kinds: dict[str, str]
    fixed: dict[str, str]
    keys: frozenset[str]
    place: int


def table(text: str, inline: dict[str, str] | None = None) -> tuple[Rule, ...]:
    """The rules of a table, one per row. `inline` gives kinds that are a closed list of words, as a pattern."""
    lines = _rows(text)
    return tuple(_rule(line, place, inline or {}) for place, line in enumerate(lines))


def _rows(text: str) -> list[str]:
    """The rows of a table; a line that stands further to the right goes on with the row before it."""
    rows: list[str] = []
    lines = [line for line in text.splitlines() if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    for line in lines:
        if line[margin : margin + 1] == " " and rows:
            rows[-1] += ("" if rows[-1].endswith(("|", "(", "[")) else " ") + line.strip()
        else:
            rows.append(line.strip())
    return rows


def _rule(line: str, place: int, inline: dict[str, str]) -> Rule:
    source, _, result = line.partition(" -> ")
    head, _, rest = source.partition(": ")
    mark: Mark = head if head in _MARKS else ""  # type: ignore[assignment]  # narrowed by the tuple
    body = rest if mark else source
    body = _CHOICE.sub(_longest_first, body)
    kinds: dict[str, str] = {}
    pattern = "".join(_compile(body, kinds, inline))
    fixed = dict(part.strip().split(": ", 1) for part in result.split(";")) if result else {}
    if mark == "find":
        anchored = rf"(?:^|(?<= )){pattern}(?= |$)"
    else:
        anchored = rf"^{pattern}$" if _ends_open(body, inline) else rf"^{pattern}(?P<{TAIL}> .{{0,400}})?$"
    return Rule(line, mark, re.compile(anchored, re.IGNORECASE), kinds, fixed, _first_words(body), place)


def _longest_first(choice: re.Match[str]) -> str:
    """`(have|have had)` would never try its second part on `have had asthma`, so longer parts come first."""
    opener, inside, closer = choice.groups()
    return opener + "|".join(sorted(inside.split("|"), key=len, reverse=True)) + closer


def _compile(body: str, kinds: dict[str, str], inline: dict[str, str]) -> Iterator[str]:
    """Spaces belong to what follows them, so that a missing optional part takes its space along."""
    space = ""
    closers: list[str] = []
    last_catch = body.rstrip().endswith(">")
    found = list(_PIECE.finditer(body))
    final = max((place for place, piece in enumerate(found) if piece.group(1)), default=-1)
    for place, piece in enumerate(found):
        name, kind, opener, closer, bar, word, gap = piece.groups()
        if gap:
            space = " "
        elif name:
            kinds[name] = kind or name
            catch = inline.get(kind or name)
            catch_all = _LAST_CATCH if last_catch and place == final else _CATCH
            text = f"(?P<{name}>{catch})" if catch else catch_all.format(name)
            yield space + text
            space = ""
        elif opener:
            yield space + "(?:" if opener == "(" else f"(?:{space}(?:"
            closers.append(")" if opener == "(" else "))?")
            space = ""
        elif closer:
            yield closers.pop()
        elif bar:
            yield "|"
            space = ""
        else:
            yield space + re.escape(word)
            space = ""


def _ends_open(body: str, inline: dict[str, str]) -> bool:
    """Whether a line ends in a catch that takes all the rest."""
    last = re.search(r"<(\w+)(?::(\w+))?>$", body)
    return bool(last and (last.group(2) or last.group(1)) not in inline)


def _first_words(body: str) -> frozenset[str]:
    """The words a match can begin with, `*` for any: the index the reader looks rules up by."""
    first = re.match(r"[^\s()\[\]|<>]+(?= |$)", body)
    if not first:
        group = re.match(r"\(([^()\[\]<>]+)\)", body)
        return frozenset(part.split()[0].lower() for part in group.group(1).split("|")) if group else frozenset("*")
    if first.group() != "I" and first.group() != "my":
        return frozenset({first.group().lower()})
    rest = body[first.end() + 1 :]
    head = first.group().lower()
    second = re.match(r"[^\s()\[\]|<>]+(?= |$)", rest)
    if second:
        return frozenset({f"{head} {second.group().lower()}"})
    group = re.match(r"\(([^()\[\]<>]+)\)", rest)
    if group:
        return frozenset(f"{head} {part.split()[0].lower()}" for part in group.group(1).split("|"))
    return frozenset({head})
