"""Walls and pins that the process does not make at all, or that are too thin to hold.

Together, as what is not made at all is not called thin besides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from configurator.domain.offers.check import Check
from configurator.domain.offers.finding_texts import feature_finding, show_mm, show_size
from configurator.domain.offers.offers import Offer
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import FeatureKind, MeshAnalysis, ThinFeature


def _absent_limits(offer: Offer) -> Mapping[FeatureKind, float]:
    finest = PROCESSES[offer.process].finest
    return {"wall": finest, "pin": finest}


def _wall_limits(offer: Offer) -> Mapping[FeatureKind, float]:
    return {"wall": offer.least_wall}


def _pin_limits(offer: Offer) -> Mapping[FeatureKind, float]:
    return {"pin": PROCESSES[offer.process].pin}


def _absent(analysis: MeshAnalysis, offer: Offer) -> Mapping[FeatureKind, ThinFeature]:
    """What does not come out at all, by kind."""
    found = {kind: analysis.below(kind, limit) for kind, limit in _absent_limits(offer).items()}
    return {kind: feature for kind, feature in found.items() if feature}


def _find_absent(analysis: MeshAnalysis, offer: Offer) -> Iterator[Finding]:
    process = PROCESSES[offer.process]
    why = f"where {process.title} makes nothing thinner than {show_mm(process.finest)}"
    for kind, feature in _absent(analysis, offer).items():
        yield feature_finding("too_thin", "refusal", feature, f"A {kind} of {show_size(feature)} {why}.")


def _find_thin_wall(analysis: MeshAnalysis, offer: Offer) -> Iterator[Finding]:
    feature = analysis.below("wall", offer.least_wall)
    if feature and "wall" not in _absent(analysis, offer):
        walls = f"walls thinner than {show_mm(offer.least_wall)}, down to {show_size(feature)}"
        message = f"{feature.area_mm2:.0f} mm2 of its skin are on {walls}."
        yield feature_finding("thin_wall", "warning", feature, message)


def _find_thin_pin(analysis: MeshAnalysis, offer: Offer) -> Iterator[Finding]:
    least = PROCESSES[offer.process].pin
    feature = analysis.below("pin", least)
    if feature and "pin" not in _absent(analysis, offer):
        message = f"A pin of {show_size(feature)}; it may break under {show_mm(least)}."
        yield feature_finding("thin_pin", "warning", feature, message)


CHECKS = (
    Check(
        code="too_thin",
        rank=20,
        meaning="a wall or pin that the process does not lay down at all",
        severity="refusal",
        find=_find_absent,
        limits=_absent_limits,
        place="features",
    ),
    Check(
        code="thin_wall",
        rank=30,
        meaning="thinner than the offer's least wall",
        severity="warning",
        find=_find_thin_wall,
        limits=_wall_limits,
        place="features",
    ),
    Check(
        code="thin_pin",
        rank=40,
        meaning="thinner than a pin that holds",
        severity="warning",
        find=_find_thin_pin,
        limits=_pin_limits,
        place="features",
    ),
)
