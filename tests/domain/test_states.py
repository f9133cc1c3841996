import pytest

from configurator.domain.errors import Failed
from configurator.domain.orders.states import ItemState, OrderState
from configurator.domain.production.states import JobState

ALL = pytest.mark.parametrize("kind", [ItemState, OrderState, JobState])


def reachable(start):
    found, left = set(), {start}
    while left:
        found |= left
        left = {each for state in left for each in state.next_states} - found
    return found


@ALL
def test_every_state_can_be_reached_from_the_first(kind):
    assert reachable(next(iter(kind))) == set(kind)


@ALL
def test_what_follows_a_state_are_states(kind):
    assert all(set(state.following) <= set(kind) for state in kind)


@ALL
def test_from_everywhere_there_is_a_way_to_an_end(kind):
    ends = {state for state in kind if state.is_final or state == "shipped"}
    assert ends
    assert all(reachable(state) & ends for state in kind)


@ALL
def test_no_state_leads_to_itself(kind):
    assert not any(state.can_become(state) for state in kind)


@ALL
def test_each_is_said_to_the_customer_in_words(kind):
    assert all(state.words[0].isupper() and "_" not in state.words for state in kind)


@pytest.mark.parametrize(
    ("state", "starts"),
    [
        (OrderState.APPROVED, {"made", "shipped"}),
        (JobState.WAITING, {"routed", "handed_over", "claimed"}),
        (JobState.SHIPPED, {"done"}),
        (ItemState.WAITING, set()),
    ],
)
def test_where_one_comes_from(state, starts):
    assert {each for each in type(state) if each.can_become(state)} == starts


@pytest.mark.parametrize(
    ("start", "end", "allowed"),
    [
        (None, "placed", True),
        (None, "made", False),
        ("placed", "made", True),
        ("made", "placed", False),
        ("boxed", "made", False),
        ("made", "boxed", False),
    ],
)
def test_a_move_between_names_is_along_the_states(start, end, allowed):
    assert OrderState.is_move(start, end) == allowed


def test_a_name_is_read_as_its_state():
    assert JobState.read("handed_over", "job ABC") is JobState.HANDED_OVER
    assert JobState.HANDED_OVER.plain_name == "handed over"


def test_a_state_of_a_later_program_is_named_with_what_is_in_it():
    with pytest.raises(Failed, match="The state 'boxed' of job ABC is not known") as error:
        JobState.read("boxed", "job ABC")
    assert "later version" in error.value.problems[0].hint
