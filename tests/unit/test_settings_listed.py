"""`.env.example` lists every setting, with the default that the code has, and none that nobody reads."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

ROOT = Path(__file__).parents[2]
READ_BY_MAKE = {"EXTRACTORS"}


def listed() -> dict[str, str]:
    """The settings of `.env.example` with the value that follows."""
    text = (ROOT / ".env.example").read_text()
    return dict(re.findall(r"^# ([A-Z][A-Z_]+)=(.*)$", text, flags=re.MULTILINE))


def settings_classes() -> list[type[BaseSettings]]:
    """Every settings class of the services."""
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in ROOT.glob("services/*/settings.py")]
    objects = [thing for module in modules for thing in vars(import_module(module)).values()]
    found = {
        thing
        for thing in objects
        if isinstance(thing, type) and issubclass(thing, BaseSettings) and thing is not BaseSettings
    }
    return sorted(found, key=lambda each: each.__name__)


def variables(settings: type[BaseSettings]) -> dict[str, str]:
    """The environment variables of a class, each with its field."""
    prefix = settings.model_config.get("env_prefix", "")
    return {f"{prefix}{field}".upper(): field for field in settings.model_fields}


def compose_variables() -> dict[str, str]:
    """The variables of compose.yaml with their defaults."""
    return dict(re.findall(r"\$\{([A-Z_]+):-([^}]*)\}", (ROOT / "compose.yaml").read_text()))


def test_every_setting_is_listed_and_every_listed_one_is_read():
    known = {name for settings in settings_classes() for name in variables(settings)}
    assert len(known) > 20
    assert set(listed()) == known | set(compose_variables()) | READ_BY_MAKE


@pytest.mark.parametrize("settings", settings_classes(), ids=lambda settings: settings.__name__)
def test_the_listed_value_is_the_default(settings, monkeypatch):
    for name in listed():
        monkeypatch.delenv(name, raising=False)
    defaults = settings()
    for name, field in variables(settings).items():
        monkeypatch.setenv(name, listed()[name])
        assert getattr(settings(), field) == getattr(defaults, field), name


def test_compose_has_the_listed_defaults():
    elsewhere = {"OFFLINE_MODEL_URL"}  # inside Compose the offline model has another address
    defaults = {name: value for name, value in compose_variables().items() if name not in elsewhere}
    assert defaults == {name: listed()[name] for name in defaults}


def test_compose_publishes_on_loopback_alone():
    published = re.findall(r'ports: \["([^"]+)"', (ROOT / "compose.yaml").read_text())
    assert len(published) >= 4
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []
