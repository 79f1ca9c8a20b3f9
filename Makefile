# Needs make, git and a python3 of 3.11 or newer with its venv module; the rest goes into .venv, as locked in requirements/.
# Another Python: make demo PYTHON=python3.12        Fewer tests: make test PYTEST_ARGS='tests/test_files.py -x'

PYTHON ?= python3
PYTEST_ARGS ?=
FUZZ_SECONDS ?= 3600
UV_VERSION = 0.13.9

VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
STUDY = examples/helpdesk
OUTPUT = build/helpdesk

.PHONY: help demo test check fuzz lock clean

help:
	@echo 'make demo    build the report of $(STUDY)'
	@echo 'make test    run the tests (PYTEST_ARGS=... to choose)'
	@echo 'make check   lint, formatting, types, layers'
	@echo 'make fuzz    break files at random for an hour (FUZZ_SECONDS=... to choose), and see what falls over'
	@echo 'make lock    renew requirements/*.txt'
	@echo 'make clean   remove what these made'

demo: $(VENV)/.installed
	$(BIN)/toolselect report $(STUDY) -f md,html,json -o $(OUTPUT)
	@echo
	@echo 'The report is in $(CURDIR)/$(OUTPUT):'
	@ls $(OUTPUT) | sed 's/^/  /'

test: $(VENV)/.installed $(VENV)/.test
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(VENV)/.installed $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fuzz: $(VENV)/.installed $(VENV)/.test
	FUZZ_SECONDS=$(FUZZ_SECONDS) $(BIN)/python tests/fuzz/fuzz_load.py

# Each stamp is written last, so a step that broke off is done again.

define NEW_ENOUGH
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
    echo 'toolselect needs Python 3.11 or newer, and $(PYTHON) is not one:' >&2; \
    $(PYTHON) --version >&2; \
    echo 'Name another: make PYTHON=python3.12 ...' >&2; \
    exit 1; }
endef

$(VENV)/.made:
	$(NEW_ENOUGH)
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt
	$(PIP) install --require-hashes --no-deps -r requirements/run.txt
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	$(PIP) install --require-hashes --no-deps -r requirements/test.txt
	@touch $@

$(VENV)/.installed: $(VENV)/.run pyproject.toml
	$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# The test lock holds the run lock as it is, so that both fit into one .venv.
LOCK = build/uv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --group install \
    --generate-hashes --no-emit-index-url --no-header --quiet --upgrade

lock:
	$(NEW_ENOUGH)
	$(PYTHON) -m venv build/uv
	build/uv/bin/python -m pip --quiet --disable-pip-version-check install uv==$(UV_VERSION)
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --extra test --constraint requirements/run.txt --output-file requirements/test.txt

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find toolselect tests -name __pycache__ -type d -prune -exec rm -rf {} +
