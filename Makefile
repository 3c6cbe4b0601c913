# The commands of the project. `make run` and `make test` need only Python ≥ 3.11, make and git; the rest they fetch.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:

PY := .venv/bin/python
NODE := ../deploy/setup/node.sh
UV_VERSION := 0.13.9

.PHONY: run ready ui test check machine bench soak screens contract lock clean

run: .venv/ready-run ## serve the hall at http://127.0.0.1:8000
	@exec $(PY) app.py

ready: .venv/ready-run ui ## everything that `run` needs, without serving

ui: .venv/ready-run
	@$(PY) -m kiosk_ui.build

test: machine .venv/ready-test .venv/ready-media ui check ## everything; ends with pytest's summary
	@$(PY) -m pytest

check: .venv/ready-test ui ## the checks that start no server
	@echo "── ruff";           $(PY) -m ruff check .
	@echo "── mypy";           $(PY) -m mypy
	@echo "── import-linter";  .venv/bin/lint-imports
	@echo "── shellcheck";     if command -v shellcheck >/dev/null; then shellcheck .ci/run deploy/*/*.sh; fi
	@echo "── eslint";         cd kiosk_ui && $(NODE) --run lint
	@echo "── vue-tsc";        cd kiosk_ui && $(NODE) --run check
	@echo "── vitest";         cd kiosk_ui && $(NODE) --run test

machine: ## install from Debian what the tests need
	@deploy/setup/test-machine.sh

bench: machine .venv/ready-test ui ## figures beside those of a peer, in one run
	@$(PY) -m tests.bench

soak: .venv/ready-test ui ## the hall under load for a long time
	@$(PY) -m tests.load

screens: machine .venv/ready-test ui ## pictures of every page, for looking at
	@$(PY) -m tests.browser.screens

contract: .venv/ready-run ## write kiosk_ui/contract/types.ts from the Python models
	@$(PY) -m kiosk_ui.contract.generate

lock: .venv/ready-test ## pin what pyproject.toml names, with hashes
	@$(PY) -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	@.venv/bin/uv pip compile --universal --python-version 3.11 --group build --group test pyproject.toml \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -o requirements.lock

.venv/ready-run: requirements.lock deploy/setup/environment.sh deploy/setup/select_lock.py
	@deploy/setup/environment.sh run build
	@touch $@

.venv/ready-test: .venv/ready-run
	@deploy/setup/environment.sh run build test
	@touch $@

.venv/ready-media: .venv/ready-test tests/corpus/media.lock deploy/setup/test-media.sh
	@deploy/setup/test-media.sh .venv/media
	@touch $@

clean: ## remove what was built; the hall's data folder stays
	rm -rf .venv kiosk_ui/dist kiosk_ui/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
