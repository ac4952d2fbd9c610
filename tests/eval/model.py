"""The model that is evaluated: one that the user names, or the offline model as a process of its own."""

import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from pydantic import ValidationError

from deploy.local.errors import CannotRunError
from deploy.local.ports import pick_free_ports
from deploy.local.process import Process
from services.extractor.model import Model, choose_model, open_client
from services.extractor.settings import ExtractorSettings
from services.kit.process import StartError
from services.kit.settings import ModelSettings
from tests.eval.errors import EvalError, NoAnswerError
from tests.eval.extraction import Calls

START_SECONDS: Final = 30.0
KEPT_SETTINGS: Final = ("PATH", "HOME", "LANG", "PYTHONPATH", "VIRTUAL_ENV", "LOG_LEVEL")


@dataclass(frozen=True)
class Asked:
    """A model that can be asked, how it is called in reports, and the count of requests to it."""

    model: Model
    name: str
    calls: Calls


@asynccontextmanager
async def open_model(name: str, base_url: str, *, hallucinate: bool) -> AsyncIterator[Asked]:
    """Open the model `name` at `base_url`, else that of the environment, else the offline model.

    Raises `EvalError` when the settings are not such that a model can be asked.
    """
    async with AsyncExitStack() as stack:
        try:
            settings, place = ExtractorSettings(), ModelSettings()
            if name:
                settings = settings.model_copy(update={"model": name})
            if base_url:
                place = place.model_copy(update={"openai_base_url": base_url})
            chosen = choose_model(settings, place)
        except StartError as error:
            raise EvalError(f"{error} Or name it with --model.") from None
        except ValidationError as error:
            raise EvalError(f"A setting is wrong: {error.errors()[0]['loc'][0]}: {error.errors()[0]['msg']}.") from None
        if hallucinate and not place.offline:
            raise EvalError("--hallucinate is a mode of the offline model: leave --base-url out, and OPENAI_* unset.")
        if place.offline:
            url = await stack.enter_async_context(start_offline_model(hallucinate=hallucinate))
            place = place.model_copy(update={"offline_model_url": url})
        client = await stack.enter_async_context(open_client(settings, place))
        shown = f"{chosen} (hallucinating)" if hallucinate else chosen
        yield Asked(Model(client, settings, chosen), shown, Calls(client))


@asynccontextmanager
async def start_offline_model(*, hallucinate: bool) -> AsyncIterator[str]:
    """Run the offline model on a free port; yields its base URL."""
    [port] = pick_free_ports(1)
    environment = {name: os.environ[name] for name in KEPT_SETTINGS if name in os.environ}
    environment["OFFLINE_MODEL_PORT"] = str(port)
    environment["OFFLINE_MODEL_MODE"] = "hallucinate" if hallucinate else "truthful"
    with tempfile.TemporaryDirectory(prefix="afterthought-eval-") as folder:
        log = Path(folder) / "offline_model.log"
        command = [sys.executable, "-m", "services.offline_model"]
        process = Process.start("offline_model", command, log=log, environment=environment)
        url = f"http://127.0.0.1:{port}"
        try:
            await process.wait_until(lambda: _answers(f"{url}/v1/models"), START_SECONDS)
            yield f"{url}/v1"
        except CannotRunError as error:
            raise NoAnswerError(str(error)) from None
        finally:
            await process.stop()


def _answers(url: str) -> bool:
    try:
        with build_opener(ProxyHandler({})).open(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
