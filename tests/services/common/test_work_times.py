import logging

import pytest

from configurator.domain.work_times import Spent, Step
from configurator.services.common.work_times import WorkTimes, note_stages

MESH = Step("part", "mesh")


def test_stages_are_logged_and_added_up_in_seconds(caplog):
    times = WorkTimes()
    with caplog.at_level(logging.INFO):
        note_stages(logging.getLogger("here"), times, "part", "part of X", {"mesh": 250.0})
        note_stages(logging.getLogger("here"), times, "part", "part of Y", {})
    assert caplog.messages == ["part of X: mesh 250 ms", "part of Y: made before"]
    assert times.sums() == {MESH: Spent(1, 0.25)}


def test_what_is_handed_on_is_not_counted_again():
    times, received = WorkTimes(), []
    times.add(MESH, Spent(1, 2.0))
    times.hand_on(received.append)
    times.hand_on(received.append)
    assert received == [{MESH: Spent(1, 2.0)}]


def test_what_cannot_be_handed_on_is_there_the_next_time():
    times = WorkTimes()
    times.add(MESH, Spent(1, 2.0))

    def refuse(sums):
        times.add(MESH, Spent(1, 0.5))
        raise OSError

    with pytest.raises(OSError):
        times.hand_on(refuse)
    assert times.sums() == {MESH: Spent(2, 2.5)}


def test_a_call_that_raises_is_counted_as_failed():
    times = WorkTimes()
    with times.measure("hand_over", "hot-folder"):
        pass
    with pytest.raises(ValueError), times.measure("hand_over", "hot-folder"):
        raise ValueError
    counted = {step.outcome: spent.times for step, spent in times.sums().items()}
    assert counted == {"done": 1, "failed": 1}
