"""Other names for one value: `NYC` is New York City. Shipped as `aliases.toml`, extended by the file of STORE_ALIASES.

Only what is compared changes, not what is shown. A file has the shipped one's form, and goes before it. Facts from
before a change are computed anew (`services/store/projection.py`).
"""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from contracts.slots import BY_NAME, SLOTS, Kind, Slot
from services.store.rules import Aliases, spelling

SHIPPED: Final = files("services.store").joinpath("aliases.toml")

Table = dict[str, dict[str, list[str]]]
"""By kind of slot, or by slot: each value's other names."""


class AliasError(Exception):
    """A file of aliases can not be used; the message says why and what to do."""


def load_aliases(path: Path | None = None) -> Aliases:
    """Return the shipped aliases with those of a file; raises `AliasError` for a file that can not be used."""
    tables = [_read("the shipped aliases", SHIPPED.read_text())]
    if path is not None:
        try:
            tables.append(_read(str(path), path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise AliasError(f"{path} can not be read: {error}. Name a readable file, or leave it out.") from error
    return {slot.name: found for slot in SLOTS if (found := _for_slot(slot, tables))}


def _read(name: str, text: str) -> Table:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AliasError(f"{name} is not TOML: {error}. Write it like services/store/aliases.toml.") from error
    known = {*Kind, *BY_NAME}
    for heading, values in table.items():
        if heading not in known:
            raise AliasError(
                f"{name}: there is no slot or kind of slot [{heading}]; use one of {', '.join(sorted(known))}."
            )
        if not isinstance(values, dict):
            raise AliasError(f"{name}: {heading} is not a table; write [{heading}].")
        for value, others in values.items():
            if not isinstance(others, list) or not all(isinstance(other, str) and other.strip() for other in others):
                raise AliasError(f'{name}: [{heading}] "{value}" must have a list of other names.')
    return table


def _for_slot(slot: Slot, tables: list[Table]) -> dict[str, str]:
    meant: dict[str, str] = {}
    for table in tables:
        stated: dict[str, str] = {}
        for other, value in _stated(slot, table):
            if other != value and stated.setdefault(other, value) != value:
                raise AliasError(
                    f'"{other}" can not mean both "{stated[other]}" and "{value}" in the slot {slot.name}.'
                )
        # A file may turn a shipped alias round.
        for value in stated.values():
            if meant.get(value) in stated:
                del meant[value]
        meant |= stated
    return {other: _end_of(other, meant) for other in meant}


def _stated(slot: Slot, table: Table) -> Iterator[tuple[str, str]]:
    for heading in (slot.kind.value, slot.name):
        for value, others in table.get(heading, {}).items():
            for other in others:
                yield spelling(slot, other), spelling(slot, value)


def _end_of(other: str, meant: dict[str, str]) -> str:
    """Follow aliases of aliases."""
    passed = [other]
    while passed[-1] in meant:
        following = meant[passed[-1]]
        if following in passed:
            raise AliasError(f'"{other}" means itself in the end: {" -> ".join([*passed, following])}.')
        passed.append(following)
    return passed[-1]
