"""`/v1/users/{user}/facts/{fact}`: a person corrects a fact, or has it forgotten."""

from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, StringConstraints

from services.kit.problems import Problem
from services.kit.redaction.detector import redact
from services.store.api.facts import FIRST
from services.store.api.pages import Parameters, Tenant, UserId
from services.store.api.reader import Reader, or_503
from services.store.api.users import UNNAMED, Operator
from services.store.api.views import FactView, fact_view
from services.store.rights import Amended, Rights

MOST: Final = 10_000


class Correction(BaseModel):
    """What is so instead; `statement` is the sentence to go with it, made up when it is left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=512, pattern=r"^[^\x00]*$")]
    statement: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_024, pattern=r"^[^\x00]*$")]
        | None
    ) = None


def routes(reader: Reader, rights: Rights) -> APIRouter:
    """Return the routes."""
    router = APIRouter(tags=["facts"])

    @router.patch("/v1/users/{user_id:path}/facts/{fact_id}")
    async def correct_fact(
        tenant: Tenant, user_id: UserId, fact_id: UUID, correction: Correction, operator: Operator = UNNAMED
    ) -> FactView:
        """Correct a current fact; returns the one that is current now. What was there stays in the history."""
        for name, text in correction.model_dump(exclude_none=True).items():
            if redact(text).text != text:
                message = "holds what looks like a password, a key or a number of an account: such is never stored"
                raise Problem(
                    HTTPStatus.UNPROCESSABLE_ENTITY, f"{name}: {message}", [{"field": name, "message": message}]
                )
        with or_503("correct"):
            done, slot, new = await rights.correct(
                (tenant, user_id), fact_id, correction.value, correction.statement, operator
            )
        _require(done, fact_id)
        rows = await reader.fetch_own("list_facts", tenant, user_id, slot, None, False, *FIRST, MOST)
        facts = [fact_view(row) for row in rows]
        same = [fact for fact in facts if fact.id == new]
        # In a slot of many values the new one may have been there already: then it was confirmed.
        return same[0] if same else max(facts, key=lambda fact: fact.confirmed_at or fact.said_at)

    @router.delete("/v1/users/{user_id:path}/facts/{fact_id}", status_code=HTTPStatus.NO_CONTENT)
    async def forget_fact(
        tenant: Tenant, user_id: UserId, fact_id: UUID, _: Annotated[Parameters, Query()], operator: Operator = UNNAMED
    ) -> None:
        """Forget a fact, current or not, and the words in which it was said; it is not learnt again from them."""
        with or_503("forget"):
            done = await rights.forget(tenant, user_id, fact_id, operator)
        _require(done, fact_id)

    return router


def _require(done: Amended, fact_id: UUID) -> None:
    if done is Amended.UNKNOWN:
        raise Problem(HTTPStatus.NOT_FOUND, f"The user has no fact {fact_id}: see GET /v1/users/{{user}}/facts.")
    if done is Amended.ENDED:
        message = f"The fact {fact_id} holds no more: correct the one that took its place."
        raise Problem(HTTPStatus.CONFLICT, message)
