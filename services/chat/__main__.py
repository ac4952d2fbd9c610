"""`python -m services.chat`: serve the chat API until SIGTERM or SIGINT."""

import argparse

from services.chat.main import main
from services.kit.process import run

argparse.ArgumentParser(
    prog="python -m services.chat",
    description="Serve the OpenAI-compatible chat API. Settings come from the environment (CHAT_*, OPENAI_*).",
).parse_args()
run("chat", main)
