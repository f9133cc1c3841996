"""Walls that are nearly nothing where the template says that there is one: the surface has folded there.

A curve that folds may give a solid that is valid, watertight and does not cut itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf, isfinite
from typing import Final

from configurator.domain.parts import soundness
from configurator.domain.parts.dimensions import Dimension, LetterSize
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.fonts import STROKE_SHARES
from configurator.domain.parts.mesh_analysis import MeshAnalysis

# The project's own choice. Coarse facets may show a wall 0.1 mm too thin, which none that was meant comes near by.
FOLDED_SHARE: Final = 0.05


def thinnest_meant(wall: float, dimensions: Iterable[Dimension]) -> float:
    """The thinnest wall in mm that a part means to have: its template's, or what its letters have, raised or sunk."""
    return min(wall, *(_letter_wall(each) for each in dimensions if isinstance(each, LetterSize)), inf)


def _letter_wall(size: LetterSize) -> float:
    """In mm: how far letters stand out, or a stroke of theirs."""
    return size.nominal * (min(STROKE_SHARES.values()) if size.of == "height" else 1.0)


def folded_findings(analysis: MeshAnalysis, wall: float) -> Iterator[Finding]:
    """A refusal where the thinnest wall of a part is under a twentieth of `wall`, the thinnest that is meant, in mm."""
    spot = analysis.thinnest
    if spot is not None and isfinite(wall) and spot.size < FOLDED_SHARE * wall:
        yield soundness.FOLDED.finding(spot.place, spot.size, thinnest=spot.size, wall=wall)
