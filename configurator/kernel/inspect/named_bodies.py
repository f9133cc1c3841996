"""Which of a part's named bodies come so near each other that they are no bodies of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import cadquery as cq

from configurator.domain.parts import soundness
from configurator.domain.parts.bodies import Body
from configurator.domain.parts.findings import Finding
from configurator.kernel.build.brep_mesh import CHORD_MM

# The facets of each of two bodies may be this far off its surface.
LEAST_GAP_MM = 2 * CHORD_MM


def touching_findings(shape: cq.Shape, bodies: Sequence[Body]) -> Iterator[Finding]:
    """A refusal for each two named bodies, the children of `shape`, between which there is no gap to speak of.

    It measures the surfaces themselves, which may take seconds: for a part that is refused in any case.
    """
    for (one, shape_one), (other, shape_other) in combinations(zip(bodies, shape, strict=True), 2):
        gap = shape_one.distance(shape_other)
        if gap < LEAST_GAP_MM:
            yield soundness.TOUCHING.finding(size=gap, one=one.name, other=other.name, gap=gap)
