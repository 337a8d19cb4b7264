# The two commands are `make demo` and `make test`; docs/develop.md says what the others are for.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
ADDRESS ?= 127.0.0.1:8000

.PHONY: demo test quick lint format bench mutants messages lock clean

demo: export BANK_NAME ?= 临江银行
demo: $(VENV)/installed
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@$(BIN)/python manage.py demo
	@echo "Serving on http://$(ADDRESS)  (Ctrl-C stops)"
	@$(BIN)/python manage.py work & worker=$$!; trap "kill $$worker 2>/dev/null" EXIT; \
	$(BIN)/gunicorn perfcenter.wsgi --bind $(ADDRESS) --workers 2

test: $(VENV)/installed-dev
	@$(BIN)/python -m tests.tools
	@$(BIN)/python -m tests.run test

quick: $(VENV)/installed-dev
	@$(BIN)/python -m tests.run quick

lint: $(VENV)/installed-dev
	@$(BIN)/python -m tests.run lint

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/installed-dev
	@for b in benchmarks/*.py; do case $$b in */__init__.py) ;; *) echo "== $$b"; $(BIN)/python -m benchmarks.$$(basename $$b .py) || exit 1;; esac; done

# WHAT='scoring.engine.bands* reviews.steps.access*' tries only those; all of them take an hour or two.
mutants: $(VENV)/installed-mutants
	$(BIN)/mutmut run $(WHAT:%='%')
	$(BIN)/mutmut results

messages: $(VENV)/installed-dev
	$(BIN)/python manage.py messages

# uv is not among the pinned tools: only whoever changes a dependency needs it.
lock:
	uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 --no-header --extra mutants -c requirements-dev.lock pyproject.toml -o requirements-mutants.lock

$(VENV)/installed: requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned dependencies ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(VENV)/installed $@

$(VENV)/installed-mutants: $(VENV)/installed-dev requirements-mutants.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-mutants.lock
	@touch $@

clean:
	rm -rf $(VENV) var mutants
	find . -name __pycache__ -prune -exec rm -rf {} +
