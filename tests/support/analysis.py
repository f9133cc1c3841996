"""Meshes analysed and judged as the program does it, by all checks that there are."""

from __future__ import annotations

from configurator.checks import checks
from configurator.domain.offers.check import size_limits
from configurator.domain.offers.manufacturability import assess_manufacturability
from configurator.domain.offers.offers import find_offer


def analyse(mesh, measurements=()):
    from configurator.kernel.manufacturability import analyse_mesh

    return analyse_mesh(mesh, size_limits(checks()), measurements)


def assess(analysis, offer):
    """How what was analysed can be made in the offer of this id."""
    return assess_manufacturability(analysis, find_offer(offer), checks())


def findings(analysis, offer):
    return assess(analysis, offer).findings
