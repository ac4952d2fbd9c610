"""Guard: a secret, or what chat has put in the place of one. The second wall: turns can come from elsewhere."""

from services.extractor.guards.reading import Reading
from services.kit.redaction.detector import find_secrets
from services.kit.redaction.kinds import MARKER


def is_secret(reading: Reading) -> bool:
    """Tell whether the fact holds a secret, or quotes one."""
    if reading.stands_in(reading.message.secrets):
        return True
    for text in (reading.offered.value, reading.offered.statement):
        if MARKER.search(text) or find_secrets(text):
            return True
        if any(reading.message.content[start:end] in text for start, end in reading.message.secrets):
            return True
    return False
