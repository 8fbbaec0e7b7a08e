# `make` builds everything, `make test` proves it, `make lab` opens it. See README.md.
PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python
NEWEST := $(VENV)-newest
ARTICLES ?=
OUT ?=
ONE ?=
MODEL ?=
ANALYSIS := $(PY) -m analysis
OPTIONS := $(if $(OUT),--out "$(OUT)") $(if $(ONE),--one) $(if $(MODEL),--model "$(MODEL)")

export PYTHONHASHSEED = 0

.PHONY: report test test-newest test-nightly lab lint licences lock clean help
.DEFAULT_GOAL := report

report: $(VENV)/.ready  ## (plain make) execute the notebooks, draw the figures, write the report (ARTICLES=… OUT=… ONE=1)
	@test -z "$(OUT)" || test -n "$(ARTICLES)" || { echo "OUT=… needs ARTICLES=…"; exit 2; }
	@$(ANALYSIS) build $(if $(ARTICLES),"$(ARTICLES)") $(OPTIONS) || test $$? -eq 1  # 1: some files were refused

test: $(VENV)/.ready  ## the whole test run, notebooks and lint included
	$(PY) -m pytest

test-newest: $(VENV)/.ready  ## the newest versions that pyproject.toml allows: which tables they change, then the test run
	$(PYTHON) -m venv $(NEWEST)
	$(NEWEST)/bin/python -m pip install --disable-pip-version-check -q --upgrade -e '.[test,peers,cluster]'
	@for folder in seeds notebooks/collection; do \
	    $(ANALYSIS) tables $$folder --no-cache --out $(NEWEST)/locked/$$folder >/dev/null && \
	    $(NEWEST)/bin/python -m analysis tables $$folder --no-cache --out $(NEWEST)/newest/$$folder >/dev/null || exit 2; done
	@if diff -rq $(NEWEST)/locked $(NEWEST)/newest; then echo "The newest versions change no table."; fi
	$(NEWEST)/bin/python -m pytest

test-nightly: $(VENV)/.ready  ## the same with 10,000 examples of a property, inputs of full size and 20 kills of a run
	ANALYSIS_FULL=1 ANALYSIS_KILLS=20 $(PY) -m pytest --hypothesis-profile nightly

lab: $(VENV)/.ready  ## JupyterLab on the first notebook
	$(ANALYSIS) lab

lint: $(VENV)/.ready  ## style of code and notebooks, types of the package
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy analysis

licences: $(VENV)/.ready  ## each installed package with its licence
	@$(PY) tests/licences.py

lock:  ## resolve requirements.lock anew (needs uv)
	uv pip compile pyproject.toml --extra test --extra peers --extra cluster --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-header -o requirements.lock

clean:  ## remove what was built, the environment included
	rm -rf $(VENV) $(NEWEST) report

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	@echo "Installing into $(VENV) (two minutes, once) …"
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --disable-pip-version-check -q --require-hashes --only-binary :all: -r requirements.lock
	$(PY) -m pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e .
	@touch $@
