from typing import Literal

import pytest

from configurator import catalogue
from configurator.domain.measures.columns import find_column, nearest_name
from configurator.domain.parts.declarations import angle, choice, length
from configurator.domain.parts.parameters import Parameters


class Brace(Parameters):
    side: Literal["left", "right"] = choice("left", title="Side", group="Limb")
    hole_diameter: float = length(20, 5, 50, title="Hole diameter", group="A", ansur="wristcircumference")
    tilt: float = angle(0, -5, 5, title="Tilt", group="A")
    inner: float = length(20, 5, 50, title="Width", group="A")
    outer: float = length(20, 5, 50, title="Width", group="A")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("hole_diameter", "mm"), ("Hole_Diameter", "mm"), ("Hole diameter", "mm"), ("HOLE  DIAMETER ", "mm"),
        ("hole-diameter", "mm"), ("hole_diameter_in", "in"), ("Hole diameter_cm", "cm"), ("hole_diameter (mm)", "mm"),
        ("Hole diameter [inches]", "in"), ("Hole diameter, cm", "cm"), ("Hole diameter / in.", "in"),
        ("WristCircumference", "mm"), ("wristcircumference_cm", "cm"), ('Hole diameter (")', "in"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(name, unit):
    column = find_column(Brace, name)
    assert (column.parameter, column.unit) == ("hole_diameter", unit)


@pytest.mark.parametrize(
    "name",
    ["", " ", "(mm)", "hole", "holediameter2", "width", "Width (mm)", "side_mm", "Side (left)", "hole_diameter (big)",
     "hole_diameter (mm) x"],
)  # fmt: skip
def test_what_names_no_parameter_or_two_is_not_taken(name):
    assert find_column(Brace, name) is None


def test_a_misspelled_name_is_told_by_the_nearest():
    assert nearest_name(Brace, "hole_diameter", ["note", "Hole diametre"]) == "Hole diametre"
    assert nearest_name(Brace, "hole_diameter", ["note", "age"]) == ""


@pytest.mark.parametrize("template", catalogue.templates().values(), ids=lambda each: each.id)
def test_every_title_and_name_of_every_part_is_its_own(template):
    for name, field in template.parameters.model_fields.items():
        for word in (name, field.title):
            for styled in (word, word.upper(), word.title(), word.replace(" ", "_")):
                assert find_column(template.parameters, styled).parameter == name
