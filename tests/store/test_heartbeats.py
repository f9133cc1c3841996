from configurator.store import heartbeats
from configurator.store.database import writing


def test_a_worker_counts_up_until_it_is_forgotten(office):
    with writing(office.engine) as connection:
        for worker in ("one", "other", "one"):
            heartbeats.beat(connection, worker)
        assert heartbeats.beats(connection) == {"one": 2, "other": 1}
        heartbeats.forget(connection, "one")
        heartbeats.forget(connection, "never heard of")
        assert heartbeats.beats(connection) == {"other": 1}
        heartbeats.beat(connection, "one")
        assert heartbeats.beats(connection) == {"other": 1, "one": 1}
