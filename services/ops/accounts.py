"""The broker accounts of the services: read from the URLs that they connect with, so that they need no second place."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from services.ops.errors import OpsError

SALT_BYTES: Final = 4
_HASHES: Final = {"rabbit_password_hashing_sha256": "sha256", "rabbit_password_hashing_sha512": "sha512"}


@dataclass(frozen=True, slots=True)
class Account:
    """Who a service is to the broker; everything is decoded."""

    service: str
    user: str
    password: str
    vhost: str

    @property
    def setting(self) -> str:
        """Name the variable that this was read from."""
        return f"{self.service.upper()}_RABBITMQ_URL"


def read_accounts(urls: Mapping[str, str], administrator: str) -> list[Account]:
    """Read the account of each service from its URL.

    Raises `OpsError` when a URL has no user or password, when two services share a user, when one of them is the
    administrator, or when they do not meet in one vhost.
    """
    accounts = [_read(service, url) for service, url in urls.items()]
    owners = {administrator: "is the administrator"}
    for each in accounts:
        if each.user in owners:
            raise OpsError(
                f"{each.setting} names the user {each.user!r}, who {owners[each.user]}: "
                "give each service a user of its own, because each has other rights."
            )
        owners[each.user] = f"is the user of {each.service} already"
        if each.vhost != accounts[0].vhost:
            raise OpsError(
                f"{each.setting} names the vhost {each.vhost!r} but {accounts[0].setting} names {accounts[0].vhost!r}: "
                "they must be the same."
            )
    return accounts


def has_password(user: Mapping[str, Any], password: str) -> bool:
    """Tell whether the broker's record of a user was made from `password` (RabbitMQ, "Credentials and Passwords")."""
    algorithm = _HASHES.get(user.get("hashing_algorithm", ""))
    if algorithm is None:
        return False
    record = base64.b64decode(user.get("password_hash", ""))
    salt, digest = record[:SALT_BYTES], record[SALT_BYTES:]
    return hmac.compare_digest(digest, hashlib.new(algorithm, salt + password.encode()).digest())


def _read(service: str, url: str) -> Account:
    setting = f"{service.upper()}_RABBITMQ_URL"
    parts = urlsplit(url)
    if parts.scheme not in {"amqp", "amqps"} or not parts.username or not parts.password:
        raise OpsError(f"{setting} must look like amqp://user:password@host:5672/vhost, with a user and a password.")
    # An empty path is the vhost "/", as the services' own client reads it.
    vhost = unquote(parts.path.removeprefix("/")) or "/"
    return Account(service, unquote(parts.username), unquote(parts.password), vhost)
