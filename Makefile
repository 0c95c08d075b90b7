# make run    the product with its demo season      make test   every test, SQLite and PostgreSQL
# make quick  tests of what has changed, 90 s
# make check  everything but the tests              make format  what check would have formatted
# make bench  the performance claims, measured      make messages  new sentences to translate
# make pictures  a picture of every page            make ready  set up, start nothing
# make wheel  wheel and sdist into dist/            make try-wheel  installed and used elsewhere
# make proof  kill -9 of each process, under load
# make lock   new pins from pyproject.toml          make clean  away with all that was made
# Each does all of its own set-up; nothing is fetched again while the locks stand.

PYTHON ?= python3
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

TEXTS := $(wildcard src/hongmajia/locale/*/LC_MESSAGES/*.po)
ICONS := src/hongmajia/core/static/vendor/icons.svg
FONTS := src/hongmajia/papers/vendor/NotoSansSC_700Bold.ttf
READY := .venv/runtime.stamp $(ICONS) $(FONTS) $(TEXTS:.po=.mo)
TOOLS := $(READY) .venv/tools.stamp

.PHONY: run test quick check format bench proof pictures messages ready wheel try-wheel lock clean
.DEFAULT_GOAL := run

run: $(READY)
	@exec hongmajia serve --demo

test: $(TOOLS)
	@exec python scripts/test.py $(ARGS)

quick: $(TOOLS)
	@exec python scripts/quick.py $(SINCE)

check: $(TOOLS)
	ruff check
	ruff format --check
	lint-imports
	djade --check --target-version 5.2 $$(find src -name '*.html')
	mypy
	hongmajia makemigrations --check --dry-run
	python scripts/licences.py

format: $(TOOLS)
	ruff check --fix
	ruff format
	djade --target-version 5.2 $$(find src -name '*.html')

bench: $(TOOLS)
	@set -e; for script in benchmarks/*.py; do echo "== $$script"; python $$script; done

proof: $(TOOLS)
	@set -e; for script in proofs/*.py; do echo "== $$script"; python $$script; done

pictures: $(TOOLS)
	python scripts/pictures.py

messages: $(TOOLS)
	python scripts/messages.py

# Set up for working on it, without starting anything.
ready: $(TOOLS)

# hatch_build.py makes what is missing; the sdist holds it too, and so needs no node.
wheel: $(READY)
	rm -rf dist
	python -m hatchling build

try-wheel: wheel $(TOOLS)
	python scripts/try_wheel.py

# --- set-up, each step again only when what it is made from has changed ---

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "红马甲 needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/runtime.stamp: requirements.txt pyproject.toml | .venv/bin/python
	python -m pip install --quiet --require-hashes -r requirements.txt
	python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/tools.stamp: requirements-dev.txt .venv/runtime.stamp
	python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/.package-lock.json: package-lock.json | .venv/runtime.stamp
	npm ci --ignore-scripts --silent
	@touch $@

$(ICONS): src/hongmajia/core/icons.txt scripts/icons.py node_modules/.package-lock.json
	python scripts/icons.py

$(FONTS): scripts/fonts.py node_modules/.package-lock.json
	python scripts/fonts.py
	@touch $@

%.mo: %.po | .venv/runtime.stamp
	pybabel --quiet compile --use-fuzzy -i $< -o $@

lock:
	uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-annotate \
		pyproject.toml --extra server --extra embedder --group build -o requirements.txt
	uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-annotate \
		pyproject.toml --all-extras --group dev --constraint requirements.txt -o requirements-dev.txt
	npm install --package-lock-only

clean:
	rm -rf .venv node_modules src/hongmajia/core/static/vendor src/hongmajia/papers/vendor var build dist
	find src -name '*.mo' -delete
