"""Embeddings on the wire between our services: float32, little-endian, as base64, which is OpenAI's own format."""

import base64
import binascii
import math
import struct
from collections.abc import Sequence
from typing import Final

MOST_DIMENSIONS: Final = 16_000
"""pgvector, "Vector Type"."""
_FLOAT_BYTES: Final = 4


def is_usable(vector: Sequence[float]) -> bool:
    """Tell whether a vector can be compared: of a length that pgvector takes, finite as float32, and not zero."""
    if not 1 <= len(vector) <= MOST_DIMENSIONS:
        return False
    try:
        packed = struct.unpack(f"<{len(vector)}f", struct.pack(f"<{len(vector)}f", *vector))
    except (OverflowError, struct.error):
        return False
    return math.isfinite(sum(packed)) and any(packed)


def pack(vector: Sequence[float]) -> str:
    """Return a vector as text."""
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


def unpack(text: str) -> tuple[float, ...]:
    """Return the vector in a text; raises `ValueError` when it holds none that is usable."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("is not base64") from error
    if len(raw) % _FLOAT_BYTES:
        raise ValueError("is not a list of float32")
    vector: tuple[float, ...] = struct.unpack(f"<{len(raw) // _FLOAT_BYTES}f", raw)
    if not is_usable(vector):
        raise ValueError(f"is not a vector of 1 to {MOST_DIMENSIONS} finite numbers that are not all zero")
    return vector
