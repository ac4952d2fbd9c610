"""Towns of the world by name, from the GeoNames gazetteer (geonames.org, CC BY 4.0), and regions people live in."""

import unicodedata
from importlib.resources import files
from typing import Final

_PLAIN: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae"})


def _folded(name: str) -> str:
    """The name in small letters without accents."""
    low = unicodedata.normalize("NFD", name.lower()).translate(_PLAIN)
    return "".join(char for char in low if not unicodedata.combining(char))


TOWNS: Final = frozenset(map(_folded, files(__package__).joinpath("towns.txt").read_text("utf-8").splitlines()))


def is_town(name: str) -> bool:
    """Whether a name, however it is accented, is one of a town or region."""
    return _folded(name) in TOWNS
