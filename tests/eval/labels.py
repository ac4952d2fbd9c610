"""The labelled set as it is read from its files: people, what they say, and what is to be kept of it."""

import json
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from contracts.events import ContextMessage
from contracts.slots import BY_NAME
from tests.eval.errors import LabelError

DATA: Final = Path(__file__).parent / "data"
TUNE: Final = "tune"
KEPT: Final = "kept"
SIBLINGS: Final = "siblings"
"""People of the same kinds by other authors, for more to tune on; no half of the set."""
STRANGERS: Final = "strangers"
"""Other people by six other authors, to tune on as well."""
TRAPS: Final = "traps"
"""People by two more authors, who wrote what looks like a fact and is none, to tune on as well."""
BLIND: Final = "blind"
"""Other people by four further authors: measured only, as the half that is kept aside."""
OPEN: Final = frozenset({TUNE, SIBLINGS, STRANGERS, TRAPS})
"""What may be looked at."""

HOLD_FACTS: Final = ("plain", "several", "change", "correction", "retraction", "repeat", "context")
EITHER: Final = ("codeswitch", "typos", "sms")
HOLD_NONE: Final = (
    *("smalltalk", "question", "task", "hypothetical", "sarcasm", "quoted", "others", "instruction", "pasted"),
    *("secret", "passing"),
)
CATEGORIES: Final = (*HOLD_FACTS, *EITHER, *HOLD_NONE)


def _known_slot(name: str) -> str:
    if name not in BY_NAME:
        raise ValueError(f"there is no slot {name}")
    return name


def _known_category(name: str) -> str:
    if name not in CATEGORIES:
        raise ValueError(f"there is no category {name}")
    return name


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expected(_Strict):
    """A fact that is to be stored: what is accepted as its slot and as its value, the best first."""

    slot: Annotated[tuple[Annotated[str, AfterValidator(_known_slot)], ...], Field(min_length=1)]
    value: Annotated[tuple[Annotated[str, Field(min_length=1, max_length=80)], ...], Field(min_length=1)]
    operation: Literal["assert", "retract"] = "assert"


class LabelledTurn(_Strict):
    """What somebody said at a moment, and what is to be kept of it; `optional` facts count neither way."""

    person: str
    english: str
    turn: str
    said_at: AwareDatetime
    category: Annotated[str, AfterValidator(_known_category)]
    text: Annotated[str, Field(min_length=1)]
    context: tuple[ContextMessage, ...] = ()
    facts: tuple[Expected, ...]
    optional: tuple[Expected, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether nothing at all may be stored."""
        return not (self.facts or self.optional)


class _End(_Strict):
    """How a person's history ends."""

    person: str
    current: tuple[Expected, ...] = ()
    past: tuple[Expected, ...] = ()


class Person(_Strict):
    """Somebody's turns in the order of time; `current` and `past` are what is so, and no longer so, after the last."""

    person: str
    turns: Annotated[tuple[LabelledTurn, ...], Field(min_length=1)]
    current: tuple[Expected, ...] = ()
    past: tuple[Expected, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        moments = [turn.said_at for turn in self.turns]
        if moments != sorted(set(moments)):
            raise ValueError("the turns are not in the order of time")
        return self


def read_people(file: Path) -> list[Person]:
    """Read a file of labelled turns; raises `LabelError` that names the line."""
    if not file.is_file():
        raise LabelError(f"There is no file {file}.")
    turns: dict[str, list[LabelledTurn]] = {}
    ends: dict[str, _End] = {}
    last, ids = "", set[str]()
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        found = _read_line(line, f"{file.name}, line {number}")
        if isinstance(found, _End):
            ends[found.person] = found
        elif found.turn in ids:
            raise LabelError(f"{file.name}, line {number}: the turn {found.turn} is there twice.")
        else:
            ids.add(found.turn)
            turns.setdefault(found.person, []).append(found)
        if found.person != last and (len(turns.get(found.person, ())) != 1 or isinstance(found, _End)):
            raise LabelError(f"{file.name}, line {number}: the lines of {found.person} do not stand together.")
        last = found.person
    return [_person(name, said, ends.get(name), file) for name, said in turns.items()]


def half(which: str) -> list[Person]:
    """Return the people of `tune`, `kept` or both (`all`), or of one of the sets by other authors."""
    names = (TUNE, KEPT) if which == "all" else (which,)
    return [person for name in names for person in read_people(DATA / f"{name}.jsonl")]


def _read_line(line: str, place: str) -> LabelledTurn | _End:
    try:
        read = json.loads(line)
        form = LabelledTurn if isinstance(read, dict) and "turn" in read else _End
        return form.model_validate(read)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise LabelError(f"{place}: {'.'.join(map(str, first['loc']))}: {first['msg']}.") from None
    except ValueError as error:
        raise LabelError(f"{place} is no JSON: {error}.") from None


def _person(name: str, turns: list[LabelledTurn], end: _End | None, file: Path) -> Person:
    try:
        return Person(
            person=name,
            turns=tuple(turns),
            current=end.current if end else (),
            past=end.past if end else (),
        )
    except ValidationError as error:
        raise LabelError(f"{file.name}, {name}: {error.errors()[0]['msg']}.") from None
