"""Screw threads as they are cut: rods, and bores as tools or sunk into a flat face.

Crests and roots are flat, as broad as the standards' profiles leave them before they are rounded. No boolean trims
them: a rod takes 0.1 s.
"""

from __future__ import annotations

from math import cos, pi, sin

import cadquery as cq
import numpy as np

from configurator.domain.standards.threads import Thread
from configurator.shapes.bores import OUT_MM
from configurator.shapes.flat_face import flat_face, location_along, pierce_face, replace_face
from configurator.shapes.net_solid import solid_of
from configurator.shapes.threaded_rods import RodEnd, ThreadedRod, profile_corners

# In radius: how far a countersink goes beyond the thread, and a chamfer below its roots.
LEAD_IN_MM, CHAMFER_MM = 0.2, 0.1
# Round a countersink, that are looked for on its face.
RIM_PLACES = 8


def external_thread(thread: Thread, length: float, clearance: float = 0.0) -> cq.Workplane:
    """A threaded rod on z = 0, both ends chamfered by 45 degrees to the core; its diameters are less by the clearance.

    All in mm. Raises Failed where it is shorter than its chamfers.
    """
    core = (thread.minor - clearance) / 2 - CHAMFER_MM
    rod = ThreadedRod(thread, -clearance, RodEnd(-core, 1, core), RodEnd(length + core, -1, core))
    return cq.Workplane(solid_of([*rod.faces(), rod.lid(0), rod.lid(1)]))


def threaded_bore(thread: Thread, depth: float, clearance: float = 0.0, lead_in: float = LEAD_IN_MM) -> cq.Workplane:
    """A tool to cut with, as those of `configurator.shapes.bores`: a nut's thread and a countersink of 90 degrees.

    Its diameters are larger by the clearance, in mm; the countersink is `lead_in` mm wider in radius. Raises Failed
    where it is all countersink.
    """
    rod = _bore(thread, depth, clearance, lead_in, OUT_MM)
    return cq.Workplane(solid_of([*rod.faces(), rod.lid(0)]))


def sink_thread(
    part: cq.Workplane,
    thread: Thread,
    depth: float,
    plane: cq.Plane,
    clearance: float = 0.0,
    lead_in: float = LEAD_IN_MM,
) -> cq.Workplane:
    """The part with that bore in one flat face, its mouth about the plane's origin; no boolean.

    The plane's normal points out of the part, in which there must be room. Raises Failed where the face does not hold
    the countersink, and where the bore is all countersink.
    """
    rod, solid = _bore(thread, depth, clearance, lead_in, 0.0), part.val()
    inwards, wide = cq.Plane(plane.origin, plane.xDir, -plane.zDir), (thread.major + clearance) / 2 + lead_in
    turns = [2 * pi * number / RIM_PLACES for number in range(RIM_PLACES)]
    rim = [(wide * cos(turn), wide * sin(turn)) for turn in turns]
    ground, place = flat_face(solid, inwards, rim, f"The thread {thread.name}"), location_along(inwards, 0)
    pierced = pierce_face(ground, [(rod.circle(0), place)])
    walls = [face.Reversed().Moved(place) for face in rod.faces()]
    return cq.Workplane(replace_face(solid, ground, [pierced.wrapped, *walls]))


def thread_section_area(thread: Thread, clearance: float = 0.0) -> float:
    """mm2 of a section square to the axis, the same at every height: by which volumes of threads are known."""
    radii, heights = profile_corners(thread, clearance).T
    a, b = radii[:-1], radii[1:]
    return float(pi * ((a * a + a * b + b * b) / 3 * np.diff(heights)).sum() / thread.pitch)


def _bore(thread: Thread, depth: float, clearance: float, lead_in: float, out: float) -> ThreadedRod:
    """What a bore takes away, reaching so many mm out of its mouth on z = 0."""
    wide = (thread.major + clearance) / 2 + lead_in
    return ThreadedRod(thread, clearance, RodEnd(wide, -1, wide + out), RodEnd(depth))
