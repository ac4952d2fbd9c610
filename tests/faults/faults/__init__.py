"""The table of all faults, by name. Each family is a module; each fault proves that it happened."""

from typing import Final

from tests.faults.bench import Fault
from tests.faults.faults import broker, clocks, deliveries, kills, model, network, poison, stops

FAMILIES: Final = (kills, stops, network, broker, model, poison, deliveries, clocks)
FAULTS: Final[dict[str, Fault]] = {fault.name: fault for family in FAMILIES for fault in family.FAULTS}
