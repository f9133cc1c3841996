import threading

import pytest
from sqlalchemy import func, insert, select

from configurator.store.database import open_engine, read_transaction, write_transaction
from configurator.store.tables import heartbeats

COUNT = select(func.count()).select_from(heartbeats)


def beat(connection, worker):
    connection.execute(insert(heartbeats).values(worker=worker, beat=1))


def count(context):
    with read_transaction(context.engine) as connection:
        return connection.scalar(COUNT)


def test_a_transaction_happens_as_a_whole_or_not_at_all(context):
    with pytest.raises(KeyError), write_transaction(context.engine) as connection:
        beat(connection, "one")
        raise KeyError
    assert count(context) == 0
    with write_transaction(context.engine) as connection:
        beat(connection, "one")
    assert count(context) == 1


def test_a_reader_sees_one_moment_while_others_write(context):
    with read_transaction(context.engine) as connection:
        before = connection.scalar(COUNT)
        with write_transaction(context.engine) as other:
            beat(other, "one")
        assert connection.scalar(COUNT) == before == 0
    assert count(context) == 1


def test_what_a_reader_does_is_never_kept(context):
    with read_transaction(context.engine) as connection:
        beat(connection, "one")
    assert count(context) == 0


def test_two_that_read_and_then_write_wait_for_each_other(context):
    """On SQLite a transaction that began by reading could not go on to write; on PostgreSQL rows are locked."""
    ready = threading.Barrier(2)

    def count_up(worker):
        ready.wait()
        for number in range(10):
            with write_transaction(context.engine) as connection:
                connection.scalar(COUNT)
                beat(connection, f"{worker}-{number}")

    threads = [threading.Thread(target=count_up, args=(each,)) for each in "ab"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert count(context) == 20


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_whatever_a_host_calls_postgresql_the_same_driver_is_used(scheme):
    assert open_engine(f"{scheme}://nobody@localhost/nothing").url.drivername == "postgresql+psycopg"


def test_a_new_sqlite_file_gets_its_folder_and_survives_a_power_cut(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/new/folder/orders.db")
    with read_transaction(engine) as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    engine.dispose()
    full = 2
    assert settings == {
        "journal_mode": "wal", "synchronous": full, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 30_000,
    }  # fmt: skip
