# sendmart: two commands for a newcomer, `make demo` and `make test`. The same steps without make
# are in the README. SENDMART_HOME says where data lies; by default .sendmart in this folder.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test lint ui requirements clean

demo: $(VENV)/installed
	$(BIN)/sendmart demo

test: $(VENV)/installed-dev
	$(BIN)/sendmart lint
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

lint: $(VENV)/installed-dev
	$(BIN)/sendmart lint

ui: $(VENV)/installed
	$(BIN)/sendmart doctor
	DAGSTER_HOME=$${SENDMART_HOME:-$(CURDIR)/.sendmart}/dagster $(BIN)/dagster dev -m orchestration.definitions

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q orchestration tests/samples
	touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements-labelled.txt $(VENV)/installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-labelled.txt
	touch $@

# Needs the tool `uv`: writes every pin with its hashes and names no place to download from.
requirements:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --no-strip-extras \
		requirements-dev.in --output-file requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --no-strip-extras \
		--constraint requirements-dev.txt requirements.in --output-file requirements.txt

clean:
	rm -rf $(VENV) .sendmart dbt_project/target
