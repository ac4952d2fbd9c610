"""Each process of a local run gets the settings that are its own."""

import stat

import pytest
from dotenv import dotenv_values

from deploy.local import CannotRunError
from deploy.local.environment import (
    ADMIN_SETTING,
    BROKER_SETTINGS,
    CHAT,
    EXTRACTOR,
    has_broker,
    keep_own,
    point_to_broker,
    read_settings,
    wants_offline_model,
    write_settings,
)


def test_the_environment_wins_over_the_file_and_empty_values_count_as_unset(tmp_path, monkeypatch):
    dotenv = tmp_path / ".env"
    dotenv.write_text("CHAT_PORT=1\nSTORE_PORT=2\nOPENAI_API_KEY=\n# EXTRACTOR_PORT=3\n")
    monkeypatch.setenv("CHAT_PORT", "9")
    for name in ("STORE_PORT", "OPENAI_API_KEY", "EXTRACTOR_PORT"):
        monkeypatch.delenv(name, raising=False)
    settings = read_settings(dotenv)
    assert (settings["CHAT_PORT"], settings["STORE_PORT"]) == ("9", "2")
    assert "OPENAI_API_KEY" not in settings
    assert "EXTRACTOR_PORT" not in settings


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OFFLINE_MODEL_URL"])
def test_a_named_model_needs_no_offline_model(name):
    assert wants_offline_model({})
    assert not wants_offline_model({name: "x"})


def test_a_service_sees_no_other_services_settings():
    settings = {
        "PATH": "/bin",
        "LOG_LEVEL": "INFO",
        "OPENAI_API_KEY": "key",
        "OFFLINE_MODEL_URL": "http://model",
        "OFFLINE_MODEL_PORT": "8003",
        "CHAT_STORE_URL": "http://store",
        "STORE_DATABASE_URL": "postgresql://secret",
        "EXTRACTOR_MODEL": "m",
        "OPS_RABBITMQ_ADMIN_URL": "http://admin:secret@broker",
    }
    shared = {"PATH", "LOG_LEVEL", "OPENAI_API_KEY", "OFFLINE_MODEL_URL"}
    assert set(keep_own(settings, CHAT)) == {*shared, "CHAT_STORE_URL"}
    assert set(keep_own(settings, EXTRACTOR)) == {*shared, "EXTRACTOR_MODEL"}


def test_each_service_gets_a_password_of_its_own_that_lasts(tmp_path):
    first = point_to_broker(tmp_path, 5672, "http://admin")
    assert first == point_to_broker(tmp_path, 5672, "http://admin")
    assert len({first[name] for name in BROKER_SETTINGS}) == len(BROKER_SETTINGS)
    assert [(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()] == [0o600] * len(BROKER_SETTINGS)


def test_a_broker_of_the_users_own_needs_all_its_settings():
    assert not has_broker({})
    assert has_broker(dict.fromkeys((*BROKER_SETTINGS, ADMIN_SETTING), "url"))
    with pytest.raises(CannotRunError, match="set CHAT_RABBITMQ_URL, STORE_RABBITMQ_URL, OPS_RABBITMQ_ADMIN_URL too"):
        has_broker({"EXTRACTOR_RABBITMQ_URL": "url"})


def test_the_command_line_is_given_the_settings_of_the_system_and_nobody_else_can_read_them(tmp_path):
    file = tmp_path / "settings"
    odd = "amqp://chat:it's $HOME \\ #1@h/v"
    settings = {"CHAT_PORT": "1", "STORE_PORT": "2", "CHAT_RABBITMQ_URL": odd, "OPENAI_API_KEY": "k", "PATH": "/bin"}
    write_settings(file, settings)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    places = {"OPS_CHAT_URL": "http://127.0.0.1:1", "OPS_STORE_URL": "http://127.0.0.1:2"}
    assert dotenv_values(file) == {name: value for name, value in settings.items() if name != "PATH"} | places
