"""Code and dot of a part for a person: each there, or left out, by the word of whoever prescribes it."""

from typing import get_args

import pytest

from configurator.domain.parts.delivered import has_engraved_code
from configurator.domain.parts.designs import Design
from configurator.domain.parts.engraving import Engraving, engraved
from configurator.domain.parts.templates import DOT, Mark
from templates_cad.foot_orthosis import TEMPLATE, FootOrthosis

MARK = Mark(centre=(0, 0, 0), normal=(0, 0, -1))
LINES = {"code and dot": f"ABC{DOT}", "code": "ABC", "dot": DOT, "none": None}


@pytest.mark.parametrize("wanted", get_args(Engraving))
def test_what_is_wanted_is_on_the_line_and_nothing_else(wanted):
    mark = engraved(MARK, wanted)
    assert (mark and mark.line("ABC")) == LINES[wanted]


@pytest.mark.parametrize("wanted", get_args(Engraving))
def test_a_part_without_its_code_is_not_said_to_carry_it(wanted):
    parameters = FootOrthosis(engraving=wanted).model_dump()
    design = Design(TEMPLATE.id, TEMPLATE.version, parameters)
    assert has_engraved_code(TEMPLATE, design) == ("code" in wanted)
