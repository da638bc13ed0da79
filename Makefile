# niengiam. `make site` builds the site, `make test` proves it.
# Needs git, make and Python 3.11+ with venv; everything else comes from the lock, by hash.

PYTHON  ?= python3
WORKERS ?= 2
ARGS    ?=
WORKLOADS ?= S,M,L

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip install -qq
LOCKED := $(PIP) --only-binary :all: --require-hashes
UV   ?= $(BIN)/uv

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help site serve test fix check audit weigh bench measure-import lock clean browser

help:
	@echo 'make site    build the example site into site/'
	@echo 'make serve   preview it, with live reload'
	@echo 'make test    lint, types and every test (Chromium is installed where missing)'
	@echo 'make check   lint, types, and the data and content of the example, strictly'
	@echo 'make fix     format, and mend what the linter can'
	@echo 'make audit   the slow proofs'
	@echo 'make weigh   what a page of each kind costs a reader, in requests and bytes'
	@echo 'make bench   what a build costs, beside other tools (WORKLOADS=S,M,L)'
	@echo 'make lock    refresh requirements*.txt (UPGRADE=1: to the newest versions)'
	@echo 'make measure-import  how well articles are read, by style'
	@echo 'make clean   remove what was built; .venv stays'

site: $(VENV)/site.stamp
	@$(BIN)/niengiam build

serve: $(VENV)/site.stamp
	@$(BIN)/niengiam serve

test: $(VENV)/test.stamp $(VENV)/checkers.stamp $(VENV)/zotero.stamp browser
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/pytest -n $(WORKERS) $(ARGS)

check: $(VENV)/test.stamp
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy --strict
	@$(BIN)/niengiam check --strict

fix: $(VENV)/test.stamp
	@$(BIN)/ruff check --fix --show-fixes
	@$(BIN)/ruff format

bench: $(VENV)/bench.stamp browser
	@$(BIN)/python -m benchmarks $(WORKLOADS) $(ARGS)

measure-import: $(VENV)/test.stamp
	@$(BIN)/python -m tests.measure_import

audit: $(VENV)/test.stamp $(VENV)/checkers.stamp $(VENV)/lighthouse.stamp browser
	@$(BIN)/pytest -m audit $(ARGS)

weigh: $(VENV)/test.stamp browser
	@$(BIN)/python -m tests.weigh $(ARGS)

clean:
	@rm -rf site build dist tests/artifacts .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -maxdepth 1 -name '.site.*' -exec rm -rf {} +
	@find generator tests -name __pycache__ -prune -exec rm -rf {} +

# --- The environment: a stamp says what was installed; a newer lock installs again.

$(VENV)/venv.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'make: niengiam needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'make: this Python has no venv; on Debian: apt-get install python3-venv' >&2; exit 1; }
	@echo 'Making $(VENV)'
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/site.stamp: $(VENV)/venv.stamp requirements.txt pyproject.toml
	@echo 'Installing requirements.txt'
	@$(LOCKED) -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/site.stamp requirements-test.txt
	@echo 'Installing requirements-test.txt'
	@$(LOCKED) -r requirements-test.txt
	@touch $@

$(VENV)/bench.stamp: $(VENV)/site.stamp requirements-bench.txt
	@echo 'Installing requirements-bench.txt'
	@$(LOCKED) -r requirements-bench.txt
	@touch $@

# What pages are checked with comes from npm, locked by hash too; tests skip where there is no npm.

$(VENV)/%.stamp: tests/npm/%/package.json tests/npm/%/package-lock.json | $(VENV)/venv.stamp
	@if ! command -v npm >/dev/null; then echo 'make: no npm here: what needs tests/npm/$* is skipped'; \
	else \
	  echo 'Installing tests/npm/$*' && mkdir -p $(VENV)/$* && \
	  cp tests/npm/$*/package.json tests/npm/$*/package-lock.json $(VENV)/$*/ && \
	  npm ci --prefix $(VENV)/$* --ignore-scripts --no-audit --no-fund --silent && touch $@ || { \
	    echo 'make: npm could not install tests/npm/$*' >&2; exit 1; }; \
	fi

# --- Tests drive Debian's Chromium; screenshots need its fonts, reports as PDF need Pango, and
# --- data out of a database need PostgreSQL.

DEBS := chromium fonts-noto-core libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql
APT  := env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600

browser:
	@if command -v chromium >/dev/null && \
	  { ! command -v dpkg >/dev/null || dpkg -s $(filter-out chromium,$(DEBS)) >/dev/null 2>&1; }; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then \
	  echo 'make: tests need chromium on the PATH; there is no apt-get here: install it yourself' >&2; \
	  exit 1; fi; \
	if [ "$$(id -u)" = 0 ]; then root=; \
	elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then root=sudo; \
	else \
	  echo 'make: tests need Chromium, its fonts, Pango and PostgreSQL; as root, run: apt-get install $(DEBS)' >&2; \
	  exit 1; fi; \
	echo 'Installing $(DEBS) from Debian'; \
	$$root $(APT) update && $$root $(APT) install --no-install-recommends $(DEBS) >/dev/null || { \
	  echo 'make: apt-get failed; as root, run: apt-get install $(DEBS)' >&2; exit 1; }

# --- The lock: every pin with its hashes, and no address (tests/test_lock.py).

COMPILE = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
          --only-binary :all: $(if $(UPGRADE),--upgrade) --group build pyproject.toml

lock: $(if $(filter $(BIN)/%,$(UV)),$(VENV)/test.stamp)
	@$(COMPILE) -o requirements.txt
	@$(COMPILE) --extra test -c requirements.txt -o requirements-test.txt
	@$(COMPILE) --extra bench -c requirements-test.txt -o requirements-bench.txt
	@! grep -n '://' requirements.txt requirements-test.txt requirements-bench.txt
