from dataclasses import replace

import pytest
from pydantic import field_validator

from configurator import catalogue
from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.parts.declarations import length, mass
from configurator.domain.parts.designs import Design
from configurator.domain.parts.limits import Limit
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.domain.problems import refusals, warning
from configurator.services.designs.configure import build_design, configure

ORTHOSIS, GROMMET = catalogue.find("foot_orthosis"), catalogue.find("grommet")
LEFT = {"side": "left"}
FOOT = LEFT | {"footlength": 262, "footbreadthhorizontal": 98, "balloffootlength": 194, "heelbreadth": 70}
PANEL = {"hole_diameter": 14, "panel_thickness": 1.5, "cable_diameter": 8}


class Strap(Parameters):
    girth: float | None = length(None, 100, 500, title="Girth", group="Limb", measured=True)
    width: float = length(20, 5, 50, title="Width", group="Shape")
    load: float = mass(50, 1, 100, title="Load", group="Shape")

    @field_validator("width")
    @classmethod
    def woven(cls, width):
        if width % 5:
            raise ValueError("straps are woven in steps of 5 mm")
        return width


STRAP = Template(
    id="strap", version="1", title="Strap", group="Test", summary="A strap.", parameters=Strap,
    build=lambda p: None, dimensions=lambda p: (),
    limits=lambda p: [Limit("width", 0, p.load, "it would not bend", ("load",))],
    check=lambda p: [warning("Worn tight.", "girth", hint="Ask.")] if p.girth == 100 else [],
)  # fmt: skip


def configured(template, given, **options):
    return configure(template, read_values(template.parameters, given), **options)


def hints(template, given):
    found = refusals(configured(template, given).problems)
    return {problem.fields: problem.hint for problem in found}


def test_what_was_measured_and_defaults_make_a_design():
    result = configured(GROMMET, PANEL)
    assert result.problems == ()
    assert result.require_design() == Design(
        "grommet", GROMMET.version,
        {
            "form": "one cable", "standard": "as measured",
            "hole_diameter": 14.0, "panel_thickness": 1.5, "cable_diameter": 8.0, "flange_diameter": None,
        },
    )  # fmt: skip


@pytest.mark.parametrize("template", catalogue.templates().values(), ids=lambda each: each.id)
def test_a_preset_entered_again_is_the_same_design(template):
    for preset in template.presets.values():
        given = {name: value for name, value in preset.model_dump().items() if value is not None}
        assert configured(template, given, complete=True).require_design() == build_design(template, preset)


def test_the_same_size_in_another_unit_or_a_hair_away_is_the_same_design():
    sizes = [{"hole_diameter": text} for text in (25.4, "1in", "2.54cm", "25.40003mm", "1-0/8in")]
    designs = {configured(GROMMET, PANEL | size).require_design().digest for size in sizes}
    assert len(designs) == 1


def test_a_measurement_that_is_missing_is_a_warning():
    result = configured(ORTHOSIS, LEFT | {"footlength": 262})
    assert result.design is not None
    lacking = {problem.fields[0]: problem for problem in result.problems}
    assert set(lacking) == {"foot_breadth", "ball_of_foot_length", "heel_breadth"}
    assert {problem.severity for problem in result.problems} == {"warning"}
    assert lacking["foot_breadth"].message == "Not given: 98 mm is taken."


def test_it_is_a_refusal_where_the_sheet_must_be_complete():
    result = configured(ORTHOSIS, LEFT | {"footlength": 262}, complete=True)
    assert result.design is None
    assert len(refusals(result.problems)) == 3
    with pytest.raises(Refused, match="The measurement is missing"):
        result.require_design()


@pytest.mark.parametrize("given", [{}, FOOT | {"side": None}, {name: FOOT[name] for name in FOOT if name != "side"}])
@pytest.mark.parametrize("complete", [True, False])
def test_nothing_says_left_where_nobody_does(given, complete):
    given = {name: value for name, value in given.items() if value is not None}
    result = configured(ORTHOSIS, given, complete=complete)
    assert result.design is None
    (problem,) = [each for each in refusals(result.problems) if each.fields == ("side",)]
    assert (problem.message, bool(problem.hint)) == ("It is not said whether left or right.", True)


def test_a_preview_says_which_side_it_shows():
    given = {name: FOOT[name] for name in FOOT if name != "side"}
    result = configured(ORTHOSIS, given, preview=True)
    (problem,) = result.problems
    assert (problem.severity, problem.message) == ("warning", "Not given: left is shown.")
    assert result.require_design().parameters["side"] == "left"
    assert configured(ORTHOSIS, given | {"side": "right"}, preview=True).problems == ()


def test_a_side_that_could_not_be_read_is_not_called_missing_too():
    result = configured(ORTHOSIS, FOOT | {"side": "lefft"}, complete=True)
    assert [each.hint for each in result.problems] == ["Did you mean 'left'?"]


def test_what_is_prescribed_may_be_left_out():
    assert configured(ORTHOSIS, FOOT, complete=True).problems == ()


def test_a_measurement_that_could_not_be_read_is_not_called_missing_too():
    result = configured(ORTHOSIS, FOOT | {"footlength": "long"}, complete=True)
    assert [problem.message for problem in result.problems] == ["'long' is not a number."]


@pytest.mark.parametrize("complete", [False, True])
def test_a_measurement_may_have_no_default(complete):
    result = configured(STRAP, {}, complete=complete)
    assert result.problems[0].fields == ("girth",)
    assert (result.design is None) == complete


def test_a_refusal_that_rests_on_what_is_taken_asks_for_the_measurement():
    (refused,) = refusals(configured(GROMMET, {"cable_diameter": 28}).problems)
    assert refused.message == "28 mm is too large: a wall of 1 mm must remain between the cable and the hole."
    assert refused.hint == "Give hole_diameter too: until then 14 mm for hole_diameter is taken."
    (refused,) = refusals(configured(GROMMET, {"cable_diameter": 28, "hole_diameter": 14}).problems)
    assert refused.hint == "Make it at most 12 mm, or check hole_diameter."


@pytest.mark.parametrize(
    ("given", "write"),
    [
        ({"footlength": 10.2}, "write 10.2in (259.08 mm)"),
        ({"footlength": 26.2}, "write 26.2cm (262 mm)"),
        ({"footlength": 0.262}, "write 0.262m (262 mm)"),
        ({"mass": 400}, "write 400lb (181.4369 kg)"),
        ({"mass": 81000}, "write 81000g (81 kg)"),
        ({"footlength": "262in"}, "write 262mm; otherwise"),
        ({"footlength": "9.5cm"}, "write 9.5in (241.3 mm)"),
        ({"footlength": 5000}, "Measure again, and check the unit."),
        ({"footlength": 345}, "Measure again."),
        ({"rearfoot_posting": 40}, "Measure again, and check the unit."),
        ({"footlength": -262}, "Measure again, and check the unit."),
        ({"footlength": 0}, "Measure again, and check the unit."),
    ],
)
def test_out_of_range_it_names_the_unit_that_was_probably_meant(given, write):
    ((fields, hint),) = hints(ORTHOSIS, LEFT | given).items()
    assert write in hint
    assert len(fields) == 1


@pytest.mark.parametrize("number", ["10.2", "26.2", "0.262"])
def test_the_unit_it_names_is_accepted(number):
    (hint,) = hints(ORTHOSIS, LEFT | {"footlength": number}).values()
    suggested = hint.split("write ")[1].split(" ")[0]
    assert hints(ORTHOSIS, FOOT | {"footlength": suggested}) == {}


def test_both_ends_of_a_range_are_allowed():
    assert hints(ORTHOSIS, LEFT | {"rearfoot_posting": 15, "heel_lift": 0}) == {}
    assert list(hints(ORTHOSIS, LEFT | {"rearfoot_posting": 15.0001})) == [("rearfoot_posting",)]


def test_a_cable_larger_than_its_hole_is_refused_with_both_fields():
    assert hints(GROMMET, PANEL | {"cable_diameter": 20}) == {
        ("cable_diameter", "hole_diameter"): "Make it at most 12 mm, or check hole_diameter."
    }


@pytest.mark.parametrize("breadth", ["50", "149"])
def test_exactly_the_limit_that_was_shown_is_accepted(breadth):
    given = LEFT | {"foot_length": 262.1111, "heel_breadth": 60}
    refused = hints(ORTHOSIS, given | {"foot_breadth": breadth})
    limit = refused["foot_breadth", "foot_length"].split(" mm")[0].rpartition(" ")[2]
    assert ("foot_breadth", "foot_length") not in hints(ORTHOSIS, given | {"foot_breadth": limit})


def test_swapped_fields_are_a_warning_on_both():
    swapped = FOOT | {"balloffootlength": 240, "footlength": 300, "heelbreadth": 90, "footbreadthhorizontal": 99}
    result = configured(ORTHOSIS, swapped)
    assert result.design is not None
    assert ("heel_breadth", "foot_breadth") in [problem.fields for problem in result.problems]


def test_an_unusual_person_is_a_warning():
    small = LEFT | {"footlength": 160, "footbreadthhorizontal": 62, "balloffootlength": 118, "heelbreadth": 44}
    shell = {"arch_height": 10, "heel_cup_depth": 8, "shell_thickness": 2.5}
    result = configured(ORTHOSIS, small | shell, complete=True)
    assert result.design is not None
    assert ("foot_length",) in [problem.fields for problem in result.problems]


def test_a_templates_own_doubts_and_the_sheets_problems_are_told():
    assert [problem.message for problem in configured(STRAP, {"girth": 100, "width": 10}).problems] == ["Worn tight."]
    assert hints(STRAP, {"widht": 10}) == {("widht",): "Did you mean 'width'?"}


def test_a_templates_own_validator_refuses_like_everything_else():
    (problem,) = refusals(configured(STRAP, {"girth": 100, "width": 12}).problems)
    assert problem.fields == ("width",)
    assert "steps of 5 mm" in problem.message
    assert problem.hint


def test_a_sheet_with_nothing_is_the_defaults():
    assert configure(GROMMET, Sheet({})).require_design() == build_design(GROMMET, GROMMET.parameters())


def test_a_template_that_cannot_judge_refuses_the_design_and_raises_nothing():
    def check(parameters):
        raise ZeroDivisionError("no such wall")

    configured = configure(replace(catalogue.find("grommet"), check=check), Sheet({}))
    assert configured.design is None
    assert "no such wall" in refusals(configured.problems)[0].message
