"""How an analysed part can be made in an offer: its mass, its orientation, and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from configurator.domain.offers.offers import Offer
from configurator.domain.offers.processes import PROCESSES, Process, SizeMm, Weights
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import FeatureKind, MeshAnalysis, Pose, Spot, ThinFeature
from configurator.domain.problems import Severity
from configurator.domain.quantities import show_quantity

# The ratio of supports to part, by volume, above which they are a finding.
MAX_SUPPORT_RATIO = 1.0
# Up to this volume trapped powder is no finding, in mm3.
MAX_TRAPPED_POWDER_MM3 = 50.0

PROCESS_REMEDIES: Mapping[FeatureKind, str] = {
    "wall": "Thicken it there",
    "pin": "Make it thicker or shorter",
    "slit": "Widen or close it",
    "clearance": "Move the bodies apart, or join them",
    "hole": "Make it larger, or drill it afterwards",
}


@dataclass(frozen=True)
class Orientation:
    """The pose in which a part is best made, and why; whether it then fits a usual machine."""

    pose: Pose
    fits: bool
    why: str

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: the pose, with its height by name, fits and why."""
        pose = self.pose
        return {
            "matrix": [list(row) for row in pose.rotation],
            "size_mm": list(pose.size_mm),
            "height_mm": pose.size_mm[2],
            "bed_mm2": pose.bed_mm2,
            "overhang_mm2": pose.overhang_mm2,
            "support_mm3": pose.support_mm3,
            "bridge_mm": pose.bridge_mm,
            "fits": self.fits,
            "why": self.why,
        }


@dataclass(frozen=True)
class Manufacturability:
    """A part in an offer. `mass_g` is that of the full solid; `laid` is None where no pose is chosen, as in milling."""

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


def assess_manufacturability(analysis: MeshAnalysis, offer: Offer) -> Manufacturability:
    """Mass, thinnest place, orientation and findings of the part in this offer."""
    thinnest = analysis.thinnest.size if analysis.thinnest else None
    return Manufacturability(
        offer.id,
        part_mass(analysis, offer),
        thinnest,
        choose_orientation(analysis, offer),
        manufacturing_findings(analysis, offer),
    )


def part_mass(analysis: MeshAnalysis, offer: Offer) -> float:
    """Grams of the full solid; what is printed with a sparse filling weighs less."""
    return round(analysis.volume_mm3 / 1000 * offer.density, 2)


def choose_orientation(analysis: MeshAnalysis, offer: Offer) -> Orientation | None:
    """The best pose: of those that fit a usual machine, or else of all, the one that costs least."""
    process = PROCESSES[offer.process]
    if process.weights is None:
        return None
    weights, highest = process.weights, max(each.size_mm[2] for each in analysis.poses)
    fitting = [each for each in analysis.poses if excess_over_bed(each.size_mm, process.bed) <= 0]
    best = min(fitting or analysis.poses, key=lambda each: round(_cost(each, analysis, weights, highest), 4))
    return Orientation(best, bool(fitting), _orientation_reason(best, len(fitting or analysis.poses), process))


def _cost(pose: Pose, analysis: MeshAnalysis, weights: Weights, highest: float) -> float:
    leaning, resting = pose.overhang_mm2 / analysis.area_mm2, pose.bed_mm2 / analysis.area_mm2
    support, height = pose.support_mm3 / prod(pose.size_mm), pose.size_mm[2] / highest
    return weights.overhang * leaning + weights.support * support + weights.height * height - weights.bed * resting


def _orientation_reason(pose: Pose, number: int, process: Process) -> str:
    high = f"{_mm(pose.size_mm[2])} high"
    if not process.supports:
        return f"lowest of {number} ways to lay it: {high}"
    leans = f"{pose.overhang_mm2:.0f} mm2 lean out over {pose.support_mm3 / 1000:.1f} cm3 of supports"
    return f"best of {number} ways to lay it: {leans}, {pose.bed_mm2:.0f} mm2 rest on the bed, {high}"


def excess_over_bed(size: SizeMm, room: SizeMm) -> float:
    """By how many mm the part in this pose is too large for a machine; it may be turned on the bed."""
    (x, y, z), (wide, deep, high) = size, room
    return max(max(x, y) - max(wide, deep), min(x, y) - min(wide, deep), z - high)


def manufacturing_findings(analysis: MeshAnalysis, offer: Offer) -> tuple[Finding, ...]:
    """The findings against making the part in this offer: refusals where it cannot be made, else warnings."""
    process = PROCESSES[offer.process]
    return (
        *_size_findings(analysis, process),
        *_thin_findings(analysis, offer, process),
        *_gap_findings(analysis, offer, process),
        *_hollow_findings(analysis, process),
        *_support_findings(analysis, offer, process),
    )


def _size_findings(analysis: MeshAnalysis, process: Process) -> Iterator[Finding]:
    rooms: tuple[tuple[SizeMm, Severity, str], ...] = (
        (process.largest, "refusal", "the largest"),
        (process.bed, "warning", "a usual"),
    )
    for room, severity, machine in rooms:
        excess = min(excess_over_bed(each.size_mm, room) for each in analysis.poses)
        if excess > 0:
            room_mm = " x ".join(show_quantity(each, "") for each in room)
            message = f"It is {_mm(excess)} too large for {machine} machine for {process.title} ({room_mm} mm)."
            yield Finding("too_large", severity, message, "Divide it, or make it smaller.", None, round(excess, 3))
            return


def _thin_findings(analysis: MeshAnalysis, offer: Offer, process: Process) -> Iterator[Finding]:
    """Thin walls by the offer's limit; walls and pins by the least that the process can make at all."""
    limits = thin_feature_limits("too_thin", offer)
    absent = [feature for kind, limit in limits.items() if (feature := analysis.below(kind, limit))]
    for feature in absent:
        why = f"where {process.title} makes nothing thinner than {_mm(process.finest)}"
        yield _feature_finding("too_thin", "refusal", feature, f"A {feature.kind} of {_size(feature)} {why}.")
    absent_kinds = [feature.kind for feature in absent]
    if "wall" not in absent_kinds and (feature := analysis.below("wall", offer.least_wall)):
        walls = f"walls thinner than {_mm(offer.least_wall)}, down to {_size(feature)}"
        yield _feature_finding("thin_wall", "warning", feature, f"{_area(feature)} of its skin are on {walls}.")
    if "pin" not in absent_kinds and (feature := analysis.below("pin", process.pin)):
        message = f"A pin of {_size(feature)}; it may break under {_mm(process.pin)}."
        yield _feature_finding("thin_pin", "warning", feature, message)


def _gap_findings(analysis: MeshAnalysis, offer: Offer, process: Process) -> Iterator[Finding]:
    for code in ("narrow_slit", "narrow_clearance", "small_hole"):
        for kind, limit in thin_feature_limits(code, offer).items():
            if feature := analysis.below(kind, limit):
                message = f"A {kind} of {_size(feature)}; under {_mm(limit)} it may close in {process.title}."
                yield _feature_finding(code, "warning", feature, message)


def _hollow_findings(analysis: MeshAnalysis, process: Process) -> Iterator[Finding]:
    for each in analysis.hollows:
        air, opening = f"{each.volume_mm3 / 1000:.2f} cm3", each.opening_mm
        if opening == 0 and not process.hollow:
            message, hint = f"No tool reaches the {air} that it encloses.", "Open it, or divide the part."
            yield Finding("hollow", "refusal", message, hint, each.place, each.volume_mm3)
        elif process.escape and opening < process.escape and each.volume_mm3 > MAX_TRAPPED_POWDER_MM3:
            mouth = f"leaves only by openings that come to a hole of {_mm(opening)}" if opening else "cannot leave"
            hint = f"Give it a hole of {_mm(process.escape)}, or order it with the powder inside."
            yield Finding("trapped", "warning", f"The powder in {air} {mouth}.", hint, each.place, each.volume_mm3)


def _support_findings(analysis: MeshAnalysis, offer: Offer, process: Process) -> Iterator[Finding]:
    orientation = choose_orientation(analysis, offer)
    if orientation is None or not process.supports:
        return
    needed = orientation.pose.support_mm3
    if needed > MAX_SUPPORT_RATIO * analysis.volume_mm3:
        message = f"Even as it lies best it needs {needed / 1000:.1f} cm3 of supports, more than there is of itself."
        yield Finding("supports", "warning", message, "Slope or divide it.", None, needed)


def thin_feature_limits(code: str, offer: Offer) -> dict[FeatureKind, float]:
    """The limits in mm below which a finding of this code is made, by kind; none for codes not about thin features."""
    process = PROCESSES[offer.process]
    limits: dict[str, dict[FeatureKind, float]] = {
        "too_thin": {"wall": process.finest, "pin": process.finest},
        "thin_wall": {"wall": offer.least_wall},
        "thin_pin": {"pin": process.pin},
        "narrow_slit": {"slit": process.slit},
        "narrow_clearance": {"clearance": process.clearance},
        "small_hole": {"hole": process.hole},
    }
    return limits.get(code, {})


def _feature_finding(code: str, severity: Severity, feature: ThinFeature, message: str) -> Finding:
    spot = feature.spots[0]
    return Finding(code, severity, message, _remedy(feature.kind, spot), spot.place, spot.size)


def _remedy(kind: FeatureKind, spot: Spot) -> str:
    named = f" (see {spot.near})" if spot.near else ""
    return (
        f"{PROCESS_REMEDIES[kind]}{named}: change {spot.field}." if spot.field else f"{PROCESS_REMEDIES[kind]}{named}."
    )


def _size(feature: ThinFeature) -> str:
    return _mm(feature.spots[0].size)


def _area(feature: ThinFeature) -> str:
    return f"{feature.area_mm2:.0f} mm2"


def _mm(value: float) -> str:
    return show_quantity(round(value, 2), "mm")
