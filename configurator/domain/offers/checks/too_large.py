"""Whether a machine has room for the part."""

from __future__ import annotations

from collections.abc import Iterator

from configurator.domain.offers.check import Check
from configurator.domain.offers.finding_texts import show_mm
from configurator.domain.offers.machine_fit import SizeMm, closest_size, excess_mm, fits_machine
from configurator.domain.offers.offers import Offer
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import MeshAnalysis
from configurator.domain.problems import Severity
from configurator.domain.quantities import show_quantity


def _find(analysis: MeshAnalysis, offer: Offer) -> Iterator[Finding]:
    process = PROCESSES[offer.process]
    sizes = [each.size_mm for each in analysis.poses]
    rooms: tuple[tuple[SizeMm, Severity, str], ...] = (
        (process.largest, "refusal", "the largest"),
        (process.bed, "warning", "a usual"),
    )
    for room, severity, machine in rooms:
        if not fits_machine(sizes, room):
            excess = max(excess_mm(closest_size(sizes, room), room))
            room_mm = " x ".join(show_quantity(each, "") for each in room)
            message = f"It is {show_mm(excess)} too large for {machine} machine for {process.title} ({room_mm} mm)."
            yield Finding("too_large", severity, message, "Divide it, or make it smaller.", None, round(excess, 3))
            return


CHECKS = (
    Check(
        code="too_large",
        rank=10,
        meaning="larger than a usual machine of the process, or than the largest in wide use",
        severity="warning, or refusal",
        find=_find,
    ),
)
