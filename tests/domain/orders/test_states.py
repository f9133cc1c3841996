import pytest

from configurator.domain.orders.states import ItemState, OrderState


@pytest.mark.parametrize(
    ("fact", "states"),
    [
        ("is_open", ["placed", "made", "approved"]),
        ("is_unapproved", ["placed", "made"]),
        ("can_be_approved", ["made"]),
        ("can_be_cancelled", ["placed", "made", "approved"]),
        ("is_final", ["failed", "cancelled"]),
    ],
)
def test_of_which_orders_a_fact_is_true(fact, states):
    assert [state for state in OrderState if getattr(state, fact)] == states


def test_an_item_is_said_to_be_what_an_order_of_it_alone_is():
    assert {state: state.order_state for state in ItemState} == {
        "waiting": OrderState.PLACED,
        "made": OrderState.MADE,
        "failed": OrderState.FAILED,
    }
    assert all(state.words == state.order_state.words for state in ItemState)


def test_only_a_made_item_is_made():
    assert [state for state in ItemState if state.is_made] == ["made"]
