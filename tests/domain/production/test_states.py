import pytest

from configurator.domain.production.factories import FactoryState
from configurator.domain.production.states import JobState


@pytest.mark.parametrize(
    ("fact", "states"),
    [
        ("is_at_factory", ["handed_over", "claimed", "started", "done"]),
        ("has_part", ["started", "done", "shipped"]),
        ("is_physical", ["started", "done"]),
        ("is_movable", ["routed", "handed_over", "claimed"]),
        ("is_leased", ["routed", "handed_over", "claimed", "started", "done"]),
        ("can_be_cancelled", ["waiting", "routed", "handed_over", "claimed"]),
        ("ended_at_factory", ["shipped", "failed"]),
        ("is_to_dispatch", ["waiting", "routed"]),
    ],
)
def test_of_which_jobs_a_fact_is_true(fact, states):
    assert [state for state in JobState if getattr(state, fact)] == states


def test_what_is_on_a_machine_or_made_is_never_moved_or_cancelled():
    for state in JobState:
        if state.is_physical:
            assert not {"waiting", "cancelled", "routed"} & {*state.next_states}


def test_what_can_move_has_no_part_yet():
    assert not any(state.has_part for state in JobState if state.is_movable)


@pytest.mark.parametrize(
    ("state", "takes", "keeps"), [("up", True, True), ("paused", False, True), ("down", False, False)]
)
def test_what_a_factory_does_with_jobs(state, takes, keeps):
    assert (FactoryState(state).takes_jobs, FactoryState(state).keeps_jobs) == (takes, keeps)
    assert bool(FactoryState(state).objections) != takes
