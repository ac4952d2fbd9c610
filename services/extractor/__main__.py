"""`python -m services.extractor`."""

from services.extractor.main import main
from services.kit.process import run

run("extractor", main)
