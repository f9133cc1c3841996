import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from configurator.domain.parts.declarations import length
from configurator.domain.parts.limits import Limit, outside_limits
from configurator.domain.parts.parameters import Parameters


class Pair(Parameters):
    hole: float = length(14, 0, 1000, title="Hole", group="All")
    cable: float | None = length(8, 0, 1000, title="Cable", group="All")


def limit(low, high):
    return Limit("cable", low, high, "a wall must remain", ("hole",))


def problems(value, low, high):
    return list(outside_limits([limit(low, high)], Pair(cable=value)))


def test_within_its_limits_nothing_is_said():
    assert problems(8.0, 8.0, 8.0) == problems(8.0, 0.0, 12.0) == []


def test_what_is_left_empty_breaks_no_limit():
    assert problems(None, 0.0, 1.0) == []


@pytest.mark.parametrize(
    ("value", "low", "high", "fault", "remedy"),
    [
        (13.0, 0.0, 12.0, "is too large", "Make it at most 12 mm, or check hole."),
        (1.0, 2.5, 12.0, "is too small", "Make it at least 2.5 mm, or check hole."),
        (1.0, 12.0, 2.5, "does not fit", "No value fits these: change hole."),
    ],
)
def test_beyond_them_it_says_why_and_what_would_do(value, low, high, fault, remedy):
    (problem,) = problems(value, low, high)
    assert problem.severity == "refusal"
    assert problem.fields == ("cable", "hole")
    assert problem.message == f"{value:g} mm {fault}: a wall must remain."
    assert problem.hint == remedy


@given(st.floats(0, 1000), st.floats(0, 1000), st.floats(0, 1000))
def test_whoever_follows_the_remedy_is_accepted(value, low, high):
    assume(low <= high)
    for problem in problems(value, low, high):
        remedied = float(problem.hint.split(" mm")[0].rpartition(" ")[2])
        assert problems(remedied, low, high) == []


def test_every_broken_limit_is_told():
    found = list(outside_limits([limit(0.0, 1.0), limit(0.0, 2.0), limit(0.0, 20.0)], Pair()))
    assert [problem.hint[:21] for problem in found] == ["Make it at most 1 mm,", "Make it at most 2 mm,"]
