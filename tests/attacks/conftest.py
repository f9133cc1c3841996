"""Attacks that must not stop anybody else. `make attack` runs them long, `make test` short."""

import pytest
from support.server import running_server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server without a worker."""
    with running_server(tmp_path_factory.mktemp("served"), "--no-worker") as opened:
        yield opened
