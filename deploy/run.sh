#!/bin/sh
# `make up` and `make down`: with Docker where an engine can get the images, otherwise as processes of this machine.
#   RUN=docker | RUN=local    forces one
#   EXTRACTORS=n              how many extractors
set -eu
cd "$(dirname "$0")/.."
missing=

say() { echo "$*" >&2; }

# The first image that neither is here nor can be pulled ends up in $missing.
get_images() {
  images="$(docker compose config --images | grep -v '^afterthought:' | sort -u) $(sed -n 's/^FROM \([^ ]*\).*/\1/p' deploy/Dockerfile | sort -u)"
  for image in $images; do
    docker image inspect "$image" >/dev/null 2>&1 && continue
    say "Pulling $image"
    docker pull -q "$image" >/dev/null 2>&1 || { missing=$image; return 1; }
  done
}

has_engine() { docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1; }

up_docker() {
  say "Running with Docker: $1. RUN=local runs it without."
  exec docker compose up --scale "extractor=${EXTRACTORS:-1}"
}

up_local() {
  say "Running as processes of this machine: $1."
  "${MAKE:-make}" --silent --no-print-directory .venv/local
  exec .venv/bin/python -m deploy.local up --extractors "${EXTRACTORS:-1}"
}

up() {
  case "${RUN:-}" in
    local) up_local "RUN=local" ;;
    docker)
      has_engine || { say "Error: no Docker engine with Compose answers: start Docker, or use RUN=local."; exit 1; }
      get_images || { say "Error: Docker cannot get the image $missing: try \`docker pull $missing\`, or use RUN=local."; exit 1; }
      up_docker "RUN=docker" ;;
    "")
      has_engine || up_local "no Docker engine with Compose answers"
      get_images || up_local "Docker cannot get the image $missing"
      up_docker "the engine answers and has the images" ;;
    *) say "Error: RUN=$RUN is unknown: use RUN=docker or RUN=local."; exit 1 ;;
  esac
}

down() {
  if [ -f .run/run.lock ] && [ -x .venv/bin/python ]; then .venv/bin/python -m deploy.local down; fi
  if has_engine && [ -n "$(docker compose ps -aq)" ]; then docker compose down; fi
}

case "${1:-}" in
  up) up ;;
  down) down ;;
  *) say "Usage: deploy/run.sh up | down"; exit 2 ;;
esac
