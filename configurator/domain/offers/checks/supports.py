"""Whether a part needs more supports than there is of itself."""

from __future__ import annotations

from collections.abc import Iterator

from configurator.domain.offers.check import Check
from configurator.domain.offers.offers import Offer
from configurator.domain.offers.orientation import choose_orientation
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import MeshAnalysis

# The ratio of supports to part, by volume, above which they are a finding.
MAX_SUPPORT_RATIO = 1.0


def _find(analysis: MeshAnalysis, offer: Offer) -> Iterator[Finding]:
    orientation = choose_orientation(analysis, offer)
    if orientation is None or not PROCESSES[offer.process].supports:
        return
    needed = orientation.pose.support_mm3
    if needed > MAX_SUPPORT_RATIO * analysis.volume_mm3:
        message = f"Even as it lies best it needs {needed / 1000:.1f} cm3 of supports, more than there is of itself."
        yield Finding("supports", "warning", message, "Slope or divide it.", None, needed)


CHECKS = (
    Check(
        code="supports", rank=100, meaning="more supports than part", severity="warning", find=_find, place="overhang"
    ),
)
