# Needs Python 3.11 or newer with venv and pip, and make. README says how to do without make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP ?= $(BIN)/python -m pip --disable-pip-version-check

.PHONY: help serve test lint build bench clean
.DEFAULT_GOAL := help

help:
	@echo "make serve   set everything up and serve the atlas (ARGS=--port=9000 for options)"
	@echo "make test    set everything up and run every test and guard (ARGS=-k=words for some)"
	@echo "make build   turn the fact sheets in seeds/ into geodata/"
	@echo "make bench   measure against plain folium; fails when a limit is missed"
	@echo "make clean   remove what the other targets made"

serve: $(VENV)/.installed
	@$(BIN)/mapper serve $(ARGS)

test: lint
	$(BIN)/python -m pytest --doctest-modules mapper tests $(ARGS)

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

build: $(VENV)/.installed
	$(BIN)/mapper build

bench: $(VENV)/.installed-bench
	$(BIN)/python -m tests.bench $(ARGS)

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: packages are installed again only when pyproject.toml has changed.
$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --quiet --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --quiet --editable '.[test]'
	@touch $(VENV)/.installed $@

$(VENV)/.installed-bench: $(VENV)/.installed-test tests/bench/requirements.txt
	$(PIP) install --quiet --requirement tests/bench/requirements.txt
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "the atlas needs Python 3.11 or newer, found " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
