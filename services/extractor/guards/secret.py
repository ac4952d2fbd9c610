"""Guard: a secret, or what chat has put in the place of one. The second wall: turns can come from elsewhere."""

from typing import Final

from services.extractor.guards.reading import Reading
from services.kit.redaction.detector import find_secrets, may_hold_secrets
from services.kit.redaction.kinds import MARKER

_MARK: Final = "[redacted: "


def is_secret(reading: Reading) -> bool:
    """Tell whether the fact holds a secret, or quotes one."""
    secrets = reading.message.secrets
    if reading.stands_in(secrets):
        return True
    texts = (reading.offered.value, reading.offered.statement)
    together = "\n".join(texts)
    if (may_hold_secrets(together) or _MARK in together) and any(map(_holds_secret, texts)):
        return True
    return any(reading.message.content[start:end] in text for text in texts for start, end in secrets)


def _holds_secret(text: str) -> bool:
    return bool(MARKER.search(text) or find_secrets(text))
