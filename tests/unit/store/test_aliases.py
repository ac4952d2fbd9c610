"""Other names for a value: the shipped ones, a user's own, and what is wrong with a file."""

import pytest

from contracts.slots import SLOTS, Kind
from services.store.aliases import AliasError, load_aliases
from services.store.rules import Rules
from tests.store import DAY


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "aliases.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def key(slot, value, path=None):
    return Rules(load_aliases(path)).key(slot, value, DAY)


def test_other_names_of_a_place_are_one_value_in_the_slots_of_places_only():
    assert key("home_city", "N.Y.C.") == key("hometown", "New York") == key("home_city", "new york city")
    assert key("name", "LA") != key("name", "Los Angeles")


def test_a_file_adds_to_the_shipped_names_and_can_use_them(file):
    path = file('[place]\n"NYC" = ["the Big Apple"]\n[employer]\n"St. Mary\'s Hospital" = ["St Mary\'s"]\n')
    assert key("home_city", "Big Apple", path) == key("home_city", "New York City", path)
    assert key("employer", "St Mary's", path) == key("employer", "st. mary's hospital", path)
    assert key("home_city", "Lisboa", path) == key("home_city", "Lisbon", path)


def test_a_file_goes_before_the_shipped_names(file):
    path = file('[home_city]\n"Los Alamos" = ["LA"]\n"Lisboa" = ["Lisbon"]\n')
    assert key("home_city", "LA", path) == key("home_city", "Los Alamos", path) != key("home_city", "Los Angeles", path)
    assert key("home_city", "Lisbon", path) == key("home_city", "Lisboa", path) == "lisboa"


def test_other_names_change_the_fingerprint_of_the_rules(file):
    same, other = file(""), '[skill]\n"Rust" = ["rustlang"]\n'
    assert Rules(load_aliases()).fingerprint == Rules(load_aliases(same)).fingerprint
    assert Rules(load_aliases()).fingerprint != Rules(load_aliases(file(other))).fingerprint


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[place\n", "is not TOML"),
        ('[town]\n"A" = ["B"]\n', r"no slot or kind of slot \[town\]; use one of .*home_city"),
        ('place = "A"\n', r"write \[place\]"),
        ('[place]\n"A" = "B"\n', "must have a list"),
        ('[place]\n"A" = [""]\n', "must have a list"),
        ('[place]\n"A" = ["X"]\n"B" = ["X"]\n', 'can not mean both "a" and "b" in the slot home_city'),
        ('[skill]\n"A" = ["B"]\n"B" = ["A"]\n', "means itself"),
    ],
)
def test_a_wrong_file_is_told_what_is_wrong(file, text, says):
    with pytest.raises(AliasError, match=says):
        load_aliases(file(text))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(AliasError, match=r"nowhere\.toml can not be read"):
        load_aliases(tmp_path / "nowhere.toml")


def test_every_shipped_name_is_of_use():
    aliases = load_aliases()
    assert {slot.name for slot in SLOTS if slot.kind is Kind.PLACE} <= set(aliases)
    for slot, meant in aliases.items():
        for other, value in meant.items():
            assert other != value
            assert value not in meant, (slot, other)
