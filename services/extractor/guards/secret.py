"""Guard: a secret, or what chat has put in the place of one. The second wall: turns can come from elsewhere."""

from services.extractor.guards.reading import Reading
from services.kit.redaction.detector import find_secrets
from services.kit.redaction.kinds import MARKER


def is_secret(reading: Reading) -> bool:
    """Tell whether the fact holds a secret, or quotes one."""
    message = reading.message
    if not message.suspicious:
        return False
    if reading.stands_in(message.secrets):
        return True
    texts = (reading.offered.value, reading.offered.statement)
    if any(map(_holds_secret, texts)):
        return True
    return any(message.content[start:end] in text for text in texts for start, end in message.secrets)


def _holds_secret(text: str) -> bool:
    return bool(MARKER.search(text) or find_secrets(text))
