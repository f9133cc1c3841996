from dataclasses import asdict, replace

import pytest

from configurator import extensions, formats
from configurator.domain.errors import Failed, Refused
from configurator.domain.parts.drafting import DRAFTING_OPTIONS, Drafting
from configurator.domain.parts.formats import format_fault

STL = formats.find_format("stl")
SITS = "Sits: Cabin, out of the sun. Touched by: none."
DRAWN_BY_WISH = Drafting("mjf-tpu", "2026-01-01", "third", "in", "A3", "mm", SITS)


def test_the_options_of_a_drawing_are_those_that_there_are():
    assert (*asdict(Drafting()),) == (*DRAFTING_OPTIONS, "hole_compensation_mm")


@pytest.mark.parametrize("kind", ["report", *formats.formats()])
def test_every_file_depends_on_the_compensation_and_on_nothing_more_without_it(kind):
    plain, compensated = (formats.relevant_drafting(kind, (), Drafting(hole_compensation_mm=mm)) for mm in (0.0, 0.1))
    assert compensated == {**plain, "hole_compensation_mm": 0.1}
    assert "hole_compensation_mm" not in plain


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": "S T L"}, "name"),
        ({"name": "report"}, "name"),
        ({"name": "status"}, "name"),
        ({"ending": "../stl"}, "ending"),
        ({"ending": ""}, "ending"),
        ({"writer": "acme.ply.write"}, "writer"),
        ({"drafting": ("colour",)}, "'colour'"),
    ],
)
def test_a_format_that_cannot_be_used_says_why(change, says):
    assert format_fault(STL) == ""
    assert says in format_fault(replace(STL, **change))


def test_an_unknown_format_is_refused_with_the_nearest():
    with pytest.raises(Refused) as caught:
        formats.find_format("stp")
    (problem,) = caught.value.problems
    assert (problem.fields, "step" in problem.hint) == (("formats",), True)


def test_files_depend_on_what_they_show():
    assert formats.relevant_drafting("stl", (), DRAWN_BY_WISH) == {}
    assert formats.relevant_drafting("png", (), DRAWN_BY_WISH) == {
        "offer": "mjf-tpu",
        "unit": "in",
        "picture_unit": "mm",
    }
    assert formats.relevant_drafting("dxf", (), DRAWN_BY_WISH) == {
        name: value for name, value in asdict(DRAWN_BY_WISH).items() if name in DRAFTING_OPTIONS
    }
    assert formats.relevant_drafting("report", ("stl", "thumb"), DRAWN_BY_WISH) == {
        "offer": "mjf-tpu",
        "installation": SITS,
    }


def test_what_was_made_for_nobody_who_has_said_where_it_sits_is_found_again():
    for kind in ("report", *formats.formats()):
        assert "installation" not in formats.relevant_drafting(kind, ("quality",), Drafting("mjf-tpu"))


def test_each_place_has_its_own_order():
    assert [each.name for each in formats.offered("order")][:3] == ["stl", "step", "3mf"]
    assert [each.name for each in formats.offered("part page")][:3] == ["step", "stl", "3mf"]


def test_a_program_without_its_own_formats_does_not_begin(monkeypatch):
    monkeypatch.setattr(extensions, "entry_points", lambda group: ())
    with pytest.raises(Failed, match=r"brings nothing under configurator\.formats") as caught:
        extensions.find_extensions(formats.DOOR)
    assert caught.value.problems[0].hint
