import pytest
from support.ordering import WORKER, kinds, placed, record, see

from configurator.domain.errors import Refused
from configurator.store.database import writing
from configurator.store.moves import ORDER, move


def go(office, order, to, **options):
    with writing(office.engine) as connection:
        move(connection, ORDER, order, to, WORKER, f"order_{to}", **options)


def test_a_move_sets_state_and_columns_and_tells_both_ends(office):
    order = placed(office)
    go(office, order.id, "failed", data={"reason": "it is round"}, reason="it is round")
    after = see(office, order.id)
    assert (after.state, after.reason) == ("failed", "it is round")
    event = record(office, order_id=order.id)[-1]
    assert (event.kind, event.actor) == ("order_failed", WORKER)
    assert event.data == {"from": "placed", "to": "failed", "reason": "it is round"}


def test_a_move_that_is_not_allowed_changes_nothing_and_says_what_is(office):
    order = placed(office)
    before = kinds(office)
    with pytest.raises(Refused, match=f"Order {order.id} is placed and cannot become shipped") as error:
        go(office, order.id, "shipped")
    (problem,) = error.value.problems
    assert problem.fields == ("order",)
    assert problem.hint == "From placed it can go to: cancelled, failed, made."
    assert (see(office, order.id).state, kinds(office)) == ("placed", before)


def test_from_an_end_one_can_go_nowhere(office):
    order = placed(office)
    go(office, order.id, "cancelled")
    with pytest.raises(Refused, match="From cancelled it can go to: nothing"):
        go(office, order.id, "made")


def test_what_is_not_there_does_not_move(office):
    with pytest.raises(Refused, match="There is no order ABC"):
        go(office, "ABC", "made")
