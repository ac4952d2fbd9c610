"""`python -m services.chat` serves until SIGTERM or SIGINT; `... migrate` brings the outbox up, and ends."""

import argparse

from services.chat.main import main, migrate_schema
from services.kit.process import run

parser = argparse.ArgumentParser(
    prog="python -m services.chat",
    description="Serve the OpenAI-compatible chat API. Settings come from the environment (CHAT_*, OPENAI_*), "
    "see .env.example.",
)
parser.add_argument(
    "command",
    nargs="?",
    choices=("serve", "migrate"),
    default="serve",
    help="serve (the default), or apply the migrations that CHAT_DATABASE_URL has not seen yet, and end",
)
run("chat", migrate_schema if parser.parse_args().command == "migrate" else main)
