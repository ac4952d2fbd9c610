"""`/v1/users/{user}`: erase it, turn its memory off or on; and what the relays of chat ask before they send."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Header, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from contracts.events import Name
from services.kit.problems import Problem
from services.store.api.pages import Parameters, Tenant, UserId
from services.store.api.reader import or_503
from services.store.rights import Rights

UNNAMED: Final = "unnamed"
ASKED_AT_ONCE: Final = 1_000

Operator = Annotated[Name, Header(alias="Afterthought-Operator", description="who does this, for the audit trail")]


class ErasureView(BaseModel):
    """What was said up to `watermark` is gone and will not be stored, and that is durable.

    `jobs` counts the turns that went. `announced` tells whether the event about it was published.
    """

    user_id: str
    watermark: datetime
    jobs: int
    announced: bool


class Settings(BaseModel):
    """A user's settings: with `memory` off, nothing new is remembered and nothing recalled. What is known stays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    memory: Literal["on", "off"]


class UsersRequest(BaseModel):
    """Which users to look up."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    users: Annotated[list[Name], Field(max_length=ASKED_AT_ONCE)]


class WatermarkView(BaseModel):
    """Up to when a user's words must not be sent or stored; `memory` as in the settings."""

    user_id: str
    watermark: datetime | None
    memory: Literal["on", "off"]


class WatermarksView(BaseModel):
    """Those of the users of whom there is something to say."""

    items: list[WatermarkView]


def routes(rights: Rights) -> APIRouter:
    """Return the routes; to be added after those of a user's facts, whose paths begin alike."""
    router = APIRouter(tags=["users"])

    @router.get("/v1/users/{user_id:path}/settings")
    async def show_settings(tenant: Tenant, user_id: UserId, _: Annotated[Parameters, Query()]) -> Settings:
        """Return a user's settings; of a user who is not known, the defaults."""
        with or_503("settings"):
            standing = await rights.standing_of(tenant, user_id)
        return Settings(memory="off" if standing.is_silent else "on")

    @router.put("/v1/users/{user_id:path}/settings")
    async def change_settings(
        tenant: Tenant, user_id: UserId, settings: Settings, operator: Operator = UNNAMED
    ) -> Settings:
        """Turn a user's memory off, or on again. What is stored stays until it is erased."""
        with or_503("settings"):
            await rights.remember(tenant, user_id, operator, on=settings.memory == "on")
        return settings

    @router.post("/v1/watermarks")
    async def list_watermarks(tenant: Tenant, asked: UsersRequest) -> WatermarksView:
        """Return the watermarks of users, as far as they have any."""
        with or_503("watermarks"):
            found = await rights.standings_of([(tenant, user) for user in asked.users])
        return WatermarksView(
            items=[
                WatermarkView(user_id=user, watermark=each.erased_before, memory="off" if each.is_silent else "on")
                for (_, user), each in found.items()
                if each.erased_before is not None or each.is_silent
            ]
        )

    @router.delete("/v1/users/{user_id:path}")
    async def erase(
        request: Request,
        tenant: Tenant,
        user_id: UserId,
        _: Annotated[Parameters, Query()],
        operator: Operator = UNNAMED,
    ) -> ErasureView:
        """Erase everything of a user, for good: facts, claims, turns, jobs, dead letters, and what is on its way."""
        _require_one_segment(request)
        with or_503("erase"):
            erasure = await rights.erase(tenant, user_id, operator)
        return ErasureView(user_id=user_id, **erasure._asdict())

    return router


def _require_one_segment(request: Request) -> None:
    """Refuse a path that goes on after the user: a mistyped one must not erase anybody."""
    raw = request.scope.get("raw_path", b"").partition(b"?")[0]
    if b"/" in raw.partition(b"/v1/users/")[2]:
        raise Problem(HTTPStatus.NOT_FOUND, "There is no such path; a `/` in a user's id is written %2F.")
