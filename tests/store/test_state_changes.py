import pytest
from support.ordering import WORKER, event_kinds, load_order, placed_order, read_events

from configurator.domain.errors import Refused
from configurator.domain.orders.states import OrderState
from configurator.store.database import write_transaction
from configurator.store.state_changes import ORDER_STATES, change_state


def go(context, order, to, **options):
    with write_transaction(context.engine) as connection:
        change_state(connection, ORDER_STATES, order, OrderState(to), WORKER, f"order_{to}", **options)


def test_a_move_sets_state_and_columns_and_tells_both_ends(context):
    order = placed_order(context)
    go(context, order.id, "failed", data={"reason": "it is round"}, reason="it is round")
    after = load_order(context, order.id)
    assert (after.state, after.reason) == ("failed", "it is round")
    event = read_events(context, order_id=order.id)[-1]
    assert (event.kind, event.actor) == ("order_failed", WORKER.id)
    assert event.data == {"from": "placed", "to": "failed", "reason": "it is round"}


def test_a_move_that_is_not_allowed_changes_nothing_and_says_what_is(context):
    order = placed_order(context)
    before = event_kinds(context)
    with pytest.raises(Refused, match=f"Order {order.id} is placed and cannot become shipped") as error:
        go(context, order.id, "shipped")
    (problem,) = error.value.problems
    assert problem.fields == ("order",)
    assert problem.hint == "From placed it can go to: cancelled, failed, made."
    assert (load_order(context, order.id).state, event_kinds(context)) == ("placed", before)


def test_from_an_end_one_can_go_nowhere(context):
    order = placed_order(context)
    go(context, order.id, "cancelled")
    with pytest.raises(Refused, match="From cancelled it can go to: nothing"):
        go(context, order.id, "made")


def test_what_is_not_there_does_not_move(context):
    with pytest.raises(Refused, match="There is no order ABC"):
        go(context, "ABC", "made")
