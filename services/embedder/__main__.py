"""`python -m services.embedder`."""

from services.embedder.main import main
from services.kit.process import run

run("embedder", main)
