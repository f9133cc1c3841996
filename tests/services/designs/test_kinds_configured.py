"""Texts, standards and conditional parameters, from what was entered to the design."""

from random import Random

import pytest
from support.knob import KNOB

from configurator.domain.measures.sheets import read_values
from configurator.domain.problems import refusals
from configurator.services.designs.configure import configure
from configurator.services.making.random_values import random_values


def configured(**given):
    return configure(KNOB, read_values(KNOB.parameters, {"words": "FAN", **given}))


def only_problem(**given):
    (problem,) = configured(**given).problems
    return problem


def test_what_does_not_matter_stays_out_of_the_design_and_of_its_digest():
    plain, other = configured(), configured(depth=0.2, flutes=12)
    assert plain.require_design().parameters == {"words": "FAN", "screw": "M3", "grip": "plain", "diameter": 20.0}
    assert other.require_design().digest == plain.require_design().digest
    assert [problem.fields for problem in other.problems] == [("depth",), ("flutes",)]
    assert {problem.severity for problem in other.problems} == {"warning"}
    assert "Grip is knurl or flutes" in other.problems[0].message


def test_what_does_not_matter_refuses_nothing():
    # Neither as a text that is no number, nor out of its range, nor beyond its limit, nor as missing.
    for depth in ("deep", 100, 4):
        assert refusals(configured(depth=depth).problems) == []
    sheet = read_values(KNOB.parameters, {"words": "FAN"})
    assert configure(KNOB, sheet, complete=True).problems == ()


def test_what_matters_is_asked_for():
    sheet = read_values(KNOB.parameters, {"words": "FAN", "grip": "knurl"})
    assert [problem.fields for problem in configure(KNOB, sheet, complete=True).problems] == [("depth",)]
    assert configured(grip="knurl", depth=4).problems[0].message == "4 mm is too large: a wall must remain."


def test_a_text_is_taken_as_written():
    assert configured(words="  Mu\u0308ller   & Co ").require_design().parameters["words"] == "Müller & Co"
    assert only_problem(words="漢").message == "'漢' (cjk unified ideograph-6f22) cannot be written here."
    assert only_problem(words="CHOKE AND FAN").message == "13 characters are too many."
    assert only_problem(words="CHOKE AND FAN").hint == "Use at most 12."


def test_a_text_that_must_be_said_has_no_default():
    (problem,) = configure(KNOB, read_values(KNOB.parameters, {})).problems
    assert (problem.severity, problem.fields) == ("refusal", ("words",))
    assert "CHOKE is only an example" in problem.hint


@pytest.mark.parametrize("written", ["2 BA", "2 ba", " 2 Ba "])
def test_a_standard_is_known_by_its_name_whatever_the_capitals(written):
    assert configured(screw=written).require_design().parameters["screw"] == "2 BA"


def test_a_standard_that_the_table_lacks_is_refused_with_the_nearest():
    problem = only_problem(screw="M5")
    assert problem.message == "'M5' is not one of M3, M4, 2 BA, 0 BA." and problem.hint


def test_words_can_be_limited_by_the_other_values():
    problem = only_problem(screw="2 BA", diameter=15)
    assert problem.message == "2 BA does not fit: a larger screw would split it."
    assert problem.hint == "Choose M3 or M4, or check diameter." and problem.fields == ("screw", "diameter")


def test_random_designs_obey_limits_on_words_and_leave_out_what_does_not_matter():
    for seed in range(200):
        values = random_values(KNOB, Random(seed))
        problems = configure(KNOB, read_values(KNOB.parameters, values)).problems
        assert [each for each in problems if "longer" not in each.message] == []
        assert ("flutes" in values) == (values["grip"] == "flutes")
