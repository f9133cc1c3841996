from dataclasses import replace
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.ordering import design

from configurator import catalogue
from configurator.domain.measures.sheets import read_values
from configurator.services.designs.configure import build_design, configure
from configurator.services.previews.shapes import shape_of
from web.links import artefact_url, design_query, file_urls, picture_url, preview_url

PRESETS = [(each.id, name) for each in catalogue.templates().values() for name in each.presets]
GROMMET = catalogue.find("grommet")


def read_back(query, template):
    named, *parameters = parse_qsl(query, strict_parsing=True)
    assert named == ("template", template.id)
    return configure(template, read_values(template.parameters, dict(parameters))).require_design()


@pytest.mark.parametrize(("name", "preset"), PRESETS)
def test_a_design_is_found_again_in_its_address(name, preset):
    template = catalogue.find(name)
    shown = build_design(template, template.presets[preset])
    assert read_back(design_query(shown), template) == shown


@given(st.floats(10, 12), st.floats(1, 2))
def test_no_digit_is_lost_on_the_way(hole, panel):
    values = {"hole_diameter": hole, "panel_thickness": panel, "cable_diameter": 5}
    shown = configure(GROMMET, read_values(GROMMET.parameters, values)).require_design()
    assert read_back(design_query(shown), GROMMET).digest == shown.digest


def test_what_is_empty_is_left_out():
    assert design().parameters["flange_diameter"] is None
    assert "flange_diameter" not in design_query(design())


def test_another_version_of_a_part_has_another_address():
    assert preview_url(shape_of(design())) != preview_url(shape_of(replace(design(), version="0")))


def test_a_picture_says_its_size():
    assert parse_qs(urlsplit(picture_url(shape_of(design()), "thumbnail")).query)["size"] == ["thumbnail"]


def test_no_parameter_of_a_part_is_called_like_what_stands_beside_it():
    for template in catalogue.templates().values():
        assert not {"template", "size"} & set(template.parameters.model_fields)


def test_files_are_named_after_their_design():
    shown = design()
    assert file_urls(shown, {"stl": "ab"}) == {"stl": artefact_url("ab", f"grommet-{shown.code}.stl")}
    assert file_urls(shown, {"report": "ab"}) == {"report": artefact_url("ab", f"grommet-{shown.code}.report.json")}
