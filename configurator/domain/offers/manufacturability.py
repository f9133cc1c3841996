"""How an analysed part can be made in an offer: its mass, its orientation, and findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from configurator.domain.offers.check import Check
from configurator.domain.offers.offers import Offer
from configurator.domain.offers.orientation import Orientation, choose_orientation
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import MeshAnalysis

# The code of the finding that a check has failed: no check may have it.
FAILED_CHECK = "check_failed"


@dataclass(frozen=True)
class Manufacturability:
    """A part in an offer.

    `mass_g` is that of the full solid; `orientation` is None where no pose is chosen, as in milling.
    """

    offer: str
    mass_g: float
    thinnest_mm: float | None
    orientation: Orientation | None
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: offer, mass_g, thinnest_mm, orientation, findings."""
        return {
            "offer": self.offer,
            "mass_g": self.mass_g,
            "thinnest_mm": self.thinnest_mm,
            "orientation": self.orientation.as_dict() if self.orientation else None,
            "findings": [each.as_dict() for each in self.findings],
        }


def assess_manufacturability(analysis: MeshAnalysis, offer: Offer, checks: Iterable[Check]) -> Manufacturability:
    """Mass, thinnest place, orientation and findings of the part in this offer."""
    thinnest = analysis.thinnest.size if analysis.thinnest else None
    return Manufacturability(
        offer.id,
        part_mass(analysis, offer),
        thinnest,
        choose_orientation(analysis, offer),
        manufacturing_findings(analysis, offer, checks),
    )


def part_mass(analysis: MeshAnalysis, offer: Offer) -> float:
    """Grams of the full solid; what is printed with a sparse filling weighs less."""
    return round(analysis.volume_mm3 / 1000 * offer.density, 2)


def manufacturing_findings(analysis: MeshAnalysis, offer: Offer, checks: Iterable[Check]) -> tuple[Finding, ...]:
    """What the checks find against making the part in this offer, in their order: refusals and warnings.

    A check that fails is a warning of its own: the part is judged by the others.
    """
    return tuple(finding for check in checks for finding in _run_check(check, analysis, offer))


def _run_check(check: Check, analysis: MeshAnalysis, offer: Offer) -> Sequence[Finding]:
    try:
        findings = tuple(check.find(analysis, offer))
        _require_reportable(check, findings)
    # Anybody's check may raise anything.
    except Exception as error:
        return (_failure(check, error),)
    return findings


def _require_reportable(check: Check, findings: Sequence[Finding]) -> None:
    """Raises whatever writing the report would, and ValueError for a finding under another code."""
    json.dumps([each.as_dict() for each in findings], allow_nan=False)
    for each in findings:
        if each.code != check.code:
            raise ValueError(f"it finds {each.code!r}")


def _failure(check: Check, error: Exception) -> Finding:
    message = f"The check {check.code!r} failed, so nobody has judged the part by it ({type(error).__name__}: {error})."
    maker = getattr(check.find, "__module__", "") or "the check"
    return Finding(FAILED_CHECK, "warning", message, f"Tell the makers of {maker}, with the parameters.")
