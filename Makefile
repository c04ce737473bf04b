# `make demo` and `make test` need Python 3.11 or newer, and set up all else in .venv.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHONS := python3.11 python3.12 python3.13 python3.14 python3 python
FITS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help demo test texts walk bench bench-quick

help:
	@echo "make demo         the sample study: import, count, workbook; then the screens"
	@echo "make test         format, lint, types, layers and tests"
	@echo "make texts        the texts of the interface, compiled anew after a change"
	@echo "make walk         a walk through the screens in a real terminal (tmux), recorded in docs/walks"
	@echo "make bench        every figure of speed and memory, beside a plain script"
	@echo "make bench-quick  the same on the small and the middle study, in three minutes"

demo: $(READY)
	$(BIN)/qualcode demo

test: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist worksteal

texts: $(READY)
	$(BIN)/python -m tools.texts

walk: $(READY)
	$(BIN)/python -m tools.walk --out docs/walks

bench: $(READY)
	$(BIN)/python -m benchmarks

bench-quick: $(READY)
	$(BIN)/python -m benchmarks --quick

# Done anew only when what is to be installed has changed.
$(READY): pyproject.toml constraints.txt
	@if ! $(BIN)/python -c '$(FITS)' 2>/dev/null; then \
	  for python in $(PYTHONS); do \
	    if "$$python" -c '$(FITS)' 2>/dev/null; then found="$$python"; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "qualcode needs Python 3.11 or newer, with venv and pip (on Debian: python3-venv)." >&2; \
	    exit 1; \
	  fi; \
	  echo "Making .venv with $$("$$found" --version)…"; \
	  "$$found" -m venv --clear $(VENV); \
	fi
	@echo "Installing what qualcode needs in .venv (once)…"
	@$(PIP) hatchling
	@$(PIP) --no-build-isolation --editable '.[dev]'
	@touch $(READY)
