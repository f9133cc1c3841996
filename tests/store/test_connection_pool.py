from contextlib import ExitStack

import pytest
from sqlalchemy.exc import TimeoutError

from configurator.domain.errors import Blocked
from configurator.store import database
from configurator.store.connection_pool import counted_pool


@pytest.fixture
def engine(databases, monkeypatch):
    """Of two connections at most, for which nobody waits."""
    for name, value in {"POOL_SIZE": 1, "MORE_CONNECTIONS": 1, "MORE_POSTGRESQL_CONNECTIONS": 1}.items():
        monkeypatch.setattr(database, name, value)
    monkeypatch.setattr(database, "CONNECTION_TIMEOUT_S", 0.05)
    with databases.prepared() as url:
        opened = database.open_engine(url)
        yield opened
        opened.dispose()


def numbers(engine):
    pool = counted_pool(engine)
    return pool.checkedout(), pool.most, pool.refused


def test_connections_in_use_and_those_who_waited_in_vain_are_counted(engine):
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(engine.connect())
        for _ in range(3):
            with pytest.raises(TimeoutError):
                engine.connect()
        assert numbers(engine) == (2, 2, 3)
    assert numbers(engine) == (0, 2, 3)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_who_waits_in_vain_to_write_is_counted_too(engine, monkeypatch):
    """Only SQLite has one writer at a time."""
    monkeypatch.setattr(database, "WRITER_SLOT_TIMEOUT_S", 0.0)
    monkeypatch.setattr(database, "WRITER_SLOTS", database.BoundedSemaphore(1))
    with database.write_transaction(engine), pytest.raises(Blocked, match="busy"), database.write_transaction(engine):
        pass
    assert counted_pool(engine).refused == 1
