"""A chat that ends while its memory is asked: what was said is recorded all the same."""

import asyncio
import json

import pytest

from services.chat.completions import Completions
from services.chat.recall import NOTHING, Recollection

BODY = json.dumps({"model": "m", "user": "ada", "messages": [{"role": "user", "content": "I live in Lisbon."}]})


class SlowRecall:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.answer: asyncio.Future[Recollection] = asyncio.get_running_loop().create_future()

    async def recall(self, user_id: str, question: str) -> Recollection:
        self.asked.set()
        return await self.answer


class NotingRecorder:
    """Notes what it is to record."""

    def __init__(self) -> None:
        self.contents: list[str] = []

    def record(self, turn, publish_within, save_within):
        self.contents.append(turn.message.content)
        return asyncio.get_running_loop().create_future()


class NoModel:
    """Never answers."""

    async def complete(self, body, streams):
        await asyncio.Event().wait()


def begin(recorder: NotingRecorder, recall: SlowRecall) -> asyncio.Task[None]:
    async def receive():
        return messages.pop(0) if messages else await asyncio.Event().wait()

    async def send(message):
        raise AssertionError(message)

    messages = [{"type": "http.request", "body": BODY.encode()}, {"type": "http.disconnect"}]
    app = Completions(NoModel(), recorder, recall, publish_within=1, save_within=1, context_messages=0)  # type: ignore[arg-type]
    return asyncio.create_task(app({"type": "http", "method": "POST", "headers": []}, receive, send))


async def test_a_request_cancelled_during_recall_is_recorded():
    recorder, recall = NotingRecorder(), SlowRecall()
    request = begin(recorder, recall)
    await recall.asked.wait()
    assert recorder.contents == [], "not before it is known whether the user wants it"
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request
    assert recorder.contents == ["I live in Lisbon."]


@pytest.mark.parametrize(("known", "recorded"), [(NOTHING, ["I live in Lisbon."]), (Recollection(is_off=True), [])])
async def test_a_client_that_leaves_during_recall_is_recorded_unless_opted_out(known, recorded):
    recorder, recall = NotingRecorder(), SlowRecall()
    request = begin(recorder, recall)
    await recall.asked.wait()
    recall.answer.set_result(known)
    await request
    assert recorder.contents == recorded
