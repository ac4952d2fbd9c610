"""The whole examination: what is examined, in the order in which it is best mended."""

import asyncio

from services.ops.doctor.broker import examine_broker
from services.ops.doctor.database import examine_databases
from services.ops.doctor.finding import Finding
from services.ops.doctor.lines import examine_lines
from services.ops.doctor.model import examine_model
from services.ops.doctor.services import examine_services
from services.ops.doctor.workers import examine_workers, explain_silence
from services.ops.settings import DoctorSettings


async def examine(settings: DoctorSettings) -> list[Finding]:
    """Look at everything at once; what everything else stands on comes first."""
    parts = await asyncio.gather(
        asyncio.to_thread(examine_broker, settings),
        examine_lines(settings),
        examine_databases(settings),
        asyncio.to_thread(examine_model, settings),
        asyncio.to_thread(examine_services, settings),
        asyncio.to_thread(examine_workers, settings),
    )
    return explain_silence([finding for part in parts for finding in part])
