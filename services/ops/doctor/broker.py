"""RabbitMQ through its management API: alarms, the vhost, the topology, the accounts, and who consumes."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from contracts.topology import LANE_QUEUES, STORE_DEAD, STORE_EVENTS, Topology, topology
from services.ops.accounts import Account, has_password, read_accounts
from services.ops.doctor.finding import Finding, broken, doubtful, fine
from services.ops.errors import OpsError
from services.ops.management import Management
from services.ops.provision import permissions, require_capable
from services.ops.settings import DoctorSettings

PROVISION: Final = "Run `afterthought provision`."
CONSUMERS: Final = {
    **dict.fromkeys(LANE_QUEUES.values(), "extractor"),
    STORE_EVENTS: "store",
    STORE_DEAD: "store",
}
ALARMS: Final = {
    "disk_free_alarm": ("disk", "Free space on the broker's disk, or lower disk_free_limit."),
    "mem_alarm": ("memory", "Give it more memory, let consumers catch up, or raise vm_memory_high_watermark."),
}


def examine_broker(settings: DoctorSettings) -> list[Finding]:
    """Look at the broker as an administrator."""
    try:
        with Management(settings.ops_rabbitmq_admin_url) as api:
            require_capable(api)
            findings = [fine("broker.management", f"RabbitMQ's management API answers at {api.address}.")]
            findings += _alarms(api)
            findings += _accounts(api, settings)
            return findings
    except OpsError as error:
        return [broken("broker.management", str(error), "The broker's inside was not looked at.")]


def _alarms(api: Management) -> Iterator[Finding]:
    raised = 0
    for node in api.read("nodes") or ():
        for alarm, (what, mend) in ALARMS.items():
            if node.get(alarm):
                raised += 1
                says = f"RabbitMQ's {what} alarm is on at {node.get('name')}: nobody can publish."
                yield broken(f"broker.{what}_alarm", says, mend)
    if not raised:
        yield fine("broker.alarms", "No alarm is on.")


def _accounts(api: Management, settings: DoctorSettings) -> Iterator[Finding]:
    try:
        accounts = read_accounts(settings.service_urls, api.user)
    except OpsError as error:
        yield broken("broker.accounts", str(error), "Correct the settings, then restart what uses them.")
        return
    vhost = accounts[0].vhost
    if api.read("vhosts", vhost) is None:
        says = f"There is no vhost {vhost!r} on the broker, which {accounts[0].setting} and the others name."
        yield broken("broker.vhost", says, f"Correct the settings, or make it: {PROVISION}")
        return
    table = topology(settings.extractor_retry_delays)
    yield fine("broker.vhost", f"The vhost {vhost!r} is there.")
    yield from _users(api, accounts, table)
    definitions = api.read("definitions", vhost)
    if definitions is None:
        says = f"The user {api.user!r} has no rights in the vhost {vhost!r}."
        yield broken("broker.topology", says, PROVISION)
        return
    yield from _topology(definitions, table)
    yield from _consumers(api, vhost, {each["name"] for each in definitions["queues"]})


def _users(api: Management, accounts: list[Account], table: Topology) -> Iterator[Finding]:
    grants = {grant.service: grant for grant in table.grants}
    for each in accounts:
        name = f"broker.user.{each.service}"
        user = api.read("users", each.user)
        rights = api.read("permissions", each.vhost, each.user)
        wanted = permissions(grants[each.service])
        if user is None:
            yield broken(name, f"The broker has no user {each.user!r}, whom {each.setting} names.", PROVISION)
        elif user.get("password_hash") and not has_password(user, each.password):
            says = f"The password in {each.setting} is not that of the broker's user {each.user!r}."
            yield broken(name, says, f"Correct it; or, if it is the new one: {PROVISION}")
        elif rights is None or any(rights.get(kind) != value for kind, value in wanted.items()):
            says = f"The broker's user {each.user!r} has other rights in the vhost than the {each.service} needs."
            yield broken(name, says, PROVISION)
        else:
            yield fine(name, f"The broker's user {each.user!r} has its password and its rights.")


def _topology(found: Mapping[str, Any], table: Topology) -> Iterator[Finding]:
    exchanges = {each["name"]: each["type"] for each in found["exchanges"]}
    queues = {each["name"]: each["arguments"] for each in found["queues"]}
    bindings = {(each["source"], each["routing_key"], each["destination"]) for each in found["bindings"]}
    before = 0
    for name, kind in table.exchanges.items():
        if exchanges.get(name) != kind:
            before += 1
            says = f"The exchange {name} is missing." if name not in exchanges else f"The exchange {name} is no {kind}."
            yield broken("broker.exchange", says, PROVISION)
    for queue in table.queues:
        wanted = {"x-queue-type": "quorum", **queue.arguments}
        if queue.name not in queues:
            before += 1
            yield broken("broker.queue", f"The queue {queue.name} is missing.", PROVISION)
            continue
        if differing := _differing(wanted, queues[queue.name]):
            before += 1
            mend = "Stop the services, let it run empty, delete it, and run `afterthought provision`."
            yield broken("broker.queue_arguments", f"The queue {queue.name} has {differing}.", mend)
        for exchange, key in queue.bindings:
            if (exchange, key, queue.name) not in bindings:
                before += 1
                says = f"The binding from {exchange} to {queue.name} for {key!r} is missing."
                yield broken("broker.binding", says, PROVISION)
    if not before:
        yield fine(
            "broker.topology", f"{len(table.exchanges)} exchanges and {len(table.queues)} queues are as they should be."
        )


def _differing(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{key}={found.get(key, 'unset')} instead of {wanted.get(key, 'unset')}"
        for key in sorted({*wanted, *found})
        if wanted.get(key) != found.get(key)
    )


def _consumers(api: Management, vhost: str, there: set[str]) -> Iterator[Finding]:
    """Look for queues that nobody consumes; the list of consumers is exact, the counts of queues are seconds old."""
    consumed = {each["queue"]["name"] for each in api.read("consumers", vhost) or ()}
    waiting = {each["name"]: each.get("messages", 0) for each in api.read("queues", vhost) or ()}
    for queue, service in CONSUMERS.items():
        if queue not in there:
            continue
        if queue in consumed:
            yield fine(f"{service}.consumes", f"The {service} consumes {queue}.")
            continue
        says = f"Nobody consumes {queue}, where {waiting.get(queue, 0)} messages wait."
        mend = f"Start the {service} (`python -m services.{service}`); if it runs, its /readyz and its log say why."
        yield broken(f"{service}.consumes", says, mend)
    full = waiting.get(STORE_DEAD, 0)
    if full and STORE_DEAD in consumed:
        yield doubtful(
            "broker.dead", f"{full} dead letters wait to be archived.", "The store's log says what keeps it."
        )
