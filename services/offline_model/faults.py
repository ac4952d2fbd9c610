"""Scripted faults: what the demo and the fault tests make the model do wrong, and how often it did.

A fault waits for requests whose last user message holds its `match`. Faults are tried in the order they were added; the
first that has firings left and whose turn it is takes the request.
"""

import itertools
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Kind = Literal["truncated", "damaged", "off_schema", "reset", "status", "hang", "slow", "hallucinate"]
Purpose = Literal["extraction", "chat", "embedding"]


class Fault(BaseModel):
    """A fault as it is asked for.

    `times` null means until it is deleted; `share` lets it fire on every n-th matching request only (0.1: each tenth);
    `status` and `retry_after` (seconds) belong to kind `status`, `seconds` to `slow` (default 5) and `hang`
    (default: until the client goes away), `seed` to `hallucinate`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    match: str = ""
    kind: Kind
    times: Annotated[int, Field(ge=1)] | None = 1
    status: Annotated[int, Field(ge=400, le=599)] = 500
    retry_after: Annotated[float, Field(ge=0)] | None = None
    seconds: Annotated[float, Field(ge=0, le=3_600)] | None = None
    seed: int = 0
    share: Annotated[float, Field(gt=0, le=1)] = 1.0
    only: Purpose | None = None

    @model_validator(mode="after")
    def _fields_fit_the_kind(self) -> "Fault":
        given = self.model_fields_set
        if self.kind != "status" and given & {"status", "retry_after"}:
            raise ValueError("status and retry_after belong to kind status")
        if self.kind not in {"slow", "hang"} and "seconds" in given:
            raise ValueError("seconds belongs to the kinds slow and hang")
        if self.kind != "hallucinate" and "seed" in given:
            raise ValueError("seed belongs to kind hallucinate")
        return self


@dataclass(slots=True)
class _Entry:
    id: str
    fault: Fault
    matched: int = 0
    fired: int = 0

    def wants(self, text: str, purpose: Purpose) -> bool:
        """Count a matching request, and tell whether the fault fires on it."""
        fault = self.fault
        spent = fault.times is not None and self.fired >= fault.times
        if spent or fault.match not in text or fault.only not in {None, purpose}:
            return False
        self.matched += 1
        if int(self.matched * fault.share + _ROUNDING) == int((self.matched - 1) * fault.share + _ROUNDING):
            return False
        self.fired += 1
        return True

    def shown(self) -> dict[str, Any]:
        """The fault with its id and counts."""
        return {"id": self.id, **self.fault.model_dump(), "matched": self.matched, "fired": self.fired}


# 0.1 ten times is a little less than one.
_ROUNDING = 1e-9


@dataclass(slots=True)
class FaultTable:
    """The faults of one server, in order."""

    _entries: list[_Entry] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def add(self, fault: Fault) -> str:
        """Keep a fault and return its id."""
        entry = _Entry(f"fault-{next(self._numbers)}", fault)
        self._entries.append(entry)
        return entry.id

    def take(self, text: str, purpose: Purpose) -> Fault | None:
        """The fault that fires on this request, if one does."""
        return next((entry.fault for entry in self._entries if entry.wants(text, purpose)), None)

    def shown(self) -> list[dict[str, Any]]:
        """All faults with how often they matched and fired."""
        return [entry.shown() for entry in self._entries]

    def clear(self) -> None:
        """Forget all faults."""
        self._entries.clear()
