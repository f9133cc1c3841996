"""Designs to measure with: of real people, or random over a template's range; the same in every run."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

from configurator.domain.measures.sheets import read_values
from configurator.domain.parts.designs import Design
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.services.designs.configure import build_design, configure
from configurator.services.making.random_values import random_values

PEOPLE = Path(__file__).parents[2] / "shared" / "data" / "anthropometry" / "ansur2_limbs_sample.csv"


def designs_of(template: Template[Any]) -> Iterator[Parameters]:
    """Of the sample's people where they have what the template asks, then random ones over its range."""
    return chain(people(template), drawn(template))


def people(template: Template[Any]) -> Iterator[Parameters]:
    """The people of the sample in another order; nobody for a part that is not worn, or without the sample."""
    if template.id != "foot_orthosis" or not PEOPLE.exists():
        return
    with PEOPLE.open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    Random(1).shuffle(table)
    for person in table:
        sheet = read_values(template.parameters, {**person, "side": "left"}, strict=False)
        design = configure(template, sheet, complete=True).design
        if design is not None:
            yield template.parameters(**design.parameters)


def drawn(template: Template[Any]) -> Iterator[Parameters]:
    """Random parameters over the template's range, without end."""
    rng = Random(template.id)
    while True:
        yield template.parameters(**random_values(template, rng))


def random_designs(template: Template[Any]) -> Iterator[Design]:
    """Random designs over the template's range, without end."""
    return (build_design(template, each) for each in drawn(template))


def real_designs(template: Template[Any]) -> Iterator[Design]:
    """Designs of the sample's people."""
    return (build_design(template, each) for each in people(template))
