import gc
import signal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from hypothesis import settings
from support.compiled_pages import CompiledPages
from support.compiled_rules import compile_once
from support.databases import Postgresql, Sqlite
from support.here import run_here
from werkzeug.routing import Rule
from xdist.scheduler import LoadScopeScheduling

from configurator.pool import open_pool, process
from configurator.pool.fork_server import limit_library_threads
from configurator.services.common.context import open_context
from configurator.settings import read_settings

# A shell without job control starts what runs in its background with Ctrl-C ignored, and children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
# A fifth of the time goes by looking for rubbish among all that is loaded, such as the towns of the world.
gc.set_threshold(20_000, 20, 20)
# Before any test loads numpy: several of these processes share the cores, and threads that wait for work spin.
limit_library_threads()

BROWSER = "tests/web/browser/"
# Those of one template look at the same parts, which `support.built_parts` builds once in a process.
EVERY_PART = ("tests/test_every_template.py", "tests/kernel/drawing/test_sheet.py")


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="Also what is marked long; attack in earnest.")


def pytest_configure(config):
    """Every run draws other examples; how long one takes says nothing on a busy machine."""
    settings.register_profile("any machine", deadline=None, max_examples=500 if config.getoption("--long") else 50)
    settings.load_profile("any machine")


@pytest.fixture(scope="session")
def size(request):
    """How large a test is: short, or in earnest."""
    return lambda short, earnest: earnest if request.config.getoption("--long") else short


@pytest.fixture(autouse=True, scope="session")
def _data_of_nobody(tmp_path_factory):
    """A command that is told no data folder must not find that of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _compiled_pages():
    """Most of what a test of a page takes would be the compiling of the same templates and addresses anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": CompiledPages()})
        patch.setattr(Rule, "_compile_builder", compile_once)
        yield


@pytest.fixture(autouse=True)
def call_here(monkeypatch):
    """Targets and typesetting work in this process; a test of processes takes `run_in_process` at its import."""
    monkeypatch.setattr(process, "run_in_process", run_here)


class ModuleByModule(LoadScopeScheduling):
    """Each module's tests run in one process; those that share what is dear to make, all in one."""

    def _split_scope(self, nodeid):
        if BROWSER in nodeid:
            # They share a server with orders.
            return BROWSER
        if nodeid.startswith(EVERY_PART):
            template = nodeid.partition("[")[2].partition("-")[0].rstrip("]")
            return f"{EVERY_PART[0]}[{template}]"
        return super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config, log):
    """Where tests run in several processes."""
    return ModuleByModule(config, log)


def pytest_collection_modifyitems(config, items):
    """What needs the kernel or a database server is slow, whoever asks for it; what takes longest is run first.

    So no process is left with a long module while the others have nothing left to do.
    """
    if not config.getoption("--long"):
        _leave_out_long(config, items)
    for item in items:
        if "pool" in item.fixturenames or _takes_longest(item) or "postgresql" in item.nodeid:
            item.add_marker("slow")
    slow_files = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (BROWSER not in item.nodeid, not _takes_longest(item), item.path not in slow_files))


def _leave_out_long(config, items):
    """Of a test of everything, the rest of what a sample of it is of."""
    left_out = [item for item in items if item.get_closest_marker("long")]
    items[:] = [item for item in items if not item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=left_out)


def _takes_longest(item):
    return BROWSER in item.nodeid or item.nodeid.startswith(EVERY_PART)


@pytest.fixture(scope="session")
def pool():
    """One real child process, for all tests that need parts. It loads the kernel with its first job.

    The first pool of a program decides what its fork server preloads, and tests of the pool itself
    want that light.
    """
    with open_pool(workers=1, preload="configurator.domain.errors") as opened:
        yield opened


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory):
    """Makes databases in files."""
    return Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql():
    """Makes databases on a server of this test process's own."""
    # Not below pytest's folder, which every other run of pytest closes to the user that root's server runs as.
    with TemporaryDirectory(prefix="postgresql-") as folder:
        server = Postgresql(Path(folder, "data"))
        yield server
        server.stop()


@pytest.fixture
def databases(request):
    """Makes databases: on SQLite, where a test or its folder asks for no other; see `ON_BOTH`."""
    return request.getfixturevalue(getattr(request, "param", "sqlite"))


@pytest.fixture
def context(databases, tmp_path):
    """A context with a fresh database and the real queue; nobody works on what it enqueues."""
    with databases.prepared() as url:
        opened = open_context(read_settings({"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": url}))
        yield opened
        opened.engine.dispose()
