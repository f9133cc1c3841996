"""The command in this process, without the kernel."""

import pytest
from click.testing import CliRunner
from fake_pool import FakePool

from configurator.cli import main


@pytest.fixture
def pool(monkeypatch):
    """No kernel: what the command line does before and after it is all there is to see."""
    fake = FakePool()
    monkeypatch.setattr("configurator.pool.open_pool", fake.opened)
    return fake


@pytest.fixture
def call(tmp_path, monkeypatch, pool):
    """The command, in an empty folder and in this process."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words], prog_name="configurator")
