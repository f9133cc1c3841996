from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.errors import Refused
from configurator.domain.places import Place
from configurator.domain.production.hours import Interval, check_hours, merged, open_intervals, subtract

BERLIN, SPRINGFIELD = Place(52.5, 13.45), Place(39.8, -89.65)
OFFICE = "Mo-Fr 08:00-17:00; PH off"


def at(text):
    return datetime.fromisoformat(f"{text}:00+00:00")


def opened(hours, place, start, end):
    return [
        (f"{each.start:%a %d %H:%M}", f"{each.end:%a %d %H:%M}")
        for each in open_intervals(hours, place, at(start), at(end))
    ]


def test_time_zone_and_holidays_come_with_the_place():
    # Christmas Eve is a Thursday, no holiday; 08:00 in Berlin is 07:00 UTC, in Illinois 14:00.
    days = ("2026-12-24T12:00", "2026-12-29T00:00")
    assert opened(OFFICE, BERLIN, *days) == [("Thu 24 12:00", "Thu 24 16:00"), ("Mon 28 07:00", "Mon 28 16:00")]
    assert opened(OFFICE, SPRINGFIELD, *days) == [("Thu 24 14:00", "Thu 24 23:00"), ("Mon 28 14:00", "Mon 28 23:00")]


def test_hours_follow_the_clocks_when_they_change():
    # On 28 March 2027 Berlin goes to summer time.
    assert opened("08:00-09:00", BERLIN, "2027-03-27T00:00", "2027-03-29T00:00") == [
        ("Sat 27 07:00", "Sat 27 08:00"),
        ("Sun 28 06:00", "Sun 28 07:00"),
    ]


def test_without_hours_it_is_always_open():
    start, end = at("2026-12-25T00:00"), at("2026-12-26T00:00")
    assert open_intervals("", BERLIN, start, end) == (Interval(start, end),)
    assert open_intervals("", BERLIN, end, start) == ()


def test_what_is_unknown_counts_as_closed():
    assert opened("08:00-12:00; Sa unknown", BERLIN, "2026-11-28T00:00", "2026-11-29T00:00") == []


@pytest.mark.parametrize(("text", "told"), [
    ("Mo-Fr 8-17", "from its letter 7 on"),
    ("from nine to five", "says no hours"),
    ("off", "never open"),
    ("24/7 unknown", "never open"),
])  # fmt: skip
def test_a_wrong_text_is_refused_with_its_field(text, told):
    with pytest.raises(Refused) as error:
        check_hours(text, BERLIN, "hours")
    (problem,) = error.value.problems
    assert problem.fields == ("hours",) and told in problem.message and "Mo-Fr 08:00-17:00" in problem.hint


NOON = at("2026-12-01T12:00")
SPANS = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 30)), max_size=6).map(
    lambda pairs: tuple(merged(Interval(NOON + timedelta(hours=a), NOON + timedelta(hours=a + b)) for a, b in pairs))
)


@given(SPANS, SPANS)
def test_what_is_left_is_of_the_one_and_not_of_the_other(whole, taken):
    def inside(moment, spans):
        return any(each.start <= moment < each.end for each in spans)

    left = subtract(whole, taken)
    for hour in range(125):
        moment = NOON + timedelta(hours=hour)
        assert inside(moment, left) == (inside(moment, whole) and not inside(moment, taken))
