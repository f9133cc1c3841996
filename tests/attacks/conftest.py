"""Attacks that must not stop anybody else. `make attack` runs them long, `make test` short."""

import pytest
from support.server import running_server


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="Attack in earnest: minutes instead of seconds.")


@pytest.fixture(scope="session")
def size(request):
    """How large an attack is: short, or in earnest."""
    is_long = request.config.getoption("--long", default=False)
    return lambda short, earnest: earnest if is_long else short


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server without a worker."""
    with running_server(tmp_path_factory.mktemp("served"), "--no-worker") as opened:
        yield opened
