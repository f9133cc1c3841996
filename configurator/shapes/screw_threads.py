"""Screw threads as they are cut: a rod of helical nets, whose edges are shared from the beginning.

Crests and roots are flat, as broad as the standards' profiles leave them before they are rounded. One boolean trims a
rod to its ends, and one takes it from the part: both meet a few faces only.
"""

from __future__ import annotations

from math import ceil, pi, radians, tan
from typing import Any

import cadquery as cq
import numpy as np
from scipy.interpolate import make_interp_spline

from configurator.domain.errors import failed
from configurator.domain.standards.threads import Thread
from configurator.shapes.booleans import fuse, intersect
from configurator.shapes.bores import OUT_MM
from configurator.shapes.bspline import SPLINE_DEGREE
from configurator.shapes.net_solid import net_solid
from configurator.shapes.outline import PlanArray

QUARTERS = 4
# Of a quarter turn: the cubic lies within a millionth of the radius on its circle.
SPANS = 4
# Of the flat at the crest, in pitches, by the angle of the flanks: ISO 68-1, BS 84, BS 93.
CREST_SHARES = {60.0: 1 / 8, 55.0: 1 / 6, 47.5: 0.26817 / 1.13634}
# The blank is so much larger than the crests that no face of it lies in theirs.
BLANK_MM = 0.2
# So far below the core a chamfer begins: the kernel finds no solid where a cone meets the roots in a circle.
CHAMFER_MM = 0.1
# Where the seams of blanks lie, and how far a rod reaches over its ends, in pitches: apart from edges of nets.
SEAM_DEG, OVERHANG = 37.0, 0.3


def external_thread(thread: Thread, length: float, clearance: float = 0.0) -> cq.Workplane:
    """A threaded rod on z = 0, both ends chamfered by 45 degrees to the core; its diameters are less by the clearance.

    All in mm. Raises Failed where it is shorter than its chamfers.
    """
    rod = _rod(thread, -clearance, 0.0, length)
    return intersect(rod, _blank(thread, -clearance, length), f"Ends of the thread {thread.name}")


def threaded_bore(thread: Thread, depth: float, clearance: float = 0.0) -> cq.Workplane:
    """A tool to cut with, as those of `configurator.shapes.bores`: a nut's thread with a countersink at its mouth.

    Its diameters are larger by the clearance, in mm.
    """
    rod = _rod(thread, clearance, -OUT_MM, depth)
    top = cq.Workplane().circle(thread.major).extrude(depth + OUT_MM).translate((0, 0, -OUT_MM))
    top = top.rotate((0, 0, 0), (0, 0, 1), SEAM_DEG)
    tool = intersect(rod, top, f"Ends of the thread {thread.name}")
    wide = (thread.major + clearance) / 2 + BLANK_MM
    profile = [(0, -OUT_MM), (wide, -OUT_MM), (wide, 0), (0, wide)]
    cone = cq.Workplane("XZ").polyline(profile).close().revolve(360, (0, 0), (0, 1))
    cone = cone.rotate((0, 0, 0), (0, 0, 1), SEAM_DEG)
    return fuse(tool, cone, f"Countersink of the thread {thread.name}")


def thread_section_area(thread: Thread, clearance: float = 0.0) -> float:
    """mm2 of a section square to the axis, the same at every height: by which volumes of threads are known."""
    heights = np.append(_corner_heights(thread), thread.pitch)
    radii = np.append(_corner_radii(thread, clearance), _corner_radii(thread, clearance)[0])
    a, b = radii[:-1], radii[1:]
    return float(pi * ((a * a + a * b + b * b) / 3 * np.diff(heights)).sum() / thread.pitch)


def _blank(thread: Thread, clearance: float, length: float) -> cq.Workplane:
    core, wide = (thread.minor + clearance) / 2 - CHAMFER_MM, (thread.major + clearance) / 2 + BLANK_MM
    slope = wide - core
    if length <= 2 * slope:
        raise failed(f"A thread {thread.name} of {length:g} mm is all chamfer.", hint="Make it longer.")
    profile = [(0, 0), (core, 0), (wide, slope), (wide, length - slope), (core, length), (0, length)]
    blank = cq.Workplane("XZ").polyline(profile).close().revolve(360, (0, 0), (0, 1))
    return blank.rotate((0, 0, 0), (0, 0, 1), SEAM_DEG)


def _corner_radii(thread: Thread, clearance: float) -> PlanArray:
    """(4,) radii of the corners of one pitch, upwards: root, root, crest, crest."""
    root, crest = (thread.minor + clearance) / 2, (thread.major + clearance) / 2
    return np.array([root, root, crest, crest])


def _corner_heights(thread: Thread) -> PlanArray:
    """(4,) heights of the same: the root's flat begins at 0."""
    flank = (thread.major - thread.minor) / 2 * tan(radians(thread.angle / 2))
    crest = CREST_SHARES[thread.angle] * thread.pitch
    root = thread.pitch - crest - 2 * flank
    return np.array([0.0, root, root + flank, root + flank + crest])


def _rod(thread: Thread, clearance: float, low: float, high: float) -> cq.Workplane:
    """The rod from a ramp that ends below `low` to a ramp that begins above `high`."""
    over = OVERHANG * thread.pitch
    helix = _Helix(thread, clearance, low - over - thread.pitch)
    turns = ceil((high - low + 2 * over) / thread.pitch) + 1
    count = QUARTERS * turns
    bands = [helix.band(quarter, corner) for quarter in range(count) for corner in range(QUARTERS)]
    below = [helix.ramp(quarter) for quarter in range(QUARTERS)]
    above = [helix.ramp(count + quarter) for quarter in range(QUARTERS)]
    walls = [helix.wall(start, corner) for start in (0, count) for corner in range(QUARTERS)]
    outward = [True] * (len(bands) + QUARTERS) + [False] * QUARTERS + [False] * QUARTERS + [True] * QUARTERS
    return cq.Workplane(net_solid([*bands, *below, *above, *walls], outward))


class _Helix:
    """Nets of a thread by quarter turns, counted from its beginning on x, and by corners of its profile."""

    def __init__(self, thread: Thread, clearance: float, low: float) -> None:
        self._radii, self._heights = _corner_radii(thread, clearance), _corner_heights(thread)
        self._pitch, self._low = thread.pitch, low

    def band(self, quarter: int, corner: int) -> PlanArray:
        """Between two corners: rows along the helix, columns upwards."""
        return _ruled(self._line(quarter, corner), self._line(quarter, corner + 1))

    def ramp(self, quarter: int) -> PlanArray:
        """Between the axis and the first corner: the rod's end."""
        return _ruled(self._axis(quarter), self._line(quarter, 0))

    def wall(self, start: int, corner: int) -> PlanArray:
        """Across the first quarter's beginning, between the axis and the profile: rows upwards, columns outwards."""
        profile = _ruled(self._line(start, corner), self._line(start, corner + 1))[0]
        return _ruled(self._axis(start + corner), profile)

    def _line(self, quarter: int, corner: int) -> PlanArray:
        """(n, 3) control points of a corner's helix; the fifth corner is the first of the next turn."""
        turns, own = divmod(corner, QUARTERS)
        quarter += turns * QUARTERS
        flat = self._radii[own] * _QUARTER_ARCS[quarter % QUARTERS]
        return np.column_stack([flat, self._rise(quarter) + self._heights[own]])

    def _axis(self, quarter: int) -> PlanArray:
        return np.column_stack([np.zeros((len(GREVILLE), 2)), self._rise(quarter)])

    def _rise(self, quarter: int) -> PlanArray:
        return self._low + self._pitch * ((quarter + GREVILLE) / QUARTERS)


def _ruled(one: PlanArray, other: PlanArray) -> PlanArray:
    """(n, n, 3) net between two lines of control points, whose sides are these, bit for bit."""
    net = one[:, None] + GREVILLE[None, :, None] * (other - one)[:, None]
    net[:, 0], net[:, -1] = one, other
    return np.ascontiguousarray(net)


def _greville() -> PlanArray:
    """(n,) fractions at which control points of an even line lie."""
    knots = np.concatenate([[0.0] * SPLINE_DEGREE, np.arange(SPANS + 1.0), [float(SPANS)] * SPLINE_DEGREE])
    return np.array([knots[i + 1 : i + 1 + SPLINE_DEGREE].mean() / SPANS for i in range(SPANS + SPLINE_DEGREE)])


def _quarter_arcs() -> list[PlanArray]:
    """(n, 2) control points of each quarter of the unit circle."""
    turn = np.linspace(0.0, pi / 2, SPANS + 1)
    step = pi / 2 / SPANS
    # The stubs know single slopes only.
    ends: Any = ([(1, np.array([0.0, step]))], [(1, np.array([-step, 0.0]))])
    first = make_interp_spline(np.arange(SPANS + 1.0), np.column_stack([np.cos(turn), np.sin(turn)]), bc_type=ends).c
    first[0], first[-1] = (1.0, 0.0), (0.0, 1.0)
    x, y = first.T
    return [np.column_stack(pair) + 0.0 for pair in ((x, y), (-y, x), (-x, -y), (y, -x))]


GREVILLE = _greville()
_QUARTER_ARCS = _quarter_arcs()
