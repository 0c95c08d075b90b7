# make run       the product with its demonstration season, on port 8000
# make test      all tests, on SQLite and PostgreSQL; ARGS="tests/needs -k claim" chooses some
# make quick     the tests nearest to what has changed, at most 75 s; SINCE=main compares with main
# make check     linters, import rules, types, missing migrations, licences
# make format    format as check expects it
# make messages  add new Chinese sentences to the English catalogue
# make index     write the index of files in docs/architecture.md
# make pictures  a screenshot of every page
# make handbook  the pictures of the handbook, from a fresh demonstration that runs (make run)
# make editions  number and date of each page of the handbook whose words changed
# make bench     measure each claim about speed
# make proof     slow proofs: kill each process under load, random requests; see proofs/
# make wheel     wheel and sdist, in dist/
# make try-wheel install the wheel in an empty folder and use it
# make lock      pin the dependencies of pyproject.toml and package.json anew
# make ready     set up for development, start nothing
# make clean     delete all that was made: environment, vendored files, var/, dist/
#
# Each target sets up what it needs. Packages are downloaded again only when the pins change.

# The distribution's Python first: it is built with optimisations that pyenv and a plain build leave
# out, which is a quarter of the time of all tests. It must be able to make an environment.
CAN_MAKE_ENVIRONMENT := -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell /usr/bin/python3 $(CAN_MAKE_ENVIRONMENT) 2>&- && echo /usr/bin/python3 || echo python3)
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

TEXTS := $(wildcard src/hongmajia/locale/*/LC_MESSAGES/*.po)
ICONS := src/hongmajia/core/static/vendor/icons.svg
FONTS := src/hongmajia/papers/vendor/RareHan_400Regular.otf
READY := .venv/runtime.stamp $(ICONS) $(FONTS) $(TEXTS:.po=.mo)
TOOLS := $(READY) .venv/tools.stamp

.PHONY: run test quick check format bench proof pictures handbook editions messages index ready wheel try-wheel lock clean
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
	@python -m pip install --quiet "locust>=2.47,<3"
	@set -e; for script in benchmarks/*.py; do echo "== $$script"; python $$script; done

proof: $(TOOLS)
	@set -e; for script in proofs/*.py; do echo "== $$script"; python $$script; done

pictures: $(TOOLS)
	python scripts/pictures.py

handbook: $(TOOLS)
	python scripts/handbook_pictures.py

editions: $(TOOLS)
	python scripts/handbook_editions.py

messages: $(TOOLS)
	python scripts/messages.py

index: $(TOOLS)
	python scripts/file_index.py
	python scripts/personal_data.py

ready: $(TOOLS)

# hatch_build.py makes the generated files that are missing. The sdist contains them, so it needs no node.
wheel: $(READY)
	rm -rf dist
	python -m hatchling build

try-wheel: wheel $(TOOLS)
	python scripts/try_wheel.py

# --- set-up: a step runs again only when one of its sources has changed ---

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
