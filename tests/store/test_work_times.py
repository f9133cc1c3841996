from support import ordering

from configurator.domain.work_times import Spent, Step
from configurator.store.database import write_transaction
from configurator.store.work_times import add_work_times, read_work_times

MESH, FAILED = Step("part", "mesh"), Step("hand_over", "hot-folder", "failed")


def test_what_workers_add_is_summed_up(context):
    assert read(context) == {}
    add(context, {MESH: Spent(2, 1.5)})
    add(context, {MESH: Spent(1, 0.25), FAILED: Spent(1, 30.0)})
    assert read(context) == {FAILED: Spent(1, 30.0), MESH: Spent(3, 1.75)}


def test_workers_that_add_at_once_lose_nothing(context):
    sums = {Step("part", name): Spent(1, 0.5) for name in ("build", "mesh", "examine")}
    calls = [lambda: [add(context, sums) for _ in range(20)]] * 4
    for outcome in ordering.run_concurrently(*calls):
        assert not isinstance(outcome, Exception), outcome
    assert set(read(context).values()) == {Spent(80, 40.0)}


def add(context, sums):
    with write_transaction(context.engine) as connection:
        add_work_times(connection, sums)


def read(context):
    with write_transaction(context.engine) as connection:
        return read_work_times(connection)
