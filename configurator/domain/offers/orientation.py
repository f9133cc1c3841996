"""How a part best lies on the bed of a machine."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

from configurator.domain.offers.finding_texts import show_mm
from configurator.domain.offers.machine_fit import fits_machine
from configurator.domain.offers.offers import Offer
from configurator.domain.offers.processes import PROCESSES, Process, Weights
from configurator.domain.parts.mesh_analysis import MeshAnalysis, Pose


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


def choose_orientation(analysis: MeshAnalysis, offer: Offer) -> Orientation | None:
    """The best pose: of those that fit a usual machine, or else of all, the one that costs least."""
    process = PROCESSES[offer.process]
    if process.weights is None:
        return None
    weights, highest = process.weights, max(each.size_mm[2] for each in analysis.poses)
    fitting = [each for each in analysis.poses if fits_machine([each.size_mm], process.bed)]
    best = min(fitting or analysis.poses, key=lambda each: round(_cost(each, analysis, weights, highest), 4))
    return Orientation(best, bool(fitting), _orientation_reason(best, len(fitting or analysis.poses), process))


def _cost(pose: Pose, analysis: MeshAnalysis, weights: Weights, highest: float) -> float:
    leaning, resting = pose.overhang_mm2 / analysis.area_mm2, pose.bed_mm2 / analysis.area_mm2
    support, height = pose.support_mm3 / prod(pose.size_mm), pose.size_mm[2] / highest
    return weights.overhang * leaning + weights.support * support + weights.height * height - weights.bed * resting


def _orientation_reason(pose: Pose, number: int, process: Process) -> str:
    high = f"{show_mm(pose.size_mm[2])} high"
    if not process.supports:
        return f"lowest of {number} ways to lay it: {high}"
    leans = f"{pose.overhang_mm2:.0f} mm2 lean out over {pose.support_mm3 / 1000:.1f} cm3 of supports"
    return f"best of {number} ways to lay it: {leans}, {pose.bed_mm2:.0f} mm2 rest on the bed, {high}"
