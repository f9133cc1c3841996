from dataclasses import replace

from configurator import catalogue
from configurator.domain.parts.delivered import has_engraved_code
from configurator.services.designs.configure import build_design


def design_of(name, **parameters):
    template = catalogue.find(name)
    return template, build_design(template, template.parameters(**parameters))


def test_a_part_carries_its_code_where_its_template_has_a_mark_for_it():
    assert has_engraved_code(*design_of("foot_orthosis", side="left"))
    assert not has_engraved_code(*design_of("grommet"))


def test_a_template_that_is_gone_or_has_changed_does_not_tell():
    template, design = design_of("foot_orthosis", side="left")
    assert not has_engraved_code(None, design)
    assert not has_engraved_code(template, replace(design, version="0"))
