"""Which settings each process of a local run gets.

The user's own (environment, then `.env`) come first; what they leave open points to the private servers. A process gets
the settings of its own service and no other service's passwords.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from deploy.local import secret
from deploy.local.errors import CannotRunError
from deploy.local.ports import HOST

VHOST = "afterthought"
BROKER_SETTINGS = ("CHAT_RABBITMQ_URL", "EXTRACTOR_RABBITMQ_URL", "STORE_RABBITMQ_URL")
ADMIN_SETTING = "OPS_RABBITMQ_ADMIN_URL"
DATABASE_SETTING = "STORE_DATABASE_URL"
CHAT_DATABASE_SETTING = "CHAT_DATABASE_URL"
OPENAI_SETTINGS = ("OPENAI_API_KEY", "OPENAI_BASE_URL")
OFFLINE_MODEL_URL = "OFFLINE_MODEL_URL"
EMBEDDING_MODEL = "EMBEDDING_MODEL"


@dataclass(frozen=True)
class Service:
    """One service: its package in `services`, the prefix of its settings, its port unless told otherwise."""

    name: str
    prefix: str
    port: int

    @property
    def port_setting(self) -> str:
        """Name the setting that moves it to another port."""
        return f"{self.prefix}PORT"


OFFLINE_MODEL = Service("offline_model", "OFFLINE_MODEL_", 8003)
STORE = Service("store", "STORE_", 8001)
EXTRACTOR = Service("extractor", "EXTRACTOR_", 0)
EMBEDDER = Service("embedder", "EMBEDDER_", 0)
CHAT = Service("chat", "CHAT_", 8000)
OPS = Service("ops", "OPS_", 8002)
PREFIXES = (OFFLINE_MODEL.prefix, STORE.prefix, EXTRACTOR.prefix, EMBEDDER.prefix, CHAT.prefix, OPS.prefix)
_SHARED = (*OPENAI_SETTINGS, EMBEDDING_MODEL)


def read_settings(dotenv: Path) -> dict[str, str]:
    """Return the environment, with what `dotenv` (a file, if it is there) adds to it; empty values count as unset."""
    settings = {**dotenv_values(dotenv), **os.environ}
    return {name: value for name, value in settings.items() if value}


def wants_offline_model(settings: Mapping[str, str]) -> bool:
    """Tell whether no real model is named."""
    return not any(settings.get(name) for name in (*OPENAI_SETTINGS, OFFLINE_MODEL_URL))


def has_broker(settings: Mapping[str, str]) -> bool:
    """Tell whether the user brings a RabbitMQ.

    Raises:
        CannotRunError: Only some of its settings are there.

    """
    names = (*BROKER_SETTINGS, ADMIN_SETTING)
    missing = [name for name in names if name not in settings]
    if missing and len(missing) < len(names):
        message = f"To use your own RabbitMQ set {', '.join(missing)} too; for a private one unset the others."
        raise CannotRunError(message)
    return not missing


def point_to_broker(folder: Path, amqp_port: int, admin_url: str) -> dict[str, str]:
    """Return the broker's settings: a user with a password of its own (kept in `folder`) for each service."""
    urls = {}
    for setting in BROKER_SETTINGS:
        user = setting.removesuffix("_RABBITMQ_URL").lower()
        password = secret.read_or_make(folder / f"rabbitmq-{user}.password")
        urls[setting] = f"amqp://{user}:{password}@{HOST}:{amqp_port}/{VHOST}"
    return {**urls, ADMIN_SETTING: admin_url}


def keep_own(settings: Mapping[str, str], service: Service) -> dict[str, str]:
    """Return what `service` may see: everything that is no other service's setting."""
    others = tuple(prefix for prefix in PREFIXES if prefix != service.prefix)
    return {name: value for name, value in settings.items() if not name.startswith(others) or name == OFFLINE_MODEL_URL}


def write_settings(file: Path, settings: Mapping[str, str]) -> None:
    """Write what is ours of the settings into a file (mode 0600) that `afterthought --env-file` reads."""
    own = {name: value for name, value in sorted(settings.items()) if name.startswith(PREFIXES) or name in _SHARED}
    own.setdefault("OPS_CHAT_URL", f"http://{HOST}:{settings[CHAT.port_setting]}")
    own.setdefault("OPS_STORE_URL", f"http://{HOST}:{settings[STORE.port_setting]}")
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.writelines(f"{name}='{_quoted(value)}'\n" for name, value in own.items())


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
