"""`python -m services.store` serves until SIGTERM or SIGINT; `... migrate` brings the tables up, and ends."""

import argparse

from services.kit.process import run
from services.store.main import main, migrate_schema

parser = argparse.ArgumentParser(
    prog="python -m services.store",
    description="Keep turns, jobs and facts, and serve the API that reads them. Settings come from the environment "
    "(STORE_*), see .env.example.",
)
parser.add_argument(
    "command",
    nargs="?",
    choices=("serve", "migrate"),
    default="serve",
    help="serve (the default), or apply the migrations that STORE_DATABASE_URL has not seen yet, and end",
)
run("store", migrate_schema if parser.parse_args().command == "migrate" else main)
