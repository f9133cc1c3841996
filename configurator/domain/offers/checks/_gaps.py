"""What the checks of narrow air share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from configurator.domain.offers.check import Check
from configurator.domain.offers.finding_texts import feature_finding, show_mm, show_size
from configurator.domain.offers.offers import Offer
from configurator.domain.offers.processes import PROCESSES, Process
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import FeatureKind, MeshAnalysis


def gap_check(code: str, kind: FeatureKind, least: Callable[[Process], float], rank: int, meaning: str) -> Check:
    """A warning on what is narrower than the least in mm of that kind that a process keeps open."""

    def limits(offer: Offer) -> Mapping[FeatureKind, float]:
        return {kind: least(PROCESSES[offer.process])}

    def find(analysis: MeshAnalysis, offer: Offer) -> Iterator[Finding]:
        process = PROCESSES[offer.process]
        if feature := analysis.below(kind, least(process)):
            may_close = f"under {show_mm(least(process))} it may close in {process.title}"
            yield feature_finding(code, "warning", feature, f"A {kind} of {show_size(feature)}; {may_close}.")

    return Check(code=code, rank=rank, meaning=meaning, severity="warning", find=find, limits=limits, place="features")
