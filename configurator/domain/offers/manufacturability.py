"""How a part that has been studied can be made in an offer: its mass, how it lies, what is doubtful."""

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

# Supports are part of printing; more of them than there is part are worth a word.
MUCH_SUPPORT = 1.0
# mm3 of powder that nobody minds.
LITTLE_SUPPORT = 50.0

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
    """A part in an offer. `mass_g` is that of the full solid; `laid` is None where nothing is laid, as in milling."""

    offer: str
    mass_g: float
    thinnest_mm: float | None
    laid: Orientation | None
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: offer, mass_g, thinnest_mm, orientation, findings."""
        return {
            "offer": self.offer,
            "mass_g": self.mass_g,
            "thinnest_mm": self.thinnest_mm,
            "orientation": self.laid.as_dict() if self.laid else None,
            "findings": [each.as_dict() for each in self.findings],
        }


def assess_manufacturability(study: MeshAnalysis, offer: Offer) -> Manufacturability:
    """All that is to be said of the part in this offer."""
    thinnest = study.thinnest.size if study.thinnest else None
    return Manufacturability(
        offer.id,
        part_mass(study, offer),
        thinnest,
        choose_orientation(study, offer),
        manufacturing_findings(study, offer),
    )


def part_mass(study: MeshAnalysis, offer: Offer) -> float:
    """Grams of the full solid; what is printed with a sparse filling weighs less."""
    return round(study.volume_mm3 / 1000 * offer.density, 2)


def choose_orientation(study: MeshAnalysis, offer: Offer) -> Orientation | None:
    """The best pose: of those that fit a usual machine, or else of all, the one that costs least."""
    process = PROCESSES[offer.process]
    if process.weights is None:
        return None
    weights, highest = process.weights, max(each.size_mm[2] for each in study.poses)
    fitting = [each for each in study.poses if excess_over_bed(each.size_mm, process.bed) <= 0]
    best = min(fitting or study.poses, key=lambda each: round(_cost(each, study, weights, highest), 4))
    return Orientation(best, bool(fitting), _why(best, len(fitting or study.poses), process))


def _cost(pose: Pose, study: MeshAnalysis, weights: Weights, highest: float) -> float:
    leaning, resting = pose.overhang_mm2 / study.area_mm2, pose.bed_mm2 / study.area_mm2
    support, height = pose.support_mm3 / prod(pose.size_mm), pose.size_mm[2] / highest
    return weights.overhang * leaning + weights.support * support + weights.height * height - weights.bed * resting


def _why(pose: Pose, number: int, process: Process) -> str:
    high = f"{_mm(pose.size_mm[2])} high"
    if not process.supports:
        return f"lowest of {number} ways to lay it: {high}"
    leans = f"{pose.overhang_mm2:.0f} mm2 lean out over {pose.support_mm3 / 1000:.1f} cm3 of supports"
    return f"best of {number} ways to lay it: {leans}, {pose.bed_mm2:.0f} mm2 rest on the bed, {high}"


def excess_over_bed(size: SizeMm, room: SizeMm) -> float:
    """By how many mm the part, lying as it does, is too large for a machine; it may be turned on the bed."""
    (x, y, z), (wide, deep, high) = size, room
    return max(max(x, y) - max(wide, deep), min(x, y) - min(wide, deep), z - high)


def manufacturing_findings(study: MeshAnalysis, offer: Offer) -> tuple[Finding, ...]:
    """What speaks against making the part in this offer: refusals where it cannot be, else warnings."""
    process = PROCESSES[offer.process]
    return (
        *_too_large(study, process),
        *_thin(study, offer, process),
        *_gaps(study, offer, process),
        *_hollows(study, process),
        *_supports(study, offer, process),
    )


def _too_large(study: MeshAnalysis, process: Process) -> Iterator[Finding]:
    rooms: tuple[tuple[SizeMm, Severity, str], ...] = (
        (process.largest, "refusal", "the largest"),
        (process.bed, "warning", "a usual"),
    )
    for room, severity, machine in rooms:
        lacking = min(excess_over_bed(each.size_mm, room) for each in study.poses)
        if lacking > 0:
            shown = " x ".join(show_quantity(each, "") for each in room)
            message = f"It is {_mm(lacking)} too large for {machine} machine for {process.title} ({shown} mm)."
            yield Finding("too_large", severity, message, "Divide it, or make it smaller.", None, round(lacking, 3))
            return


def _thin(study: MeshAnalysis, offer: Offer, process: Process) -> Iterator[Finding]:
    """Walls by what the offer holds; walls and pins by what the process lays down at all."""
    absent = [
        found for kind, limit in thin_features_below("too_thin", offer).items() if (found := study.below(kind, limit))
    ]
    for found in absent:
        why = f"where {process.title} makes nothing thinner than {_mm(process.finest)}"
        yield _finding("too_thin", "refusal", found, f"A {found.kind} of {_size(found)} {why}.")
    told = [found.kind for found in absent]
    if "wall" not in told and (found := study.below("wall", offer.least_wall)):
        thin = f"{_area(found)} of its skin are on walls thinner than {_mm(offer.least_wall)}, down to {_size(found)}."
        yield _finding("thin_wall", "warning", found, thin)
    if "pin" not in told and (found := study.below("pin", process.pin)):
        yield _finding("thin_pin", "warning", found, f"A pin of {_size(found)}; it may break under {_mm(process.pin)}.")


def _gaps(study: MeshAnalysis, offer: Offer, process: Process) -> Iterator[Finding]:
    for code in ("narrow_slit", "narrow_clearance", "small_hole"):
        for kind, limit in thin_features_below(code, offer).items():
            if found := study.below(kind, limit):
                message = f"A {kind} of {_size(found)}; under {_mm(limit)} it may close in {process.title}."
                yield _finding(code, "warning", found, message)


def _hollows(study: MeshAnalysis, process: Process) -> Iterator[Finding]:
    for each in study.hollows:
        air, opening = f"{each.volume_mm3 / 1000:.2f} cm3", each.opening_mm
        if opening == 0 and not process.hollow:
            message, hint = f"No tool reaches the {air} that it encloses.", "Open it, or divide the part."
            yield Finding("hollow", "refusal", message, hint, each.place, each.volume_mm3)
        elif process.escape and opening < process.escape and each.volume_mm3 > LITTLE_SUPPORT:
            mouth = f"leaves only by openings that come to a hole of {_mm(opening)}" if opening else "cannot leave"
            hint = f"Give it a hole of {_mm(process.escape)}, or order it with the powder inside."
            yield Finding("trapped", "warning", f"The powder in {air} {mouth}.", hint, each.place, each.volume_mm3)


def _supports(study: MeshAnalysis, offer: Offer, process: Process) -> Iterator[Finding]:
    laid = choose_orientation(study, offer)
    if laid is None or not process.supports:
        return
    needed = laid.pose.support_mm3
    if needed > MUCH_SUPPORT * study.volume_mm3:
        message = f"Even as it lies best it needs {needed / 1000:.1f} cm3 of supports, more than there is of itself."
        yield Finding("supports", "warning", message, "Slope or divide it.", None, needed)


def thin_features_below(code: str, offer: Offer) -> dict[FeatureKind, float]:
    """What a finding is about: by kind, below which size in mm; nothing for those that are not about narrow places."""
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


def _finding(code: str, severity: Severity, found: ThinFeature, message: str) -> Finding:
    spot = found.spots[0]
    return Finding(code, severity, message, _remedy(found.kind, spot), spot.place, spot.size)


def _remedy(kind: FeatureKind, spot: Spot) -> str:
    named = f" (see {spot.near})" if spot.near else ""
    return (
        f"{PROCESS_REMEDIES[kind]}{named}: change {spot.field}." if spot.field else f"{PROCESS_REMEDIES[kind]}{named}."
    )


def _size(found: ThinFeature) -> str:
    return _mm(found.spots[0].size)


def _area(found: ThinFeature) -> str:
    return f"{found.area_mm2:.0f} mm2"


def _mm(value: float) -> str:
    return show_quantity(round(value, 2), "mm")
