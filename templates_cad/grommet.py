"""Grommet: a turned ring with a groove that holds a cable in a hole in sheet metal."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi
from typing import Any, Literal

from configurator.sdk import (
    PANEL_IN_SECTION,
    Box,
    Diameter,
    Dimension,
    Distance,
    Limit,
    Parameters,
    Problem,
    Section,
    Template,
    Thickness,
    Z,
    length,
    warning,
)

# The project's own choices, in mm: flange thickness, the least wall between bore and hole, how
# far a flange must reach over the edge of the hole, and the chamfer that leads the cable in.
FLANGE_THICKNESS = 1.5
LEAST_WALL = 1.0
LEAST_OVERLAP = 1.0
CHAMFER = 0.4


class Grommet(Parameters):
    """Sizes in mm, taken with callipers on the panel and the cable."""

    hole_diameter: float = length(
        14.0,
        4.0,
        80.0,
        title="Hole diameter",
        group="Panel",
        measured=True,
        guide="Inside jaws of the callipers across the hole, twice at right angles; enter the smaller.",
    )
    panel_thickness: float = length(
        1.5,
        0.5,
        10.0,
        title="Panel thickness",
        group="Panel",
        measured=True,
        guide="Callipers on the sheet beside the hole, with its paint.",
    )
    cable_diameter: float = length(
        8.0,
        1.0,
        74.0,
        title="Cable diameter",
        group="Cable",
        measured=True,
        guide="Callipers across the sheath, without squeezing it.",
    )
    flange_diameter: float | None = length(
        None,
        6.0,
        110.0,
        title="Flange diameter",
        group="Flange",
        guide="Outer diameter of both flanges. Left empty: the hole plus 6 mm, plus a tenth of the hole.",
    )


def flange_diameter(p: Grommet) -> float:
    """Outer diameter of the flanges in mm: as asked, or in proportion to the hole (our choice)."""
    return p.flange_diameter if p.flange_diameter is not None else 1.1 * p.hole_diameter + 6.0


def limits(p: Grommet) -> Iterator[Limit]:
    """The cable must leave a wall in the hole, and the flange must reach over the hole's edge."""
    yield Limit(
        "cable_diameter",
        0,
        p.hole_diameter - 2 * LEAST_WALL,
        f"a wall of {LEAST_WALL:g} mm must remain between the cable and the hole",
        ("hole_diameter",),
    )
    yield Limit(
        "flange_diameter",
        p.hole_diameter + 2 * LEAST_OVERLAP,
        2 * p.hole_diameter + 20,
        f"the flange must reach {LEAST_OVERLAP:g} mm over the hole's edge",
        ("hole_diameter",),
    )


def check(p: Grommet) -> Iterator[Problem]:
    """A panel thicker than its hole is usually two numbers swapped."""
    if p.panel_thickness > p.hole_diameter:
        yield warning(
            "The panel is thicker than the hole is wide, which is rare in sheet metal.",
            "panel_thickness",
            "hole_diameter",
            hint="Check that the two were not swapped.",
        )


def build(p: Grommet) -> Any:
    """One revolved profile; the axis is z, the lower flange stands on z = 0."""
    import cadquery as cq

    bore, groove, flange = p.cable_diameter / 2, p.hole_diameter / 2, flange_diameter(p) / 2
    t, h = FLANGE_THICKNESS, height(p)
    profile = [
        (bore + CHAMFER, 0),
        (flange - CHAMFER, 0),
        (flange, CHAMFER),
        (flange, t),
        (groove, t),
        (groove, h - t),
        (flange, h - t),
        (flange, h - CHAMFER),
        (flange - CHAMFER, h),
        (bore + CHAMFER, h),
        (bore, h - CHAMFER),
        (bore, CHAMFER),
    ]
    return cq.Workplane("XZ").polyline(profile).close().revolve(360, (0, 0), (0, 1))


def compensate(p: Grommet, widening: float) -> Grommet:
    """For a process that closes holes: the bore, which the cable meets. The groove is no hole but a shaft."""
    return p.model_copy(update={"cable_diameter": p.cable_diameter + widening})


def height(p: Grommet) -> float:
    """Overall height in mm: the panel between two flanges."""
    return p.panel_thickness + 2 * FLANGE_THICKNESS


def volume(p: Grommet) -> float:
    """Exact volume in mm3 by Pappus: rings less the four chamfered corners."""
    bore, groove, flange = p.cable_diameter / 2, p.hole_diameter / 2, flange_diameter(p) / 2
    rings = 2 * FLANGE_THICKNESS * (flange**2 - bore**2) + p.panel_thickness * (groove**2 - bore**2)
    corner = CHAMFER**2 / 2
    chamfers = 2 * corner * 2 * ((flange - CHAMFER / 3) + (bore + CHAMFER / 3))
    return pi * (rings - chamfers)


def wall(p: Grommet) -> float:
    """The thinnest in mm: between cable and hole, or the flange."""
    return min((p.hole_diameter - p.cable_diameter) / 2, FLANGE_THICKNESS)


def dimensions(p: Grommet) -> Iterator[Dimension]:
    """What the panel and the cable meet, and what a hand feels."""
    middle, flange = height(p) / 2, flange_diameter(p)
    yield _round("groove_diameter", "hole_diameter", p.hole_diameter, middle)
    yield _round("bore_diameter", "cable_diameter", p.cable_diameter, middle, role="bore")
    yield _round("flange_diameter", "flange_diameter", flange, (FLANGE_THICKNESS + CHAMFER) / 2)
    yield _groove_width(p, middle)
    yield _flange_thickness(p, flange)
    yield Distance(name="height", nominal=height(p), tolerance=_tight(height(p)), axis=Z)


def _round(name: str, field: str, diameter: float, z: float, role: Literal["shaft", "bore"] = "shaft") -> Diameter:
    return Diameter(name=name, field=field, nominal=diameter, tolerance=_tight(diameter), centre=(0, 0, z), role=role)


def _groove_width(p: Grommet, middle: float) -> Distance:
    return Distance(
        name="groove_width",
        field="panel_thickness",
        nominal=p.panel_thickness,
        tolerance=_tight(p.panel_thickness),
        axis=Z,
        jaws="inside",
        box=_over_groove(p, middle),
    )


def sections(p: Grommet) -> Iterator[Section]:
    """Along the axis: groove and bore are seen nowhere else."""
    yield Section(origin=(0, 0, 0), normal=(0, -1, 0))


def notes(p: Grommet) -> Iterator[str]:
    """What no dimension tells: the other flange, and the chamfers."""
    yield "Both flanges are alike."
    yield f"Chamfer {CHAMFER:g} mm × 45°: the outer edge of each flange, both mouths of the bore."


def _tight(size: float) -> float:
    """What the model may stray in mm; what a process adds is the offer's affair."""
    return min(0.05, 0.015 * size)


def _flange_thickness(p: Grommet, flange: float) -> Thickness:
    """Of the upper flange, midway between the groove's floor and the rim."""
    radius = (p.hole_diameter + flange) / 4
    return Thickness(
        name="flange_thickness",
        nominal=FLANGE_THICKNESS,
        tolerance=_tight(FLANGE_THICKNESS),
        origin=(radius, 0, 2 * height(p)),
        direction=(0, 0, -1),
        spot=min(0.2, (flange - p.hole_diameter) / 8),
    )


def _over_groove(p: Grommet, middle: float) -> Box:
    """A small region inside the groove, between the hole's edge and the flange's."""
    radius = (p.hole_diameter / 2 + flange_diameter(p) / 2) / 2
    return Box((radius - 0.1, -0.1, middle - 0.1), (radius + 0.1, 0.1, middle + 0.1))


TEMPLATE = Template(
    id="grommet",
    version="1",
    title="Cable grommet",
    group="Classic car",
    summary="A turned ring with a groove that holds a cable in a hole in sheet metal.",
    keywords=("bushing", "gland", "pass-through", "wire"),
    parameters=Grommet,
    limits=limits,
    check=check,
    build=build,
    compensate=compensate,
    dimensions=dimensions,
    measuring={
        "hole_diameter": PANEL_IN_SECTION.line("hole"),
        "panel_thickness": PANEL_IN_SECTION.line("sheet"),
        "cable_diameter": PANEL_IN_SECTION.line("cable"),
        "flange_diameter": PANEL_IN_SECTION.line("flange"),
    },
    presets={
        "firewall": Grommet(hole_diameter=14.0, panel_thickness=1.5, cable_diameter=8.0),
        "an931-16-22": Grommet(hole_diameter=34.925, panel_thickness=1.6, cable_diameter=25.4),
        "smallest": Grommet(hole_diameter=4.0, panel_thickness=0.5, cable_diameter=1.0),
    },
    preset_titles={
        "firewall": "Firewall, 14 mm hole, 8 mm cable",
        "an931-16-22": "AN931-16-22, 1 in cable in a 1-3/8 in hole",
        "smallest": "The smallest that can be made",
    },
    zone="engine bay",
    offers=("mjf-tpu", "mjf-pa12", "sls-pa12"),
    wall=wall,
    sections=sections,
    notes=notes,
    sources=(
        "AN931 series: inside a/16 in, hole b/16 in",
        "Flange thickness, overlap, wall and chamfer are the project's own choices",
    ),
)
