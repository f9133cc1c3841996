"""How findings speak of narrow places."""

from __future__ import annotations

from collections.abc import Mapping

from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import FeatureKind, Spot, ThinFeature
from configurator.domain.problems import Severity
from configurator.domain.quantities import show_quantity

REMEDIES: Mapping[FeatureKind, str] = {
    "wall": "Thicken it there",
    "pin": "Make it thicker or shorter",
    "slit": "Widen or close it",
    "clearance": "Move the bodies apart, or join them",
    "hole": "Make it larger, or drill it afterwards",
}


def feature_finding(code: str, severity: Severity, feature: ThinFeature, message: str) -> Finding:
    """The finding on the narrowest place of a feature, with the parameter that mends it where one is known."""
    spot = feature.spots[0]
    return Finding(code, severity, message, _remedy(feature.kind, spot), spot.place, spot.size)


def _remedy(kind: FeatureKind, spot: Spot) -> str:
    named = f" (see {spot.near})" if spot.near else ""
    return f"{REMEDIES[kind]}{named}: change {spot.field}." if spot.field else f"{REMEDIES[kind]}{named}."


def show_size(feature: ThinFeature) -> str:
    """How wide it is where it is narrowest."""
    return show_mm(feature.spots[0].size)


def show_mm(value: float) -> str:
    """To 0.01 mm, with its unit."""
    return show_quantity(round(value, 2), "mm")
