"""Cable clip: a ring on a foot that holds one round cable against a panel with one screw."""

# To add a part, copy this file under another name and change it; docs/template-author.md explains.
from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import Any

from configurator.sdk import (
    PANEL_IN_SECTION,
    Diameter,
    Dimension,
    Distance,
    Limit,
    Mark,
    Parameters,
    Point,
    Problem,
    Template,
    Thickness,
    X,
    Y,
    Z,
    length,
    model_tolerance,
    warning,
)

# The project's own choices, in mm: what the ring leaves free round the cable, the least that
# stands round the screw, and the smallest type that can still be read off a print.
CLEARANCE = 0.3
LEAST_EDGE = 1.5
LEAST_TYPE = 2.0
TOLERANCE_MM = 0.05  # of the model at most
TEXT_LENGTH = 6.2  # length of a line of eight letters, in heights of type, with some air


class CableClip(Parameters):
    """What may vary. Sizes in mm."""

    cable_diameter: float = length(
        8,
        2,
        30,
        title="Cable diameter",
        group="Cable",
        measured=True,
        guide="Callipers across the sheath, without squeezing it.",
    )
    screw_hole: float = length(
        4.5, 2.5, 8.5, title="Screw hole", group="Screw", guide="The screw's thread and half a millimetre."
    )
    wall: float = length(2.4, 1.5, 5, title="Wall", group="Clip", guide="Of the ring and of the foot.")
    width: float = length(16, 6, 40, title="Width", group="Clip", guide="Along the cable.")


def limits(p: CableClip) -> Iterator[Limit]:
    """What is impossible given the other parameters: here, a screw hole wider than its foot."""
    least = p.screw_hole + 2 * LEAST_EDGE
    because = f"{LEAST_EDGE:g} mm must stand on both sides of the screw hole"
    yield Limit("width", least, 40, because, ("screw_hole",))


def check(p: CableClip) -> Iterator[Problem]:
    """What is possible and doubtful."""
    if p.wall < p.cable_diameter / 12:
        yield warning("The wall is thin for such a cable.", "wall", hint="Consider a twelfth of the cable or more.")


def outer_radius(p: CableClip) -> float:
    """Of the ring, in mm; its centre stands as high above the panel."""
    return (p.cable_diameter + CLEARANCE) / 2 + p.wall


def screw_at(p: CableClip) -> float:
    """How far the screw's axis lies from the ring's, in mm: its head, twice the hole, clears the ring."""
    return outer_radius(p) + p.screw_hole


def foot_end(p: CableClip) -> float:
    """How far the foot reaches from the ring's axis, in mm."""
    return screw_at(p) + p.screw_hole / 2 + max(LEAST_EDGE, p.screw_hole / 2)


def wall(p: CableClip) -> float:
    """The thinnest in mm: of ring and foot, or what stands round the screw."""
    beside, beyond = (p.width - p.screw_hole) / 2, max(LEAST_EDGE, p.screw_hole / 2)
    return min(p.wall, beside, beyond)


def build(p: CableClip) -> Any:
    """The panel is z = 0, the cable runs along y through x = 0: one profile extruded, one hole."""
    import cadquery as cq

    ring, end, half = outer_radius(p), foot_end(p), p.width / 2
    meets = sqrt(ring**2 - (ring - p.wall) ** 2)
    profile = cq.Workplane("XZ").lineTo(end, 0).lineTo(end, p.wall).lineTo(meets, p.wall)
    profile = profile.threePointArc((0, 2 * ring), (0, 0)).close()
    clip = profile.moveTo(0, ring).circle(ring - p.wall).extrude(half, both=True)
    screw = cq.Workplane("XY").center(screw_at(p), 0).circle(p.screw_hole / 2).extrude(p.wall)
    return clip.cut(screw)


def mark(p: CableClip) -> Mark | None:
    """Under the foot, between ring and screw, read along the cable; None where the type would be too small."""
    lane = screw_at(p) - p.screw_hole / 2
    height = min(4.0, p.width / TEXT_LENGTH, lane / 1.5)
    if height < LEAST_TYPE:
        return None
    return Mark(centre=(lane / 2, 0, 0), normal=(0, 0, -1), reading=Y, height=height)


def dimensions(p: CableClip) -> Iterator[Dimension]:
    """What proves the finished part: what the cable, the screw and the panel meet."""
    ring = outer_radius(p)
    yield _bore("cable_hole", "cable_diameter", p.cable_diameter + CLEARANCE, (0, 0, ring), Y)
    yield _bore("screw_hole", "screw_hole", p.screw_hole, (screw_at(p), 0, p.wall / 2), Z)
    yield _foot_thickness(p)
    yield Distance(
        name="width", field="width", nominal=p.width, tolerance=model_tolerance(p.width, TOLERANCE_MM), axis=Y
    )
    yield Distance(name="height", nominal=2 * ring, tolerance=model_tolerance(2 * ring, TOLERANCE_MM), axis=Z)
    long = ring + foot_end(p)
    yield Distance(name="length", nominal=long, tolerance=model_tolerance(long, TOLERANCE_MM), axis=X)


def _bore(name: str, field: str, size: float, centre: Point, axis: Point) -> Diameter:
    tolerance = model_tolerance(size, TOLERANCE_MM)
    return Diameter(name=name, field=field, nominal=size, tolerance=tolerance, centre=centre, axis=axis, role="bore")


def _foot_thickness(p: CableClip) -> Thickness:
    """From above, on what the foot has beyond the screw: the mark lies on this side of it."""
    edge = screw_at(p) + p.screw_hole / 2
    middle, spot = (edge + foot_end(p)) / 2, (foot_end(p) - edge) / 3
    return Thickness(
        name="foot_thickness",
        field="wall",
        nominal=p.wall,
        tolerance=model_tolerance(p.wall, TOLERANCE_MM),
        origin=(middle, 0, 3 * outer_radius(p)),
        direction=(0, 0, -1),
        spot=spot,
    )


TEMPLATE = Template(
    id="cable_clip",
    version="1",
    title="Cable clip",
    group="Classic car",
    summary="A ring on a foot that holds one round cable against a panel with one screw.",
    parameters=CableClip,
    limits=limits,
    check=check,
    build=build,
    mark=mark,
    dimensions=dimensions,
    measuring={"cable_diameter": PANEL_IN_SECTION.line("cable")},
    presets={
        "usual": CableClip(),
        "battery cable": CableClip(cable_diameter=16, screw_hole=6.5, wall=3, width=20),
        "smallest": CableClip(cable_diameter=2, screw_hole=2.5, wall=1.5, width=6),
    },
    zone="engine bay",
    offers=("mjf-pa12", "sls-pa12"),
    wall=wall,
    sources=("All proportions are the project's own choices.",),
)
