import pytest

from configurator import catalogue
from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.services.designs.configure import build_design, configure
from configurator.services.making.presets import with_preset
from configurator.services.making.random_values import extreme_values

TEMPLATES = catalogue.templates()
PRESETS = [(template.id, name) for template in TEMPLATES.values() for name in template.presets]


@pytest.mark.parametrize(("template", "name"), PRESETS)
def test_a_preset_by_its_name_is_the_preset(template, name):
    template = TEMPLATES[template]
    design = configure(template, with_preset(template, Sheet({}), name)).require_design()
    assert design == build_design(template, template.presets[name])


@pytest.mark.parametrize(("name", "end"), [("lowest", 0), ("highest", -1)])
def test_the_extremes_are_those_of_a_check(name, end):
    grommet = TEMPLATES["grommet"]
    assert with_preset(grommet, Sheet({}), name).values() == extreme_values(grommet, end)


def test_what_is_given_wins_and_what_does_not_matter_with_it_is_left_out():
    knob = TEMPLATES["dash_knob"]
    sheet = with_preset(knob, read_values(knob.parameters, {"lettering": "none"}), "choke")
    assert sheet.values()["lettering"] == "none" and "words" not in sheet.values()
    assert [each.message for each in configure(knob, sheet).problems if "left out" in each.message] == []


def test_a_measurement_of_a_person_is_warned_about_unless_it_is_given():
    orthosis = TEMPLATES["foot_orthosis"]
    sheet = with_preset(orthosis, read_values(orthosis.parameters, {"foot_length": 240}), "small foot")
    taken = [each.fields for each in sheet.problems if "the preset's" in each.message]
    assert ("heel_breadth",) in taken and ("foot_length",) not in taken


def test_an_unknown_preset_is_refused_with_the_nearest():
    with pytest.raises(Refused) as caught:
        with_preset(TEMPLATES["grommet"], Sheet({}), "lowes")
    assert caught.value.problems[0].hint == "Did you mean 'lowest'?"
