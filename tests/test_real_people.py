"""Orthoses for real people of the ANSUR II survey, whose table lies beside the checkout and is not part of it."""

import csv
from pathlib import Path

import pytest

from configurator import catalogue
from configurator.domain.measures.sheets import read_values
from configurator.kernel.jobs import make
from configurator.services.designs.configure import build_design, configure

TABLE = Path(__file__).parents[2] / "shared" / "data" / "anthropometry" / "ansur2_limbs_sample.csv"
EVERY = 150
# Of those all but every third only in a long run.
OFTEN = 3

pytestmark = pytest.mark.skipif(not TABLE.exists(), reason="../shared/data is not there")


def people():
    """Every so many-th person of the table, men first, then women."""
    if not TABLE.exists():
        return []
    with TABLE.open(encoding="utf-8") as file:
        chosen = list(csv.DictReader(file))[::EVERY]
    return [
        pytest.param(person, id=person["subjectid"], marks=() if at % OFTEN == 0 else pytest.mark.long)
        for at, person in enumerate(chosen)
    ]


PRESCRIBED = (
    {"cover_thickness": "3", "rearfoot_post_thickness": "3", "rearfoot_posting": "4", "medial_flange": "5"},
    {"length_style": "full", "forefoot_surface": "perforated", "lateral_flange": "5", "heel_spur_relief": "2"},
    {"length_style": "sulcus", "head_1_relief": "1.5", "head_2_relief": "2", "heel_cup_depth": "18", "heel_lift": "4"},
    {"length_style": "sulcus", "forefoot_surface": "perforated", "hole_diameter": "4", "forefoot_posting": "3"},
)


@pytest.mark.parametrize("person", people())
def test_a_real_person_gets_an_orthosis_as_asked(person):
    assert made_wrong(person, {}) == []


@pytest.mark.parametrize("person", people()[::OFTEN])
def test_a_real_person_gets_an_orthosis_as_prescribed(person):
    assert made_wrong(person, PRESCRIBED[int(person["subjectid"]) % len(PRESCRIBED)]) == []


def made_wrong(person, prescribed):
    """The sizes out of tolerance of the orthosis that a person gets."""
    template = catalogue.find("foot_orthosis")
    given = {**person, **prescribed, "side": "left" if int(person["subjectid"]) % 2 else "right"}
    configured = configure(template, read_values(template.parameters, given, strict=False), complete=True)
    assert configured.design is not None, configured.problems
    parameters = template.parameters(**configured.design.parameters)
    part, _ = make._build_and_examine(template, parameters, build_design(template, parameters), make.Clock())
    return [each.dimension.name for each in part.measurements if not each.ok]
