from configurator.store import heartbeats
from configurator.store.database import write_transaction


def test_a_worker_counts_up_until_it_is_forgotten(context):
    with write_transaction(context.engine) as connection:
        for worker in ("one", "other", "one"):
            heartbeats.write_heartbeat(connection, worker)
        assert heartbeats.read_heartbeats(connection) == {"one": 2, "other": 1}
        heartbeats.delete_heartbeat(connection, "one")
        heartbeats.delete_heartbeat(connection, "never heard of")
        assert heartbeats.read_heartbeats(connection) == {"other": 1}
        heartbeats.write_heartbeat(connection, "one")
        assert heartbeats.read_heartbeats(connection) == {"other": 1, "one": 1}
