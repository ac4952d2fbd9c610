"""Shifts the wall clock of a Python process by AFTERTHOUGHT_TEST_CLOCK_SHIFT seconds; Python imports it by its name.

Durations are measured by `time.monotonic`, which stays as it is.
"""

import datetime
import os
import time
from typing import Any

SHIFT = float(os.environ["AFTERTHOUGHT_TEST_CLOCK_SHIFT"])
_true_time = time.time
_true_time_ns = time.time_ns


class _Shifted(datetime.datetime):
    """A datetime whose `now` is that of a wrong clock."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return super().now(tz) + datetime.timedelta(seconds=SHIFT)

    @classmethod
    def utcnow(cls) -> Any:
        return super().now(datetime.UTC).replace(tzinfo=None) + datetime.timedelta(seconds=SHIFT)


_Shifted.__name__ = _Shifted.__qualname__ = "datetime"
datetime.datetime = _Shifted  # type: ignore[misc]
time.time = lambda: _true_time() + SHIFT
time.time_ns = lambda: _true_time_ns() + int(SHIFT * 1e9)
