"""Walls that are nearly nothing where the template says that there is one: the surface has folded there.

A curve that folds may give a solid that is valid, watertight and does not cut itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Final

from configurator.domain.parts import soundness
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import MeshAnalysis

# The project's own choice. Coarse facets may show a wall 0.1 mm too thin, which none that was meant comes near by.
FOLDED_SHARE: Final = 0.05


def folded_findings(analysis: MeshAnalysis, wall: float) -> Iterator[Finding]:
    """A refusal where the thinnest wall of a part is under a twentieth of `wall`, the thinnest that is meant, in mm."""
    spot = analysis.thinnest
    if spot is not None and isfinite(wall) and spot.size < FOLDED_SHARE * wall:
        yield soundness.FOLDED.finding(spot.place, spot.size, thinnest=spot.size, wall=wall)
