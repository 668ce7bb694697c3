# What a newcomer needs is `make demo` and `make test`; everything else is for those who change the program.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
DEMO := WHOLEPLACE_HOME=var/demo WHOLEPLACE_DEMO=true WHOLEPLACE_PUBLIC_URL=http://localhost:$(PORT)
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"

# The tests start the program some hundred times: compiled afresh each time, that alone takes minutes.
unexport PYTHONDONTWRITEBYTECODE

# Whole processes, crowds and crawls, which `make test` runs and a quick check leaves out.
SLOW := $(addprefix --ignore=tests/,reliability house/test_canaries.py house/test_urls.py cli/test_restore_untold.py cli/test_doctor.py)

.PHONY: setup semantic setup-dev assets demo demo-reset test check soak bench lock wheel docs-reference browser postgres strace screenshots

setup: $(VENV)/.runtime assets

setup-dev: setup $(VENV)/.dev

$(VENV)/bin/python:
	@tools/make-venv "$(PYTHON)" "$(VENV)"

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/runtime.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

semantic: setup $(VENV)/.semantic

$(VENV)/.semantic: requirements/semantic.txt $(VENV)/.runtime
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/semantic.txt
	@touch $@

assets: src/wholeplace/ui/static/built/wholeplace.css

src/wholeplace/ui/static/built/wholeplace.css: frontend/package-lock.json $(wildcard frontend/*.mjs frontend/scss/*.scss frontend/js/*.js) | $(VENV)/bin/python
	@tools/make-assets "$(BIN)"

demo: setup
	@$(DEMO) $(BIN)/wholeplace demo --port $(PORT)

demo-reset:
	@rm -rf var/demo
	@echo "The demo is empty again: make demo fills it."

test: setup-dev
	@tools/run-tests "$(BIN)"

check: setup-dev
	@$(BIN)/ruff check src tests benches
	@$(BIN)/ruff format --check src tests benches
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -m "not journey and not soak and not data" -n 2 $(SLOW)

soak: setup-dev
	@$(BIN)/pytest -m soak -n 2 --dist loadgroup --durations=40 --durations-min=20
	@WHOLEPLACE_DATABASE_URL=$$(tools/install-postgres) $(BIN)/pytest -n 2 --dist loadgroup -m "not soak and not journey" tests/house tests/kernel tests/account tests/places tests/convene tests/mediate

bench: setup-dev
	@tools/run-benches "$(BIN)"

lock: | $(VENV)/bin/python
	@$(LOCK) pyproject.toml -o requirements/runtime.txt
	@$(LOCK) pyproject.toml --extra semantic -o requirements/semantic.txt
	@$(LOCK) pyproject.toml --extra semantic --group dev -o requirements/dev.txt
	@$(LOCK) --group bench -o requirements/bench.txt

wheel: setup-dev
	@$(BIN)/uv build --quiet --wheel
	@ls dist/*.whl

docs-reference: setup-dev
	@$(BIN)/python -m tools.reference

browser postgres strace:
	@tools/install-$@
