"""Puts the store's API together: four groups of routes, the probes, every error as problem+json."""

from collections.abc import Mapping

import asyncpg
from fastapi import FastAPI

from services.kit.http import Check, add_probes
from services.kit.problems import answer_with_problems
from services.store.api import facts, jobs, recall, stats
from services.store.api.reader import Reader
from services.store.api.stream import JobWatch


def build(pool: asyncpg.Pool, watch: JobWatch, checks: Mapping[str, Check]) -> FastAPI:
    """Return the application; `checks` are what `/readyz` asks."""
    app = FastAPI(title="afterthought store", description="What users said, what became of it, and what is known.")
    reader = Reader(pool)
    app.include_router(jobs.routes(reader, watch))
    app.include_router(facts.routes(reader))
    app.include_router(recall.routes(reader))
    app.include_router(stats.routes(reader))
    add_probes(app, checks)
    answer_with_problems(app)
    return app
