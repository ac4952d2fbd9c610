"""Vectors as text: what goes in comes out, and what cannot be compared is refused."""

import base64
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.vectors import MOST_DIMENSIONS, is_usable, pack, unpack


@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1, max_size=50))
def test_a_vector_comes_back_as_it_was(vector):
    if is_usable(vector):
        assert list(unpack(pack(vector))) == vector
    else:
        assert not any(vector) or not math.isfinite(sum(vector))


@pytest.mark.parametrize(
    "vector", [[], [0.0, 0.0], [math.nan], [math.inf, 1], [1e300], [1.0] * (MOST_DIMENSIONS + 1)], ids=str
)
def test_what_cannot_be_compared_is_refused(vector):
    assert not is_usable(vector)


@pytest.mark.parametrize("text", ["", "?", "AAA=", base64.b64encode(struct.pack("<f", math.nan)).decode(), "AAAAAA=="])
def test_what_is_no_vector_is_refused(text):
    with pytest.raises(ValueError, match="not"):
        unpack(text)
