from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from configurator.services.common.kernel_gate import ROOMS, Busy, GateUsage, KernelGate, Room
from configurator.store.database import WRITER_SLOTS
from web.server import THREADS

FOREVER = 20
SMALL = {"preview": Room(3, 2, 1), "picture": Room(3, 2, 5), "files": Room(3, 2, 7)}


def test_all_that_wait_for_the_kernel_or_the_database_leave_threads_to_the_rest():
    assert sum(room.callers for room in ROOMS.values()) + WRITER_SLOTS._initial_value < THREADS


def test_a_visitor_cannot_take_all_the_room():
    gate = KernelGate(SMALL)
    leave, _ = gate.admit("picture", "anna"), gate.admit("picture", "anna")
    with pytest.raises(Busy) as caught:
        gate.admit("picture", "anna")
    assert caught.value.seconds == 5
    gate.admit("picture", "bert")
    with pytest.raises(Busy):
        gate.admit("picture", "cleo")
    leave()
    gate.admit("picture", "cleo")


def test_kinds_have_room_of_their_own():
    gate = KernelGate(SMALL)
    for visitor in "abc":
        gate.admit("picture", visitor)
    gate.admit("files", "a")
    gate.admit("preview", "a")


def test_one_picture_or_set_of_files_is_made_at_a_time_and_whoever_fails_makes_room():
    gate, entered, end = KernelGate(SMALL), [], Event()

    def make(work, visitor):
        with gate.turn(work, visitor):
            entered.append(visitor)
            end.wait(FOREVER)
            raise ValueError(visitor)

    with ThreadPoolExecutor(2) as threads:
        answers = [threads.submit(make, "picture", "anna"), threads.submit(make, "files", "bert")]
        while not entered:
            end.wait(0.01)
        assert len(entered) == 1
        end.set()
        assert all(isinstance(each.exception(FOREVER), ValueError) for each in answers)
    assert not gate._callers


def test_it_tells_who_is_there_who_came_and_how_long_the_turns_were_waited_for():
    gate = KernelGate(SMALL)
    leave, _ = gate.admit("picture", "anna"), gate.admit("picture", "anna")
    with pytest.raises(Busy):
        gate.admit("picture", "anna")
    leave()
    with gate.turn("files", "bert"):
        gate.note_turn("preview", 2.5)
        usage = gate.usage()
    assert usage["picture"] == GateUsage(1, 3, admitted=2, refused=1)
    assert (usage["files"].callers, usage["files"].turns) == (1, 1)
    assert 0 <= usage["files"].waited_s < FOREVER
    assert usage["preview"] == GateUsage(0, 3, turns=1, waited_s=2.5)
    assert gate.usage()["files"].callers == 0


def test_whoever_waits_too_long_is_told_so_and_makes_room():
    gate = KernelGate(SMALL, max_wait_s=0.01)
    with gate.turn("picture", "anna"), pytest.raises(Busy) as caught, gate.turn("files", "bert"):
        pass
    assert caught.value.seconds == 7
    assert gate.usage()["files"] == GateUsage(0, 3, admitted=1, refused=1)
    with gate.turn("files", "bert"):
        pass
