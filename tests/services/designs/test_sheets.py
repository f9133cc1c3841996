import json

import pytest

from configurator import catalogue
from configurator.domain.errors import Refused
from configurator.services.designs.configure import configure
from configurator.services.designs.sheets import combine_sheet, read_sheet, with_side

GROMMET, ORTHOSIS = catalogue.find("grommet"), catalogue.find("foot_orthosis")
PANEL = {"hole_diameter": 35, "panel_thickness": 1.6, "cable_diameter": 25}


def problems(template, measurements, prescription):
    return combine_sheet(template, measurements, prescription).problems


def test_what_is_prescribed_otherwise_than_measured_is_said_and_taken():
    sheet = combine_sheet(GROMMET, PANEL, {"hole_diameter": 53})
    (problem,) = sheet.problems
    assert (problem.severity, problem.fields) == ("warning", ("hole_diameter",))
    assert problem.message == "Measured as 35 mm, prescribed as 53 mm, which is taken."
    assert configure(GROMMET, sheet, complete=True).require_design().parameters["hole_diameter"] == 53


@pytest.mark.parametrize("prescribed", [35, "35mm", "3.5 cm", {"value": 1.37795276, "unit": "in"}, "35.00001"])
def test_what_is_prescribed_as_measured_is_no_difference(prescribed):
    assert problems(GROMMET, PANEL, {"hole_diameter": prescribed}) == ()


def test_a_difference_is_found_under_another_name_and_in_another_unit():
    (problem,) = problems(ORTHOSIS, {"footlength": 262}, {"foot_length_cm": 26.3})
    assert (problem.fields, "262 mm" in problem.message, "263 mm" in problem.message) == (("foot_length",), True, True)


def test_two_sides_for_one_part_are_refused():
    (problem,) = problems(ORTHOSIS, {"side": "left"}, {"side": "right"})
    assert (problem.severity, problem.fields) == ("refusal", ("side",))
    assert problems(ORTHOSIS, {"side": "left"}, {"side": "Left "}) == ()


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"measurements": {"hole_diameter": 35, "hole_diameter": 53}}', "measurements.hole_diameter"),
        ('{"measurements": {"hole_diameter": {"value": 35, "value": 53}}}', "measurements.hole_diameter.value"),
        ('{"measurements": {"hole_diameter": 35}, "measurements": {"hole_diameter": 53}}', "measurements"),
        ('{"template": "grommet", "template": "grommet"}', "template"),
        ('{"prescription": {"hole_diameter": {"repeats": [1], "repeats": [2]}}}', "prescription.hole_diameter.repeats"),
    ],
)
def test_what_a_sheet_gives_twice_is_refused(tmp_path, content, place):
    (tmp_path / "sheet.json").write_text(content)
    with pytest.raises(Refused) as caught:
        read_sheet(tmp_path / "sheet.json", GROMMET)
    assert [(each.message, each.fields) for each in caught.value.problems] == [("It is given twice.", (place,))]


def test_a_sheet_may_begin_with_a_byte_order_mark(tmp_path):
    (tmp_path / "sheet.json").write_text(json.dumps({"measurements": PANEL}), encoding="utf-8-sig")
    assert read_sheet(tmp_path / "sheet.json", GROMMET).values() == PANEL


@pytest.mark.parametrize(
    ("name", "hint"),
    [("hole_diameter", 'Put it under "measurements".'), ("flange_diameter", 'Put it under "prescription".')],
)
def test_a_parameter_beside_the_parts_of_a_sheet_is_told_its_place(tmp_path, name, hint):
    (tmp_path / "sheet.json").write_text(json.dumps({name: 14}))
    with pytest.raises(Refused) as caught:
        read_sheet(tmp_path / "sheet.json", GROMMET)
    assert caught.value.problems[0].hint == hint


def test_what_is_no_parameter_has_no_place_in_a_sheet(tmp_path):
    (tmp_path / "sheet.json").write_text('{"mesurements": {}}')
    with pytest.raises(Refused) as caught:
        read_sheet(tmp_path / "sheet.json", GROMMET)
    assert caught.value.problems[0].hint.startswith("Write {")


BOTH = {
    "measurements": {"foot_length": 262, "foot_breadth": 98},
    "left": {"measurements": {"foot_length": 258}},
    "right": {"prescription": {"heel_lift": 6}},
}


def of_sheet(folder, content, side=""):
    (folder / "sheet.json").write_text(json.dumps(content))
    return read_sheet(folder / "sheet.json", ORTHOSIS, side).values()


def test_what_differs_on_one_side_goes_before_what_is_the_same(tmp_path):
    assert of_sheet(tmp_path, BOTH, "left") == {"foot_length": 258, "foot_breadth": 98}
    assert of_sheet(tmp_path, BOTH, "right") == {"foot_length": 262, "foot_breadth": 98, "heel_lift": 6}
    assert of_sheet(tmp_path, BOTH | {"prescription": {"side": "left"}})["foot_length"] == 258
    assert of_sheet(tmp_path, BOTH)["foot_length"] == 262


def test_a_side_that_holds_anything_else_is_refused(tmp_path):
    for content in ({"left": {"foot_length": 258}}, {"left": {"left": {}}}):
        with pytest.raises(Refused, match=r"has a part .(foot_length|left). that no sheet has"):
            of_sheet(tmp_path, content, "left")


def test_a_sheet_is_for_the_side_that_is_asked_for_or_refused():
    sheet = combine_sheet(ORTHOSIS, {"foot_length": 262}, {})
    assert with_side(ORTHOSIS, sheet, "right").values() == {"foot_length": 262, "side": "right"}
    with pytest.raises(Refused, match="The sheet is for the left, asked for is the right"):
        with_side(ORTHOSIS, combine_sheet(ORTHOSIS, {}, {"side": "left"}), "right")
    for template in (ORTHOSIS, GROMMET):
        with pytest.raises(Refused, match="has no side 'middle'"):
            with_side(template, combine_sheet(template, {}, {}), "middle")
