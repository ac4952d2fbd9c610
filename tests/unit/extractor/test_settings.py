"""The extractor's settings: what a newcomer need not set, and what is refused with the variable's name."""

import pytest

from services.extractor.model import choose_model
from services.extractor.settings import ExtractorSettings
from services.kit.process import StartError, read
from services.kit.settings import ModelSettings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ExtractorSettings.model_fields:
        monkeypatch.delenv(f"EXTRACTOR_{name.upper()}", raising=False)


def test_the_delays_are_seconds_with_commas_between(monkeypatch: pytest.MonkeyPatch):
    assert read(ExtractorSettings).retry_delays == (5.0, 30.0, 180.0)
    monkeypatch.setenv("EXTRACTOR_RETRY_DELAYS", "0.2, 7")
    assert read(ExtractorSettings).retry_delays == (0.2, 7.0)
    monkeypatch.setenv("EXTRACTOR_RETRY_DELAYS", "")
    assert read(ExtractorSettings).retry_delays == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXTRACTOR_RETRY_DELAYS", "5,soon"),
        ("EXTRACTOR_RETRY_DELAYS", "0"),
        ("EXTRACTOR_MODEL_RETRIES", "2"),
        ("EXTRACTOR_CONCURRENCY", "0"),
        ("EXTRACTOR_RESPONSE_FORMAT", "xml"),
        ("EXTRACTOR_TEMPERATURE", "hot"),
    ],
)
def test_a_wrong_value_is_refused_by_the_variable_s_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(name, value)

    with pytest.raises(StartError, match=f"{name}: "):
        read(ExtractorSettings)


def test_an_empty_temperature_leaves_it_to_the_model(monkeypatch: pytest.MonkeyPatch):
    assert read(ExtractorSettings).temperature == 0.0
    monkeypatch.setenv("EXTRACTOR_TEMPERATURE", "")
    assert read(ExtractorSettings).temperature is None


def test_a_real_model_must_be_named_and_the_offline_one_need_not():
    named = ExtractorSettings(model="m")
    unnamed = ExtractorSettings()

    assert choose_model(unnamed, ModelSettings()) == "offline"
    assert choose_model(named, ModelSettings(openai_api_key="k")) == "m"
    with pytest.raises(StartError, match="EXTRACTOR_MODEL"):
        choose_model(unnamed, ModelSettings(openai_api_key="k"))
