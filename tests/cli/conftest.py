"""The command in this process, without the kernel, and a context that it shares with the tests."""

import json
import os

import pytest
from click.testing import CliRunner
from support.fake_pool import FakePool
from support.ordering import CLINIC

from configurator.cli.main import main
from configurator.private_files import private_files
from configurator.services.common.context import open_context
from configurator.settings import read_settings


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


@pytest.fixture
def told(call):
    """What the command says in JSON, once it has succeeded."""

    def tell(*words):
        done = call(*words, "--json")
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)

    return tell


@pytest.fixture
def refusal(call):
    """The one problem for which the command refuses, once the words and the JSON have agreed on it."""

    def refuse(*words):
        done = call(*words, "--json")
        assert done.exit_code == 1, done.stderr
        (problem,) = json.loads(done.stdout)["problems"]
        assert problem["message"] in done.stderr
        return problem

    return refuse


@pytest.fixture
def data(sqlite, tmp_path_factory, monkeypatch):
    """The data folder that the environment names, with a database that is ready."""
    folder = tmp_path_factory.mktemp("data")
    with private_files(), sqlite.prepared() as url:
        monkeypatch.setenv("CONFIGURATOR_DATA", str(folder))
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.delenv("ARTEFACTS", raising=False)
        monkeypatch.setenv("CONFIGURATOR_ACTOR", CLINIC.id)
        yield folder


@pytest.fixture
def context(data):
    """The context on which the command works, to prepare it and to look what has become of it."""
    opened = open_context(read_settings(os.environ))
    yield opened
    opened.engine.dispose()
