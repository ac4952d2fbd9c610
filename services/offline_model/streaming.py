"""Server-sent events: the lines of a streamed completion."""

import json
from collections.abc import Iterator
from typing import Final

from services.offline_model.completion import Completion

DONE: Final = "data: [DONE]\n\n"


def event_lines(completion: Completion, *, include_usage: bool) -> Iterator[str]:
    """One event per chunk, then the mark of the end."""
    for chunk in completion.chunks(include_usage=include_usage):
        yield f"data: {json.dumps(chunk, ensure_ascii=False, separators=(',', ':'))}\n\n"
    yield DONE
