import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from configurator.worker import factory_slots
from configurator.worker.factory_slots import FactorySlots

# How long a slow call takes.
CALL_S = 30


@pytest.fixture
def clock(monkeypatch):
    """A clock that is put on by hand; waiting for one's turn takes a moment of real time."""

    class Clock:
        now = 100.0

        def monotonic(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(factory_slots, "time", clock)
    monkeypatch.setattr(factory_slots, "SLOW_AFTER_S", 0.2)
    return clock


@pytest.fixture
def slots(clock):
    return FactorySlots(max_slow=1)


def make_slow(slots, clock, *factories):
    with ExitStack() as stack:
        for each in factories:
            assert stack.enter_context(slots.hold(each))
        clock.now += CALL_S


def has_turn(slots, factory):
    with slots.hold(factory) as turn:
        return turn


def test_of_one_factory_one_call_is_under_way_and_others_go_on(slots):
    with slots.hold("berlin") as first:
        assert first and not has_turn(slots, "berlin") and has_turn(slots, "oslo")
    assert has_turn(slots, "berlin")


def test_the_next_call_waits_for_its_turn_for_a_moment(slots, monkeypatch):
    monkeypatch.setattr(factory_slots, "SLOW_AFTER_S", 30)
    begun = threading.Event()
    with ThreadPoolExecutor() as threads:
        with slots.hold("berlin"):
            waiting = threads.submit(lambda: begun.set() or has_turn(slots, "berlin"))
            begun.wait()
            time.sleep(0.05)
            assert not waiting.done()
        assert waiting.result(5)


def test_a_call_behind_a_slow_one_does_not_wait(slots, clock, monkeypatch):
    monkeypatch.setattr(factory_slots, "SLOW_AFTER_S", threading.TIMEOUT_MAX)
    with slots.hold("berlin"):
        clock.now += threading.TIMEOUT_MAX + 1
        assert not has_turn(slots, "berlin")


def test_a_slow_factory_is_left_alone_for_a_while_and_then_tried(slots, clock):
    make_slow(slots, clock, "berlin")
    assert not has_turn(slots, "berlin") and has_turn(slots, "oslo")
    clock.now += CALL_S
    assert has_turn(slots, "berlin")
    assert has_turn(slots, "berlin"), "it was quick this time"


def test_of_slow_factories_few_are_tried_at_once(slots, clock):
    make_slow(slots, clock, "berlin", "lyon")
    clock.now += CALL_S
    with slots.hold("berlin") as first:
        assert first and not has_turn(slots, "lyon") and has_turn(slots, "oslo")
    assert has_turn(slots, "lyon")


def test_a_call_that_raises_gives_its_turn_back(slots):
    with pytest.raises(KeyError), slots.hold("berlin"):
        raise KeyError
    assert has_turn(slots, "berlin")
