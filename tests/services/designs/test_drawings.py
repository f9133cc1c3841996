"""Outlines in sheets: as text, or by the drawings that they are in."""

from pathlib import Path

import pytest

from configurator import catalogue
from configurator.domain.errors import refused
from configurator.domain.measures.sheets import read_values
from configurator.domain.problems import refusals, warning
from configurator.services.designs.configure import configure
from configurator.services.designs.drawings import Drawings, has_drawings, with_drawings, with_sign_hints
from configurator.services.designs.outlines import OutlineFile

GASKET = catalogue.find("flat_gasket")
SQUARE = "M 0 0 L 40 0 L 40 40 L 0 40 Z"
ASKED = []


def read(path, unit):
    ASKED.append((path, unit))
    if path.name == "open.dxf":
        raise refused("The outline stays open at (3, 4).", "file", hint="Close it.")
    return OutlineFile(SQUARE, (warning("A spline is taken for arcs.", "file"),), (), unit or "mm")


def sheet(text):
    return with_drawings(
        GASKET.parameters, read_values(GASKET.parameters, {"shape": text}), Drawings(Path("cars"), read)
    )


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("@gasket.dxf", (Path("cars/gasket.dxf"), "")),
        (" @my drawings/a b.dxf in ", (Path("cars/my drawings/a b.dxf"), "in")),
        ("@a.svg px", (Path("cars/a.svg"), "px")),
        ("@a mile.svg", (Path("cars/a mile.svg"), "")),
    ],
)
def test_a_drawing_is_read_beside_the_sheet_in_the_unit_that_follows_it(text, asked):
    read_sheet = sheet(text)
    assert ASKED[-1] == asked and read_sheet.values() == {"shape": SQUARE}
    assert [each.fields for each in read_sheet.problems] == [("shape",)]
    assert read_sheet.entries["shape"].entered == text


def test_what_cannot_be_read_is_a_refusal_of_the_parameter():
    (problem,) = sheet("@open.dxf").problems
    assert (problem.severity, problem.fields, problem.hint) == ("refusal", ("shape",), "Close it.")


def test_an_outline_is_the_same_however_it_is_written():
    other = "m 5 5 L 5 45 45 45 45 5 z".upper().replace("5 45 45 45 45 5", "5 45 L 45 45 L 45 5")
    one, two = (configure(GASKET, read_values(GASKET.parameters, {"shape": each})) for each in (SQUARE, other))
    assert one.require_design().digest == two.require_design().digest
    assert one.require_design().parameters["shape"] == SQUARE


@pytest.mark.parametrize(
    "text", ["", "gasket.dxf", "M 0 0 L 40 0 L 40 40", "M 0 0 L 9 9 L 9 0 L 0 9 Z", "M 0 0" * 9000]
)
def test_what_is_no_outline_is_refused_with_the_parameter(text):
    problems = refusals(configure(GASKET, read_values(GASKET.parameters, {"shape": text})).problems)
    assert problems and all(each.fields == ("shape",) and each.hint for each in problems)


def test_a_drawing_that_nobody_has_read_is_refused():
    named = read_values(GASKET.parameters, {"shape": "@gasket.dxf"})
    assert has_drawings(GASKET.parameters, named)
    (problem,) = configure(GASKET, named).problems
    assert "only the command line" in problem.message
    assert not has_drawings(GASKET.parameters, read_values(GASKET.parameters, {"shape": SQUARE}))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("plate.dxf", "To read the drawing, write @plate.dxf."),
        ("plate.dxf in", "To read the drawing, write @plate.dxf in."),
        ("gone.dxf", "An outline reads M 0 0"),
        ("M 0 0" * 2000, "An outline reads M 0 0"),
    ],
)
def test_the_path_of_a_file_without_its_sign_has_the_hint_to_write_it(tmp_path, text, hint):
    (tmp_path / "plate.dxf").touch()
    values = {"Outline": text, "thickness": 2}
    read_sheet = with_sign_hints(GASKET.parameters, values, read_values(GASKET.parameters, values), tmp_path)
    (problem,) = read_sheet.problems
    assert problem.fields == ("shape",) and problem.hint.startswith(hint)
