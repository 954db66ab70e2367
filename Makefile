# Everything a developer or an analyst runs. `make demo` and `make test` are enough on a machine with Python, make and git.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test check format evaluate fuzz fuzz-atheris bench report screenshots soak sbom clean

.venv/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-dev.lock
	touch $@

setup: .venv/installed

demo: .venv/installed
	$(BIN)/detente demo

check: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: check
	$(BIN)/python -m pytest -n 2 --dist loadfile

evaluate: .venv/installed-dev
	$(BIN)/python -m evaluation.gold
	$(BIN)/python -m evaluation.splices

fuzz: .venv/installed-dev
	$(BIN)/python -m tests.sources.test_fuzz 600

# Guided by coverage, 5 minutes for each group of readers. Atheris is fetched for this alone and stays out of .venv.
.fuzz/atheris: .venv/installed-dev requirements-fuzz.lock
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps --upgrade --target .fuzz -r requirements-fuzz.lock
	touch $@

fuzz-atheris: .fuzz/atheris
	for group in text markup archive binary; do PYTHONPATH=.fuzz $(BIN)/python -m tests.sources.guided $$group 300 || exit 1; done

bench: .venv/installed-dev
	$(BIN)/python -m benchmarks

report: .venv/installed-dev
	$(BIN)/python -m evaluation.report

screenshots: .venv/installed-dev
	$(BIN)/python -m tools.screenshots

sbom: .venv/installed
	$(BIN)/python -m tools.bill > sbom.cdx.json

# Kills by every way over 5,000 documents, on local processes and on Dask: the casebook must equal an undisturbed run's.
# Most of the time the documents wait, so both run side by side: `make -j 2 kills`.
kills: kills-pool kills-dask

kills-pool kills-dask: kills-%: .venv/installed-dev
	$(BIN)/python -m tests.store.killing --kills 30 --documents 5000 --engine $*

# The kills, and two readers beside a writer for ten minutes.
soak: kills
	$(BIN)/python -m tests.store.readers --minutes 10

clean:
	rm -rf .venv .fuzz dist build site .mypy_cache .pytest_cache .ruff_cache .hypothesis
