"""Passwords of the private servers: random, made once, kept in files that only their owner can read."""

import os
import secrets
from pathlib import Path


def read_or_make(file: Path) -> str:
    """Return the password in `file`, making the file (mode 0600) with a random one first if it is not there."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_urlsafe(24))
    return file.read_text()
