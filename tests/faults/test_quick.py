"""The quick faults of the bench, each once, on a rig of their own; `make faults` runs all of them."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.faults.bench import Bench, run_fault
from tests.faults.driver import open_driver
from tests.faults.faults import FAULTS
from tests.faults.report import table
from tests.faults.rig import start_rig

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(240)]

QUICK = [fault for fault in FAULTS.values() if fault.quick]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench(tmp_path_factory) -> AsyncIterator[Bench]:
    async with (
        start_rig(tmp_path_factory.mktemp("faults")) as rig,
        open_driver(rig.chat_url, rig.store_url) as driver,
    ):
        yield Bench(rig, driver)


@pytest.mark.parametrize("fault", QUICK, ids=[fault.name for fault in QUICK])
async def test_nothing_acknowledged_is_lost_or_done_twice(bench, fault):
    result = await run_fault(bench, fault)
    assert result.passed, table([result])
    assert result.proof
    assert result.acknowledged
