"""`python -m services.store` serves until SIGTERM or SIGINT.

`... migrate` brings the tables up, and ends; `... reconsolidate` computes facts anew whose rules changed, and ends.
"""

import argparse
from typing import Final

from services.kit.process import run
from services.store.main import compute_anew, main, migrate_schema

COMMANDS: Final = {"serve": main, "migrate": migrate_schema, "reconsolidate": compute_anew}

parser = argparse.ArgumentParser(
    prog="python -m services.store",
    description="Keep turns, jobs and facts, and serve the API that reads them. Settings come from the environment "
    "(STORE_*), see .env.example.",
)
parser.add_argument(
    "command",
    nargs="?",
    choices=tuple(COMMANDS),
    default="serve",
    help="serve (the default); migrate: apply the migrations that STORE_DATABASE_URL has not seen yet, and end; "
    "reconsolidate: compute anew the facts that were computed with other STORE_ALIASES or by older code, and end",
)
run("store", COMMANDS[parser.parse_args().command])
