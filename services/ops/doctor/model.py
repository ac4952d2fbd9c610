"""The model server as the settings name it: whether it answers, takes the key, and has the models."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

import httpx2

from services.ops.doctor.finding import Finding, broken, doubtful, fine
from services.ops.settings import DoctorSettings

SECONDS: Final = 15.0
OPENAI: Final = "https://api.openai.com/v1"
REFUSED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
UNKNOWN: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})


def examine_model(settings: DoctorSettings) -> list[Finding]:
    """Ask for the list of models; only a model that is not in it is asked itself, for one token."""
    base = settings.base_url or OPENAI
    setting = "OFFLINE_MODEL_URL" if settings.offline else "OPENAI_BASE_URL"
    key = {"Authorization": f"Bearer {settings.api_key}"}
    try:
        # The offline model is a neighbour: the environment's proxies are not for it.
        with httpx2.Client(base_url=base, headers=key, timeout=SECONDS, trust_env=not settings.offline) as client:
            return list(_look(client, settings, setting))
    except (httpx2.TransportError, httpx2.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        start = "start it (`python -m services.offline_model`)" if settings.offline else "start it"
        mend = f"If it is yours, {start}; else correct {setting}. Until then turns wait, and none is lost."
        return [broken("model.server", f"No model server answers at {base} ({reason}).", mend)]


def _look(client: httpx2.Client, settings: DoctorSettings, setting: str) -> Iterator[Finding]:
    answer = client.get("models")
    if answer.status_code in REFUSED:
        says = f"The model server at {client.base_url} does not accept OPENAI_API_KEY ({answer.status_code})."
        yield broken("model.key", says, "Set OPENAI_API_KEY to a key that is valid there.")
        return
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS or answer.is_server_error:
        says = f"The model server at {client.base_url} answers {answer.status_code}."
        yield broken("model.server", says, "See its log or its status page; turns wait meanwhile, and none is lost.")
        return
    if not answer.is_success:
        says = f"What answers at {client.base_url} knows no list of models ({answer.status_code})."
        yield broken("model.server", says, f"Correct {setting}: it mostly ends in /v1.")
        return
    names = _names(answer)
    yield fine("model.server", f"The model server answers at {client.base_url}.")
    yield _extracting(client, settings, names)
    if settings.embedding_model:
        yield _embedding(client, settings.embedding_model)


def _extracting(client: httpx2.Client, settings: DoctorSettings, names: set[str]) -> Finding:
    if settings.offline and not settings.extractor_model:
        return doubtful(
            "model.real",
            "The offline model extracts: a small grammar, no language model.",
            "For real use set OPENAI_API_KEY or OPENAI_BASE_URL, and EXTRACTOR_MODEL.",
        )
    name = settings.extractor_model
    if not name:
        mend = "Set EXTRACTOR_MODEL to the model that is to extract facts."
        return broken("model.extractor", "A model server is set, but no model: the extractor does not start.", mend)
    if name in names:
        return fine("model.extractor", f"The model server has {name!r}.")
    # Not every server lists all that it takes (aliases, routers), so the model itself is asked.
    body = {"model": name, "messages": [{"role": "user", "content": "Say yes."}], "max_tokens": 1}
    return _asked(client.post("chat/completions", json=body), "model.extractor", "EXTRACTOR_MODEL", name, names)


def _embedding(client: httpx2.Client, name: str) -> Finding:
    answer = client.post("embeddings", json={"model": name, "input": "A test."})
    return _asked(answer, "model.embedding", "EMBEDDING_MODEL", name, set())


def _asked(answer: httpx2.Response, finding: str, setting: str, name: str, names: set[str]) -> Finding:
    if answer.is_success:
        return fine(finding, f"The model server has {name!r}.")
    if answer.status_code in UNKNOWN and "max_tokens" not in answer.text:
        there = f" It has {', '.join(sorted(names)[:5])}." if names else ""
        says = f"The model server does not take the model {name!r} of {setting} ({answer.status_code}).{there}"
        return broken(finding, says, f"Set {setting} to a model that it has.")
    says = f"The model {name!r} of {setting} answers {answer.status_code}."
    return doubtful(finding, says, "See the log of the model server.")


def _names(answer: httpx2.Response) -> set[str]:
    try:
        return {str(each["id"]) for each in answer.json()["data"]}
    except (ValueError, KeyError, TypeError):
        return set()
