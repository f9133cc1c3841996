from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from support.fake_pool import FakePool

from configurator import catalogue
from configurator.domain.errors import crashed, failed
from configurator.domain.measures.sheets import read_values
from configurator.domain.parts.declarations import count, length
from configurator.domain.parts.limits import Limit
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.domain.problems import refusals
from configurator.services.designs.configure import configure
from configurator.services.making.random_values import extreme_values, random_values
from configurator.services.making.template_check import CheckOptions, Trial, check_template

GROMMET = catalogue.find("grommet")
TEMPLATES = pytest.mark.parametrize("template", catalogue.templates().values(), ids=lambda each: each.id)


class Ring(Parameters):
    inner: float = length(10, 1, 100, title="Inner", group="All")
    outer: float = length(20, 1, 100, title="Outer", group="All")
    groove: float | None = length(None, 1, 100, title="Groove", group="All")


def limits(p):
    yield Limit("inner", 1, 50, "the lathe's chuck ends there", ())
    yield Limit("outer", p.inner + 2, 100, "a wall must remain", ("inner",))
    yield Limit("outer", 0, 2 * p.inner + 10, "it would be mostly wall", ("inner",))
    yield Limit("groove", p.inner + 1, p.outer - 1, "it must lie within the wall", ("inner", "outer"))


def ring(of_limits):
    return Template(
        id="ring", version="1", title="Ring", group="Test", summary="A ring.", parameters=Ring, limits=of_limits,
        build=lambda p: None, dimensions=lambda p: (),
    )  # fmt: skip


def refused(template, values):
    return refusals(configure(template, read_values(template.parameters, values)).problems)


@TEMPLATES
def test_what_is_drawn_breaks_no_limit(template):
    for seed in range(50):
        problems = refused(template, random_values(template, Random(seed)))
        # Of a parameter for which the others leave nothing every value breaks its limit, and a check has no range.
        broken = [each for each in problems if "does not fit:" in each.message and "No value fits" not in each.hint]
        assert broken == []


def test_several_limits_on_one_parameter_and_one_on_another_are_all_obeyed():
    for seed in range(100):
        assert refused(ring(limits), random_values(ring(limits), Random(seed))) == []


def test_both_extremes_lie_within_the_limits():
    lowest, highest = (extreme_values(ring(limits), end) for end in (0, -1))
    assert lowest == {"inner": 1, "outer": 3, "groove": 2} and highest == {"inner": 50, "outer": 100, "groove": 99}
    assert refused(ring(limits), lowest) == refused(ring(limits), highest) == []


def test_limits_that_come_with_an_earlier_value_are_obeyed_too():
    def late(p):
        yield Limit("inner", 60, 100, "a shaft", ())
        if p.inner > 50:
            yield Limit("outer", p.inner, p.inner + 1, "a wall", ("inner",))

    for seed in range(50):
        assert refused(ring(late), random_values(ring(late), Random(seed))) == []


def test_a_count_is_drawn_as_a_whole_number_within_its_limit():
    class Plate(Parameters):
        holes: int = count(4, 2, 12, title="Holes", group="All")

    plate = replace(ring(lambda p: [Limit("holes", 2.5, 6.5, "they would meet", ())]), parameters=Plate)
    drawn = {random_values(plate, Random(seed))["holes"] for seed in range(100)}
    assert drawn == {3, 4, 5, 6} and {type(each) for each in drawn} == {int}
    assert configure(plate, read_values(Plate, {"holes": 6})).require_design().parameters == {"holes": 6}


def test_limits_that_leave_nothing_do_not_stop_the_drawing():
    def impossible(p):
        yield Limit("outer", 60, 40, "no such ring", ("inner",))

    assert [problem.hint for problem in refused(ring(impossible), random_values(ring(impossible), Random(1)))] == [
        "No value fits these: change inner."
    ]


@TEMPLATES
def test_the_same_seed_draws_the_same_and_another_another(template):
    one, same, other = (random_values(template, Random(seed)) for seed in (1, 1, 2))
    assert one == same != other


def test_what_may_be_left_empty_sometimes_is():
    drawn = ["groove" in random_values(ring(limits), Random(seed)) for seed in range(100)]
    assert 5 < drawn.count(False) < 60


def swept(pool, samples=6, seed=0, template=GROMMET):
    told = []
    trials = check_template(pool, template, CheckOptions(samples, seed), told.append)
    assert sorted(trial.name for trial in told) == sorted(trial.name for trial in trials)
    return trials


def test_a_sweep_makes_both_extremes_and_its_samples():
    pool = FakePool()
    trials = swept(pool)
    assert {trial.name for trial in trials} == {"lowest", "highest", *(f"random {number}" for number in range(6))}
    made = [trial for trial in trials if trial.status == "made"]
    assert len(made) == len(pool.requests) >= 6
    assert all(request["formats"] == [] for request in pool.requests)


def test_the_same_seed_sweeps_the_same_designs():
    one, same, other = ({trial.name: trial.design for trial in swept(FakePool(), seed=seed)} for seed in (3, 3, 4))
    assert one == same != other
    assert one["lowest"] == other["lowest"]


def test_more_samples_are_the_same_and_some_more():
    few, many = ({trial.name: trial.design for trial in swept(FakePool(), samples)} for samples in (2, 5))
    assert few.items() <= many.items()


def test_an_impossible_extreme_is_refused_without_the_kernel():
    def impossible(p):
        yield Limit("outer", 60, 40, "no such ring", ("inner",))

    pool = FakePool()
    trials = {trial.name: trial for trial in swept(pool, 0, template=ring(impossible))}
    assert [trials[name].status for name in ("lowest", "highest")] == ["refused", "refused"]
    assert all(trial.problems for trial in trials.values())
    assert pool.requests == []


def test_what_fails_and_what_is_out_of_tolerance_is_told():
    def on_request(request):
        raise failed("It crashed.")

    assert {trial.status for trial in swept(FakePool(on_request)) if trial.design} == {"failed"}
    assert {trial.status for trial in swept(FakePool(ok=False)) if trial.design} == {"off"}


def test_a_limit_that_raises_fails_that_design_alone_with_the_line():
    def raising(p):
        yield Limit("outer", 100 / (p.inner - 10), 100, "a wall must remain", ("inner",))

    trials = {trial.name: trial for trial in swept(FakePool(), 3, template=ring(raising))}
    assert len(trials) == 5
    fault = ring(raising).parameters(inner=10.0)
    (problem,) = configure(ring(raising), read_values(Ring, {"inner": fault.inner})).problems
    assert "ZeroDivisionError" in problem.message and f"{Path(__file__).name}, line " in problem.message
    assert Trial("", None, (problem,), None).status == "failed"


def test_a_part_that_takes_too_long_says_what_it_was_at():
    def on_request(request):
        Path(request["progress"]).write_text("examine (238,114 triangles)", encoding="utf-8")
        raise crashed("The work took longer than 60 s and was stopped.")

    (trial, *_) = [trial for trial in swept(FakePool(on_request)) if trial.design]
    assert str(trial.problems[0]).endswith("stopped. It was at the stage: examine (238,114 triangles).")


def test_a_check_stops_once_most_are_wrong_unless_told_to_go_on():
    def on_request(request):
        raise failed("It crashed.")

    def count(keep_going):
        options = CheckOptions(60, keep_going=keep_going)
        return len(check_template(FakePool(on_request), GROMMET, options, lambda trial: None))

    assert count(keep_going=False) < 62 == count(keep_going=True)
    assert len(swept(FakePool(), 60)) == 62
