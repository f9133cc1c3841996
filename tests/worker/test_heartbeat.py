from support.workers import wait_until

from configurator.domain.work_times import Spent, Step
from configurator.services.common.work_times import WorkTimes
from configurator.store.database import read_transaction
from configurator.store.work_times import read_work_times
from configurator.worker import heartbeat

MESH = Step("part", "mesh")


def read(context):
    with read_transaction(context.engine) as connection:
        return read_work_times(connection)


def test_a_worker_s_times_are_added_with_its_beats_and_the_last_at_its_end(context, monkeypatch):
    monkeypatch.setattr(heartbeat, "BEAT_INTERVAL_S", 0.05)
    times = WorkTimes()
    with heartbeat.keep_heartbeat(context.engine, "me", times):
        times.add(MESH, Spent(1, 2.0))
        wait_until(lambda: read(context) == {MESH: Spent(1, 2.0)})
        monkeypatch.setattr(heartbeat, "BEAT_INTERVAL_S", 60)
        times.add(MESH, Spent(1, 1.0))
    assert read(context) == {MESH: Spent(2, 3.0)}


def test_a_worker_whose_times_cannot_be_written_goes_on_beating(context, monkeypatch):
    def refuse(*_):
        raise OSError("away")

    monkeypatch.setattr(heartbeat, "add_work_times", refuse)
    times = WorkTimes()
    times.add(MESH, Spent(1, 2.0))
    with heartbeat.keep_heartbeat(context.engine, "me", times):
        pass
    assert times.sums() == {MESH: Spent(1, 2.0)}
