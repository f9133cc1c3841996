"""Parts that several tests look at, built and examined once in a process; nobody alters what is handed out."""

from functools import cache
from random import Random

from configurator import catalogue
from configurator.domain.measures.sheets import read_values
from configurator.services.designs.configure import configure
from configurator.services.making.random_values import random_values
from support.fingerprints import build_part
from templates_cad._template import TEMPLATE as TO_COPY

# The template to copy too, which is in no catalogue.
TEMPLATES = {each.id: each for each in (*catalogue.templates().values(), TO_COPY)}


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
    """A design drawn evenly from what a template allows, configured as whatever a customer asks for."""
    template = TEMPLATES[template_id]
    return configure(template, read_values(template.parameters, random_values(template, Random(seed))))


@cache
def random_part(template_id, seed):
    """The examined part of that design, which must be one."""
    template = TEMPLATES[template_id]
    return build_part(template, template.parameters(**random_design(template_id, seed).require_design().parameters))
