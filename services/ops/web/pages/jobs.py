"""`/jobs`: the list, by user, session and status; and one job's whole story, told on as it happens."""

from collections.abc import AsyncIterator
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.ops.web.errors import AwayError, RefusedError
from services.ops.web.site import Site, event, stream
from services.ops.web.sources.store import Store

STATUSES: Final = ("queued", "processing", "retrying", "completed", "dead", "discarded")
PAGE: Final = 50


def routes(site: Site, store: Store) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/jobs")
    async def list_jobs(
        request: Request, user: str = "", session: str = "", status: str = "", cursor: str = ""
    ) -> Response:
        query = {"user_id": user, "session_id": session, "status": status, "cursor": cursor, "limit": PAGE}
        page = await store.jobs(query)
        chosen = {"user": user, "session": session, "status": status}
        return site.page(request, "jobs.html", page=page, chosen=chosen, cursor=cursor, statuses=STATUSES)

    @router.get("/jobs/{job}")
    async def show_job(request: Request, job: str) -> Response:
        story = await store.history(job)
        return site.page(request, "job.html", story=story, steps=steps_of(story))

    @router.get("/jobs/{job}/live")
    async def follow_job(job: str) -> Response:
        async def events() -> AsyncIterator[str]:
            try:
                async for _ in store.follow(job):
                    story = await store.history(job)
                    yield event("job", site.fragment("_story.html", story=story, steps=steps_of(story)))
            except (AwayError, RefusedError) as error:
                yield event("lost", str(error))
                return
            yield event("ended", "")

        return stream(events())

    return router


def steps_of(story: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what happened to a job in the order in which it did; each step has `at`, `kind`, `title` and `text`."""
    job, steps = story["job"], []

    def add(at: str | None, kind: str, title: str, text: str = "", **more: Any) -> None:
        if at is not None:
            steps.append({"at": at, "kind": kind, "title": title, "text": text, "letter": None, **more})

    add(job["said_at"], "spoken", "Said by the user")
    again = f" again, as generation {job['generation']}" if job["generation"] > 1 else ""
    add(job["queued_at"], "queued", f"Queued{again}", f"{job['lane']} lane")
    for failure in story["failures"]:
        what = "gave up" if failure["status"] == "dead" else "failed"
        title = f"Attempt {failure['attempt']} {what}: {failure['error']['class']}"
        if failure["generation"] != job["generation"]:
            title += f" (generation {failure['generation']})"
        add(failure["failed_at"], failure["status"], title, failure["error"]["message"])
    for letter in story["letters"]:
        title = f"Dead letter of generation {letter['generation']}"
        add(letter["archived_at"], "dead", title, letter["error"]["message"], letter=letter["id"])
        if letter["closed_at"] is not None:
            by = f" by {letter['closed_by']}" if letter["closed_by"] else ""
            what = f"Letter {letter['status']}{by}"
            if again := letter["replayed_as"]:
                # When its job completes the letter is resolved, and that is the moment that it keeps.
                what = f"Replayed{by} as generation {again}"
                what += "" if letter["status"] == "replayed" else f", and {letter['status']}"
            add(letter["closed_at"], letter["status"], what, letter["reason"] or "")
    add(job["started_at"], "processing", "An extractor took it in hand", f"attempt {job['attempt']}")
    if job["status"] == "retrying":
        add(job["next_attempt_at"], "retrying", "Next attempt")
    if job["status"] == "completed":
        add(job["finished_at"], "completed", "Completed: the facts are visible")
    # These come first, in this order, among what has the same moment.
    order = ("spoken", "queued", "processing")
    return sorted(steps, key=lambda step: (step["at"], order.index(step["kind"]) if step["kind"] in order else 9))
