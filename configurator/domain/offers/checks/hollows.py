"""Closed hollows that no tool reaches, and powder that cannot leave a hollow.

Together, as what cannot be made at all traps nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from configurator.domain.offers.check import Check
from configurator.domain.offers.finding_texts import show_mm
from configurator.domain.offers.offers import Offer
from configurator.domain.offers.processes import PROCESSES, Process
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import Hollow, MeshAnalysis

# Up to this volume trapped powder is no finding, in mm3.
MAX_TRAPPED_POWDER_MM3 = 50.0


def _is_impossible(hollow: Hollow, process: Process) -> bool:
    return hollow.opening_mm == 0 and not process.hollow


def _find_impossible(analysis: MeshAnalysis, offer: Offer) -> Iterator[Finding]:
    for each in analysis.hollows:
        if _is_impossible(each, PROCESSES[offer.process]):
            message = f"No tool reaches the {_air(each)} that it encloses."
            yield Finding("hollow", "refusal", message, "Open it, or divide the part.", each.place, each.volume_mm3)


def _find_trapped(analysis: MeshAnalysis, offer: Offer) -> Iterator[Finding]:
    process = PROCESSES[offer.process]
    for each in analysis.hollows:
        if process.escape and _is_trap(each, process, process.escape):
            hint = f"Give it a hole of {show_mm(process.escape)}, or order it with the powder inside."
            message = f"The powder in {_air(each)} {_mouth(each)}."
            yield Finding("trapped", "warning", message, hint, each.place, each.volume_mm3)


def _is_trap(hollow: Hollow, process: Process, escape_mm: float) -> bool:
    is_too_narrow = hollow.opening_mm < escape_mm and hollow.volume_mm3 > MAX_TRAPPED_POWDER_MM3
    return is_too_narrow and not _is_impossible(hollow, process)


def _air(hollow: Hollow) -> str:
    return f"{hollow.volume_mm3 / 1000:.2f} cm3"


def _mouth(hollow: Hollow) -> str:
    openings = f"leaves only by openings that come to a hole of {show_mm(hollow.opening_mm)}"
    return openings if hollow.opening_mm else "cannot leave"


CHECKS = (
    Check(
        code="hollow", rank=80, meaning="a closed hollow in a milled part", severity="refusal", find=_find_impossible
    ),
    Check(
        code="trapped",
        rank=90,
        meaning="powder in a hollow that is closed, or whose openings are smaller than the process's escape hole",
        severity="warning",
        find=_find_trapped,
    ),
)
