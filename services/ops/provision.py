"""Applies `contracts.topology` to a broker: vhost, exchanges, queues, bindings, and one user per service.

What is there already and right is left alone, so that running it again changes nothing. What is there and different is
never replaced: a queue cannot change its arguments, and deleting it would lose what it holds.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from contracts.topology import Argument, Grant, Queue, Topology
from services.ops.accounts import Account, has_password
from services.ops.errors import OpsError
from services.ops.management import SETTING, Management

OLDEST: Final = (3, 10)
"""The first release whose quorum queues have a message TTL and at-least-once dead-lettering."""
NEEDED_FLAGS: Final = ("quorum_queue", "stream_queue")
"""Without them, at-least-once dead-lettering quietly becomes at-most-once (RabbitMQ, "Quorum Queues")."""

EVERYTHING: Final = {"configure": ".*", "write": ".*", "read": ".*"}
Say = Callable[[str], None]


@dataclass(slots=True)
class Provisioner:
    """Applies one table to one vhost; `say` gets a line for each thing it makes, `made` counts them."""

    api: Management
    vhost: str
    say: Say
    made: int = 0

    def apply(self, table: Topology, accounts: Iterable[Account]) -> None:
        """Bring the broker to what `table` says, for the users in `accounts`."""
        require_capable(self.api)
        self._make_vhost()
        found = self.api.read("definitions", self.vhost)
        self._make_exchanges(table.exchanges, found)
        self._make_queues(table.queues, found)
        self._make_bindings(table.queues, found)
        grants = {grant.service: grant for grant in table.grants}
        for account in accounts:
            self._make_user(account)
            self._permit(account.user, permissions(grants[account.service]))

    def _make_vhost(self) -> None:
        if self.api.read("vhosts", self.vhost) is None:
            self.api.put({"description": "Afterthought"}, "vhosts", self.vhost)
            self._note(f"vhost {self.vhost}")
        # Exchanges and queues are declared in the administrator's name, who may have no rights in this vhost.
        self._permit(self.api.user, EVERYTHING)

    def _make_exchanges(self, exchanges: Mapping[str, str], found: Mapping[str, Any]) -> None:
        existing = {each["name"]: each for each in found["exchanges"]}
        for name, kind in exchanges.items():
            wanted = {"type": kind, "durable": True, "auto_delete": False, "internal": False}
            if name not in existing:
                self.api.put(wanted | {"arguments": {}}, "exchanges", self.vhost, name)
                self._note(f"exchange {name} ({kind})")
            else:
                _require_same("exchange", name, wanted, existing[name])

    def _make_queues(self, queues: Iterable[Queue], found: Mapping[str, Any]) -> None:
        existing = {each["name"]: each for each in found["queues"]}
        for queue in queues:
            arguments: dict[str, Argument] = {"x-queue-type": "quorum", **queue.arguments}
            if queue.name not in existing:
                body = {"durable": True, "auto_delete": False, "arguments": arguments}
                self.api.put(body, "queues", self.vhost, queue.name)
                self._note(f"queue {queue.name}")
            else:
                _require_same("queue", queue.name, arguments, existing[queue.name]["arguments"])

    def _make_bindings(self, queues: Iterable[Queue], found: Mapping[str, Any]) -> None:
        existing = {(each["source"], each["routing_key"], each["destination"]) for each in found["bindings"]}
        for queue in queues:
            for exchange, key in queue.bindings:
                if (exchange, key, queue.name) not in existing:
                    self.api.post({"routing_key": key}, "bindings", self.vhost, "e", exchange, "q", queue.name)
                    self._note(f"binding {exchange} -> {queue.name}" + (f" for {key}" if key else ""))

    def _make_user(self, account: Account) -> None:
        user = self.api.read("users", account.user)
        if user is not None and _tags(user):
            raise OpsError(
                f"{account.setting} names the user {account.user!r}, who has the tags {', '.join(_tags(user))}: "
                "name another, because a service must not administer the broker."
            )
        if user is None or not has_password(user, account.password):
            self.api.put({"password": account.password, "tags": ""}, "users", account.user)
            self._note(f"user {account.user}" if user is None else f"password of user {account.user}")

    def _permit(self, user: str, wanted: Mapping[str, str]) -> None:
        found = self.api.read("permissions", self.vhost, user) or {}
        if any(found.get(key) != pattern for key, pattern in wanted.items()):
            self.api.put(dict(wanted), "permissions", self.vhost, user)
            self._note(f"permissions of user {user}")

    def _note(self, thing: str) -> None:
        self.made += 1
        self.say(f"made {thing}")


def require_capable(api: Management) -> None:
    """Refuse a broker that cannot keep what the topology promises, and a user who may not provision it."""
    overview = api.read("overview") or {}
    version = str(overview.get("rabbitmq_version", ""))
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if not numbers:
        raise OpsError(f"What answers at {api.address} is not RabbitMQ's management API: correct {SETTING}.")
    if numbers < OLDEST:
        raise OpsError(f"RabbitMQ {version} is too old: 3.10 is the first whose queues can do what is needed.")
    if "administrator" not in _tags(api.read("whoami") or {}):
        raise OpsError(f"The user {api.user!r} of {SETTING} is no administrator: give it the tag administrator.")
    off = [flag["name"] for flag in api.read("feature-flags") or () if _is_off(flag)]
    if off:
        raise OpsError(f"RabbitMQ has {' and '.join(off)} turned off: run `rabbitmqctl enable_feature_flag all`.")


def permissions(grant: Grant) -> dict[str, str]:
    """Return what a service may do as RabbitMQ's regular expressions; nobody may configure."""
    return {"configure": "^$", "write": _exactly(grant.publishes), "read": _exactly(grant.reads)}


def _exactly(names: Iterable[str]) -> str:
    alternatives = "|".join(re.escape(name) for name in names)
    return f"^({alternatives})$" if alternatives else "^$"


def _require_same(kind: str, name: str, wanted: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    for key in sorted({*wanted, *(key for key in found if key.startswith("x-"))}):
        if wanted.get(key) != found.get(key):
            remedy = (
                "RabbitMQ cannot change that. Stop the services, let it run empty, delete it, and provision again."
                if kind == "queue"
                else "Delete it and provision again."
            )
            raise OpsError(
                f"The {kind} {name} exists with {key}={found.get(key, 'unset')} instead of {wanted.get(key, 'unset')}; "
                f"{remedy}"
            )


def _is_off(flag: Mapping[str, Any]) -> bool:
    return flag["name"] in NEEDED_FLAGS and flag["state"] != "enabled"


def _tags(user: Mapping[str, Any]) -> list[str]:
    """Return a user's tags, which are a list in the API of 3.9 and later and were a comma-separated string before."""
    tags = user.get("tags") or []
    return [tag for tag in tags.split(",") if tag] if isinstance(tags, str) else list(tags)
