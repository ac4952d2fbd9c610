"""`python -m tests.bench.pipeline.install MODULE`: makes the tables of a contender's own queue."""

import asyncio
import importlib
import sys

if __name__ == "__main__":
    asyncio.run(importlib.import_module(sys.argv[1]).install())
