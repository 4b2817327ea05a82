# Everything a developer types. `make run` on a bare machine is enough; see README.md.
PYTHON ?= python3
# the console gets Russian whatever its locale
export PYTHONUTF8 := 1
PY := .venv/bin/python
WITH_SERVICES := $(PY) -m config.local.services .local/test
LOCK_OPTIONS = --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header $(UPGRADE)

.PHONY: setup setup-tests free-port run demo-reset test lint unit bench format lock
.NOTPARALLEL:

setup:  ## .venv, npm packages, local settings; asks for or installs missing system packages
	@$(PYTHON) config/local/install.py

setup-tests:
	@$(PYTHON) config/local/install.py --tests

free-port:  # before minutes of installing
	@$(PYTHON) config/local/ports.py

run: free-port setup  ## the whole portal on http://127.0.0.1:8000 (PORT=8001 make run for another port)
	@exec setpriv --pdeathsig TERM $(PY) -m config.local.run

demo-reset: free-port setup  ## throws the local data away and starts over
	@exec setpriv --pdeathsig TERM $(PY) -m config.local.run --reset

test: lint unit  ## all checks, then all tests; the last line counts them

lint: setup-tests
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy .
	$(PY) -c "from importlinter.cli import lint_imports_command as check; check()"
	$(PY) -m djlint --lint --quiet templates
	$(WITH_SERVICES) $(PY) manage.py makemigrations --check --dry-run
	DEBUG=0 SECURE_HTTPS=1 ALLOWED_HOSTS=portal.example.ru $(WITH_SERVICES) $(PY) manage.py check --deploy --fail-level WARNING

unit: setup-tests
	@$(WITH_SERVICES) $(PY) -m pytest -n 2 --dist worksteal

bench: setup-tests  ## measurements against a yardstick (make bench NAMES=identification for one of them)
	@$(WITH_SERVICES) $(PY) -m bench $(NAMES)

format: setup
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

lock: setup  ## recompile requirements/*.txt from pyproject.toml (newest versions it allows: make lock UPGRADE=--upgrade)
	$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile $(LOCK_OPTIONS) pyproject.toml -o requirements/base.txt
	$(PY) -m uv pip compile $(LOCK_OPTIONS) --all-extras -c requirements/base.txt pyproject.toml -o requirements/dev.txt
