# Two commands: `make serve` and `make test`. Everything goes into .venv beside this file.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# Browser tests wait much of their time: one worker more than there are processors.
WORKERS := $(shell expr $$(nproc 2>/dev/null || echo 1) + 1)

.PHONY: serve test soak check bench data clean

serve: $(VENV)/installed
	@$(BIN)/mapper serve --host $(HOST) --port $(PORT)

test: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

soak: $(VENV)/tested
	SOAK=1 $(BIN)/python -m pytest -m soak

check: $(VENV)/installed
	$(BIN)/mapper build --check
	$(BIN)/mapper check

bench: $(VENV)/tested
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.navwarn

data: $(VENV)/installed
	$(BIN)/mapper build

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/tested: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/installed
