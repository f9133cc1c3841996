from datetime import datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.places import Place
from configurator.domain.production.hours import Interval, open_intervals
from configurator.domain.production.machine_rates import MachineTime
from configurator.domain.production.scheduling import MachineCalendar, Task, Unplaced, schedule

BERLIN = Place(52.5, 13.45)
# A Monday, 08:00 in Berlin.
MONDAY = datetime.fromisoformat("2026-11-30T07:00:00+00:00")
END = MONDAY + timedelta(days=28)
OPEN = open_intervals("Mo-Fr 08:00-17:00; PH off", BERLIN, MONDAY, END)
WEDNESDAYS = open_intervals("We 08:00-10:00", BERLIN, MONDAY, END)


def machine(name="jet", **facts):
    return MachineCalendar(name, **{"slots": 1, "open": OPEN, **facts})


def task(name, set_up_h=0.0, run_h=1.0, post_h=0.0, share=1.0, on="jet", **facts):
    time = MachineTime(set_up_h, run_h, post_h, run_h, share)
    return Task(name, ((on, time),), **{"earliest": MONDAY, **facts})


def said(moment):
    return f"{moment + timedelta(hours=1):%a %H:%M}"


def told(schedule_, name):
    place = schedule_.of(name)
    return said(place.starts), said(place.leaves), said(place.ready)


def test_work_that_needs_somebody_goes_on_the_next_day():
    plan = schedule([machine()], [task("mill", 1, 9, 1)])
    assert told(plan, "mill") == ("Mon 08:00", "Tue 09:00", "Tue 10:00")


def test_a_printer_goes_on_at_night_and_is_emptied_in_the_morning():
    plan = schedule([machine(unattended=True)], [task("print", 0.5, 12, 0.5)])
    assert told(plan, "print") == ("Mon 08:00", "Mon 20:30", "Tue 08:30")


def test_the_second_waits_for_the_first_unless_there_is_another_slot():
    both = [task("a", run_h=3), task("b", run_h=3)]
    assert told(schedule([machine()], both), "b")[0] == "Mon 11:00"
    assert told(schedule([machine(slots=2)], both), "b")[0] == "Mon 08:00"


def test_nothing_begins_on_a_day_off():
    plan = schedule([machine()], [task("late", earliest=MONDAY + timedelta(days=4, hours=9, minutes=30))])
    assert told(plan, "late")[0] == "Mon 08:00"


def test_a_print_does_not_run_into_maintenance():
    plan = schedule([machine(unattended=True, maintenance=WEDNESDAYS)], [task("long", run_h=60)])
    assert told(plan, "long")[0] == "Wed 10:00"


def test_jobs_share_a_build_of_powder_as_long_as_there_is_room():
    jobs = [task("a", 0.5, 20, share=0.6), task("b", 0.5, 18, share=0.4), task("c", 0.5, 18, share=0.1)]
    plan = schedule([machine(unattended=True, shared=True)], jobs)
    assert plan.of("b").build == "a" and told(plan, "a") == told(plan, "b")
    assert plan.of("c").build == "c" and plan.of("c").starts >= plan.of("a").leaves


def test_a_taller_job_does_not_make_a_build_longer_that_others_count_on():
    jobs = [task("low", run_h=18, share=0.1), task("high", run_h=20, share=0.1)]
    plan = schedule([machine(unattended=True, shared=True)], jobs)
    assert plan.of("high").build == "high"


def test_a_machine_that_is_busy_is_not_free():
    running = task("running", 0, 5, running=MONDAY - timedelta(hours=2))
    assert told(schedule([machine(unattended=True)], [task("next"), running]), "next")[0] == "Mon 11:00"
    # One that should be done by now still lies on the machine.
    overdue = task("running", 0, 5, running=MONDAY - timedelta(hours=20))
    assert told(schedule([machine(unattended=True)], [task("next"), overdue]), "next")[0] == "Mon 09:00"


def test_two_running_jobs_lie_in_one_build_of_powder_but_not_on_one_printer():
    running = [task(each, 0, 5, share=0.7, running=MONDAY) for each in "ab"]
    assert {each.build for each in schedule([machine(shared=True)], running).placements} == {"a"}
    (left,) = schedule([machine()], running).unplaced
    assert left.task == "b"


def test_a_rush_goes_first():
    plan = schedule([machine()], [task("usual"), task("rush", priority=1)])
    assert told(plan, "rush")[0] == "Mon 08:00" and told(plan, "usual")[0] == "Mon 09:00"


def test_the_machine_that_is_ready_first_gets_it():
    both = Task("part", (("slow", MachineTime(0, 9, 0, 9)), ("fast", MachineTime(0, 2, 0, 2))), MONDAY)
    machines = [machine("slow"), machine("fast")]
    assert schedule(machines, [both]).of("part").machine == "fast"
    assert schedule(machines, [task("before", run_h=9, on="fast"), both]).of("part").machine == "slow"


def test_what_finds_no_place_has_its_reason():
    jobs = [task("elsewhere", on="mill"), task("endless", run_h=9999)]
    assert schedule([machine()], jobs).unplaced == (
        Unplaced("elsewhere", "none of its machines is there"),
        Unplaced("endless", "jet has no time for it in the days looked at"),
    )


HOURS = st.integers(0, 40).map(lambda each: each / 4)
MACHINES = st.builds(
    MachineCalendar,
    st.sampled_from(["one", "two"]),
    st.integers(1, 3),
    st.just(OPEN),
    st.sampled_from([(), WEDNESDAYS]),
    st.booleans(),
    st.booleans(),
)
TIMES = st.builds(MachineTime, HOURS, HOURS.map(lambda each: each + 0.25), HOURS, HOURS, st.floats(0.05, 1))
TASKS = st.builds(
    Task,
    st.uuids().map(str),
    st.lists(
        st.tuples(st.sampled_from(["one", "two", "three"]), TIMES), min_size=1, max_size=2, unique_by=lambda t: t[0]
    ).map(tuple),
    st.integers(0, 200).map(lambda each: MONDAY + timedelta(hours=each)),
    st.integers(0, 2),
)


@given(st.lists(MACHINES, min_size=1, max_size=2, unique_by=lambda each: each.id), st.lists(TASKS, max_size=12))
def test_no_slot_is_doubly_booked_and_none_is_forgotten(machines, tasks):
    plan = schedule(machines, tasks)
    known = {each.id: each for each in machines}
    asked = {each.id: each for each in tasks}
    assert sorted([*(each.task for each in plan.placements), *(each.task for each in plan.unplaced)]) == sorted(asked)
    assert all(each.reason for each in plan.unplaced)
    for one, other in combinations(plan.placements, 2):
        same_slot = (one.machine, one.slot) == (other.machine, other.slot)
        if same_slot and one.build != other.build:
            assert not one.held.overlaps(other.held)
    for each in plan.placements:
        place, time = known[each.machine], dict(asked[each.task].times)[each.machine]
        assert asked[each.task].earliest <= each.starts < each.leaves <= each.ready and each.slot < place.slots
        # Somebody is there when it begins and when it is handed to the carrier.
        assert any(span.start <= each.starts < span.end for span in OPEN)
        assert any(span.start <= each.ready <= span.end for span in OPEN)
        if place.unattended:
            assert not any(span.overlaps(each.held) for span in place.maintenance)
        else:
            assert worked_h(place, each.held) >= time.set_up_h + time.run_h - 1e-6
        assert worked_h(MachineCalendar("", 1, OPEN), Interval(each.leaves, each.ready)) >= time.post_h - 1e-6
    for build in {each.build for each in plan.placements}:
        lying = [each for each in plan.placements if each.build == build]
        if len(lying) > 1:
            assert known[lying[0].machine].shared and len({(each.machine, each.slot, each.held) for each in lying}) == 1
            assert sum(dict(asked[each.task].times)[each.machine].share for each in lying) <= 1 + 1e-9


def worked_h(place, span):
    pieces = (min(each.end, span.end) - max(each.start, span.start) for each in place.worked)
    return sum(max(piece, timedelta(0)).total_seconds() for piece in pieces) / 3600
