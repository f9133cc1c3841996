import pytest

from configurator.domain.production.states import (
    ITEM_MOVES,
    JOB_MOVES,
    MOVABLE_STATES,
    ORDER_MOVES,
    PHYSICAL_STATES,
    states_before,
)

ALL = pytest.mark.parametrize("moves", [ITEM_MOVES, ORDER_MOVES, JOB_MOVES], ids=["item", "order", "job"])


def reachable(moves, start):
    found, left = set(), {start}
    while left:
        found |= left
        left = set().union(*(moves[state] for state in left)) - found
    return found


@ALL
def test_every_state_can_be_reached_from_the_first_and_is_in_the_table(moves):
    assert reachable(moves, next(iter(moves))) == set(moves)


@ALL
def test_from_everywhere_there_is_a_way_to_an_end(moves):
    ends = {state for state, ways in moves.items() if not ways or state == "shipped"}
    assert ends
    for state in moves:
        assert reachable(moves, state) & ends


@ALL
def test_no_state_leads_to_itself(moves):
    assert not any(state in ways for state, ways in moves.items())


def test_what_is_on_a_machine_or_made_is_never_moved_or_cancelled():
    for state in PHYSICAL_STATES:
        assert not JOB_MOVES[state] & {"waiting", "cancelled", "routed"}


def test_what_can_move_can_go_back_to_waiting_and_only_that():
    assert {state for state, ways in JOB_MOVES.items() if "waiting" in ways} == MOVABLE_STATES
    assert MOVABLE_STATES.isdisjoint(PHYSICAL_STATES)


@pytest.mark.parametrize(
    ("moves", "state", "starts"),
    [
        (ORDER_MOVES, "approved", {"made", "shipped"}),
        (JOB_MOVES, "waiting", {"routed", "handed_over", "claimed"}),
        (JOB_MOVES, "shipped", {"done"}),
        (ITEM_MOVES, "waiting", set()),
    ],
)
def test_where_one_comes_from(moves, state, starts):
    assert states_before(moves, state) == starts
