"""Parts that several tests look at, built and examined once in a process; nobody alters what is handed out."""

from functools import cache
from random import Random

import pytest

from configurator import catalogue
from configurator.domain.measures.sheets import read_values
from configurator.services.designs.configure import configure
from configurator.services.making.random_values import random_values
from support.fingerprints import build_part
from templates_cad._template import TEMPLATE as TO_COPY

# The template to copy too, which is in no catalogue.
TEMPLATES = {each.id: each for each in (*catalogue.templates().values(), TO_COPY)}
LONG = pytest.mark.long


def presets():
    """Template and preset for tests of each: long are those of which others have every form."""
    return [
        pytest.param(template, name, id=f"{template.id}-{name}", marks=() if name in _sample(template) else LONG)
        for template in TEMPLATES.values()
        for name in template.presets
    ]


def random_designs():
    """Template and seed for tests of two: of each template one is long, by turns the first and the second."""
    return [
        pytest.param(template, seed, id=f"{template.id}-{seed}", marks=() if seed == at % 2 else LONG)
        for at, template in enumerate(TEMPLATES.values())
        for seed in range(2)
    ]


def _sample(template):
    """The presets with a word, or with or without a size, as none before them."""
    seen, sample = set(), []
    for name, preset in template.presets.items():
        form = {(field, value if isinstance(value, str) else bool(value)) for field, value in preset}
        if not form <= seen:
            sample.append(name)
            seen |= form
    return sample


@cache
def preset_part(template_id, preset):
    """The examined part of a preset."""
    template = TEMPLATES[template_id]
    return build_part(template, template.presets[preset])


def first_part(template):
    """The examined part of a template's first preset."""
    return preset_part(template.id, next(iter(template.presets)))


@cache
def random_design(template_id, seed):
    """A design drawn evenly from what a template allows, configured as whatever a customer asks for.

    Of some templates a check refuses one in eight: then the next that it does not.
    """
    template, random = TEMPLATES[template_id], Random(seed)
    drawn = (configure(template, read_values(template.parameters, random_values(template, random))) for _ in range(9))
    return next(each for each in drawn if each.design is not None)


@cache
def random_part(template_id, seed):
    """The examined part of that design, which must be one."""
    template = TEMPLATES[template_id]
    return build_part(template, template.parameters(**random_design(template_id, seed).require_design().parameters))
