"""Puts the store's API together: its groups of routes, the probes, every error as problem+json."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI
from starlette.types import ASGIApp

from services.kit.http import BodyLimit, Check, add_probes
from services.kit.problems import Problem, answer_with_problems, render_problem
from services.store.api import (
    activity,
    amend,
    embeddings,
    export,
    facts,
    history,
    jobs,
    letters,
    operations,
    recall,
    stats,
    users,
)
from services.store.api.reader import Reader
from services.store.api.stream import JobWatch
from services.store.desk import Desk
from services.store.rights import Rights

BODY_BYTES: Final = 1_048_576


def build(reader: Reader, watch: JobWatch, desk: Desk, rights: Rights, checks: Mapping[str, Check]) -> FastAPI:
    """Return the application; `checks` are what `/readyz` asks."""
    app = FastAPI(title="afterthought store", description="What users said, what became of it, and what is known.")
    app.include_router(jobs.routes(reader, watch))
    app.include_router(history.routes(reader))
    app.include_router(facts.routes(reader))
    app.include_router(recall.routes(reader))
    app.include_router(embeddings.routes(reader))
    app.include_router(amend.routes(reader, rights))
    app.include_router(export.routes(reader, rights))
    app.include_router(users.routes(rights))
    app.include_router(stats.routes(reader))
    app.include_router(activity.routes(reader))
    app.include_router(letters.routes(reader))
    app.include_router(operations.routes(reader, desk))
    add_probes(app, checks)
    answer_with_problems(app)
    app.add_middleware(BodyLimit, limit=BODY_BYTES, refuse=_too_large)
    return app


def _too_large(path: str, limit: int) -> ASGIApp:
    message = f"The body has more than {limit} bytes: send less at once."
    return render_problem(path, Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message))
