"""What a later program has written: a state that this one does not know is named, with the row that has it."""

import pytest
from sqlalchemy import select, update
from support.fake_pool import FakePool
from support.ordering import BERLIN, WORKER, add_factories, approved_order, jobs_of, row

from configurator.domain.actors import Actor
from configurator.domain.errors import Failed
from configurator.domain.orders.batches import RowStatus
from configurator.domain.orders.states import OrderState
from configurator.services.batches.batches import place_batch
from configurator.services.batches.make_row import make_row
from configurator.services.factories.factories import known_factories
from configurator.store import batches, jobs, orders, tables
from configurator.store.database import read_transaction, write_transaction
from configurator.store.state_changes import ORDER_STATES, change_state


@pytest.fixture
def order(context):
    return approved_order(context)


def write(context, table, **values):
    with write_transaction(context.engine) as connection:
        connection.execute(update(table).values(**values))


def fault(context, function, *arguments):
    with pytest.raises(Failed) as error, read_transaction(context.engine) as connection:
        function(connection, *arguments)
    return error.value.problems[0].message


def test_of_an_order(context, order):
    write(context, tables.orders, state="boxed")
    told = f"The state 'boxed' of order {order.id} is not known here."
    assert fault(context, orders.get_order, order.id) == told
    assert fault(context, orders.select_orders) == told
    change = (ORDER_STATES, order.id, OrderState.CANCELLED, WORKER, "order_cancelled")
    assert fault(context, change_state, *change) == told


def test_of_an_item(context, order):
    write(context, tables.items, state="boxed")
    (item,) = order.items
    assert fault(context, orders.get_order, order.id) == f"The state 'boxed' of item {item.id} is not known here."


def test_of_a_job(context, order):
    (job,) = jobs_of(context, order.id)
    write(context, tables.jobs, state="boxed")
    assert fault(context, jobs.get_job, job.id) == f"The state 'boxed' of job {job.id} is not known here."


def test_of_a_row_which_hides_no_other(context):
    batch = place_batch(context, Actor("w"), "1", "grommet", [row(14), row(15)], ["stl"]).batch
    with write_transaction(context.engine) as connection:
        first = tables.batch_rows.c.number == 1
        connection.execute(update(tables.batch_rows).where(first).values(status="boxed"))
    with read_transaction(context.engine) as connection:
        stored = batches.get_batch(connection, batch.id)
    strange, plain = stored.rows
    assert (strange.status, plain) == (RowStatus.UNKNOWN, batch.rows[1])
    told = f"The state 'boxed' of row 1 of batch {batch.id} is not known here."
    assert [each.message for each in strange.problems] == [told]
    assert stored.counts() == {"waiting": 1, "made": 0, "refused": 0, "failed": 0, "unknown": 1}


def test_of_a_row_which_is_left_to_the_later_program(context, tmp_path):
    batch = place_batch(context, Actor("w"), "1", "grommet", [row(14)], ["stl"]).batch
    write(context, tables.batch_rows, status="boxed")
    pool = FakePool()
    assert not make_row(context.with_pool(pool, tmp_path), batch.id, 1, 0)
    assert pool.requests == []
    with read_transaction(context.engine) as connection:
        assert connection.scalar(select(tables.batch_rows.c.status)) == "boxed"


def test_of_a_factory(context):
    add_factories(context, BERLIN)
    write(context, tables.factories, state="boxed")
    assert fault(context, known_factories) == "The state 'boxed' of factory berlin is not known here."
