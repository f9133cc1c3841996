"""Bushing: a plain, flanged or double-flanged bearing for a linkage or a pedal, or a spacer on a bolt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from configurator.sdk import (
    BUSHING_IN_SECTION,
    Box,
    Dimension,
    Distance,
    Limit,
    Parameters,
    Problem,
    Section,
    Template,
    Thickness,
    X,
    Z,
    choice,
    deviations,
    diameter_about_z,
    length,
    model_tolerance,
    warning,
)

# The project's own choices, in mm.
LEAST_WALL = 1.0
TOLERANCE_MM = 0.05  # of the model at most
LEAST_FLANGE = 1.0
LEAST_STEP = 1.0  # how far a flange stands out
LEAST_BODY = 2.0  # of the length without flanges
MOST_EDGE, EDGE_IN_WALLS = 0.5, 0.2  # chamfers

# What outside and bore gain in mm where the process alone says it.
PRESS_MM = {"as measured": 0.0, "press printed": 0.1}
RUNNING_MM = {"as measured": 0.0, "running SLS": 0.3, "running MJF": 0.4}
# The words for fits by ISO 286, and the class that the bushing then has.
PRESS_CLASSES = {"press H7/p6": "p6", "press H7/s6": "s6"}
RUNNING_CLASSES = {"running F7/h6": "F7"}

IN_A_HOLE = {"form": ("plain", "flanged", "double-flanged")}
WITH_FLANGE = {"form": ("flanged", "double-flanged")}


class Bushing(Parameters):
    """Sizes in mm, of the old bushing, or of the hole and the shaft that it shall fit."""

    form: Literal["plain", "flanged", "double-flanged", "spacer"] = choice(
        "plain", title="Form", group="Form", guide="A spacer keeps two parts apart on a bolt; its outside fits nothing."
    )
    outside_diameter: float = length(
        16,
        5,
        120,
        title="Outside diameter",
        group="Outside",
        measured=True,
        guide="Of the old bushing's body, or of the hole that it goes into.",
    )
    hole_fit: Literal["as measured", "press printed", "press H7/p6", "press H7/s6"] = choice(
        "as measured",
        title="Fit in the hole",
        group="Outside",
        guide="As measured: like the old one. For a press fit give the hole's diameter above.",
        when=IN_A_HOLE,
    )
    bore: float = length(
        10,
        2,
        110,
        title="Bore",
        group="Bore",
        measured=True,
        guide="Of the old bushing, or the diameter of the shaft or bolt.",
    )
    shaft_fit: Literal["as measured", "running SLS", "running MJF", "running F7/h6"] = choice(
        "as measured",
        title="Fit on the shaft",
        group="Bore",
        guide="As measured: like the old one. For a running fit give the shaft's diameter above.",
    )
    overall_length: float = length(
        12, 2, 150, title="Length", group="Lengths", measured=True, guide="Over all, with the flanges."
    )
    flange_diameter: float = length(
        24,
        6,
        150,
        title="Flange diameter",
        group="Flange",
        measured=True,
        guide="Both flanges alike.",
        when=WITH_FLANGE,
    )
    flange_thickness: float = length(
        2,
        LEAST_FLANGE,
        15,
        title="Flange thickness",
        group="Flange",
        measured=True,
        guide="Of one flange, beside the body.",
        when=WITH_FLANGE,
    )
    wall_form: Literal["closed", "split"] = choice(
        "closed",
        title="Wall",
        group="Form",
        guide="Split: slotted along its length, to be sprung over a shaft or into a hole.",
        when=IN_A_HOLE,
    )
    slot: float = length(
        1.5,
        0.5,
        6,
        title="Slot width",
        group="Form",
        guide="Of the gap along a split wall.",
        when={"wall_form": ("split",)},
    )


def outside(p: Bushing) -> float:
    """The body's diameter in mm, with its fit."""
    if p.hole_fit in PRESS_CLASSES:
        return p.outside_diameter + deviations(PRESS_CLASSES[p.hole_fit], p.outside_diameter).middle
    return p.outside_diameter + PRESS_MM[p.hole_fit]


def inside(p: Bushing) -> float:
    """The bore's diameter in mm, with its fit."""
    if p.shaft_fit in RUNNING_CLASSES:
        return p.bore + deviations(RUNNING_CLASSES[p.shaft_fit], p.bore).middle
    return p.bore + RUNNING_MM[p.shaft_fit]


def flange_count(p: Bushing) -> int:
    """How many flanges it has."""
    return {"flanged": 1, "double-flanged": 2}.get(p.form, 0)


def flanges(p: Bushing) -> float:
    """How much of the length they take, in mm."""
    return flange_count(p) * p.flange_thickness


def edge(p: Bushing) -> float:
    """The chamfers in mm, which lead in. A spacer has none: it bears on its whole faces."""
    return 0.0 if p.form == "spacer" else min(MOST_EDGE, EDGE_IN_WALLS * wall(p))


def limits(p: Bushing) -> Iterator[Limit]:
    """What is impossible given the others."""
    room = outside(p) - 2 * LEAST_WALL - (inside(p) - p.bore)
    because = f"a wall of {LEAST_WALL:g} mm must stand round it"
    yield Limit("bore", 2, room, because, ("outside_diameter", "hole_fit", "shaft_fit"))
    because = f"a flange stands out by {LEAST_STEP:g} mm all round"
    yield Limit("flange_diameter", outside(p) + 2 * LEAST_STEP, 150, because, ("outside_diameter",))
    if flange_count(p):
        because = f"{LEAST_BODY:g} mm of body must remain beside flanges of {LEAST_FLANGE:g} mm"
        yield Limit("overall_length", flange_count(p) * LEAST_FLANGE + LEAST_BODY, 150, because, ("form",))
        most = (p.overall_length - LEAST_BODY) / flange_count(p)
        because = f"{LEAST_BODY:g} mm of body must remain"
        yield Limit("flange_thickness", LEAST_FLANGE, most, because, ("overall_length", "form"))
    yield Limit("slot", 0.5, max(0.5, p.bore / 2), "more than half of the bore must remain round", ("bore",))


def check(p: Bushing) -> Iterator[Problem]:
    """What is possible and doubtful."""
    if p.form == "double-flanged" and p.wall_form == "closed":
        yield warning(
            "Its second flange does not pass through a hole in one piece.",
            "form",
            "wall_form",
            hint="Choose a split wall, or two flanged bushings that meet, unless the part round it comes apart.",
        )
    for field, fit in (("hole_fit", PRESS_CLASSES.get(p.hole_fit)), ("shaft_fit", RUNNING_CLASSES.get(p.shaft_fit))):
        if fit:
            yield warning(
                f"No process here holds {fit}: the model is drawn to the middle of its limits.",
                field,
                hint="Have it turned or reamed to the limits in the drawing's notes, or choose a printed fit.",
            )


def build(p: Bushing) -> Any:
    """One revolved profile about z, the flange on z = 0; a slot is then cut on the side of y."""
    import cadquery as cq

    ring = cq.Workplane("XZ").polyline(profile(p)).close().revolve(360, (0, 0), (0, 1))
    if p.wall_form == "closed":
        return ring
    far, high = p.flange_diameter + outside(p), 3 * p.overall_length
    # Not by `shapes.booleans`, whose proof takes 0.3 s on large rings: tests hold the volume against its integral.
    return ring.cut(cq.Workplane().box(p.slot, far, high).translate((0, far / 2, 0)), clean=False)


def profile(p: Bushing) -> list[tuple[float, float]]:
    """Radius and height of its corners in mm, counter-clockwise from the bore's lower mouth."""
    bore, body, top, e = inside(p) / 2, outside(p) / 2, p.overall_length, edge(p)
    below = _flange(p, 0, 1) if flange_count(p) else [(body - e, 0), (body, e)]
    above = _flange(p, top, -1)[::-1] if flange_count(p) == 2 else [(body, top - e), (body - e, top)]
    corners = [(bore + e, 0), *below, *above, (bore + e, top), (bore, top - e), (bore, e)]
    # Without chamfers, pairs of corners are one.
    return list(dict.fromkeys(corners))


def _flange(p: Bushing, face: float, way: int) -> list[tuple[float, float]]:
    """From the outer edge of its face inwards to the body; `way` is 1 for the lower one, -1 for the upper."""
    rim, inner = p.flange_diameter / 2, face + way * p.flange_thickness
    return [(rim - edge(p), face), (rim, face + way * edge(p)), (rim, inner), (outside(p) / 2, inner)]


def compensate(p: Bushing, widening: float) -> Bushing:
    """For a process that closes holes: the bore, as its fit makes it. The outside is a shaft."""
    return p.model_copy(update={"bore": inside(p) + widening, "shaft_fit": "as measured"})


def wall(p: Bushing) -> float:
    """The thinnest in mm: round the bore, or the flange."""
    round_bore = (outside(p) - inside(p)) / 2
    return min(round_bore, p.flange_thickness) if flange_count(p) else round_bore


def dimensions(p: Bushing) -> Iterator[Dimension]:
    """What hole, shaft and neighbours meet."""
    middle = p.overall_length / 2 if p.form == "double-flanged" else (p.overall_length + flanges(p)) / 2
    yield diameter_about_z("outside_diameter", outside(p), middle, most=TOLERANCE_MM)
    yield diameter_about_z("bore", inside(p), middle, "bore", most=TOLERANCE_MM)
    # Before the others: pictures leave out what comes last.
    if p.wall_form == "split":
        yield _slot_width(p, middle)
    yield Distance(
        name="overall_length",
        field="overall_length",
        nominal=p.overall_length,
        tolerance=model_tolerance(p.overall_length, TOLERANCE_MM),
        axis=Z,
    )
    if flange_count(p):
        yield from _flange_sizes(p)


def _flange_sizes(p: Bushing) -> Iterator[Dimension]:
    yield diameter_about_z("flange_diameter", p.flange_diameter, p.flange_thickness / 2, most=TOLERANCE_MM)
    step = (p.flange_diameter - outside(p)) / 2
    radius = (outside(p) + step) / 2
    yield Thickness(
        name="flange_thickness",
        field="flange_thickness",
        nominal=p.flange_thickness,
        tolerance=model_tolerance(p.flange_thickness, TOLERANCE_MM),
        origin=(radius, 0, 2 * p.overall_length),
        direction=(0, 0, -1),
        spot=min(0.5, step / 8),
    )
    if flange_count(p) == 2:
        yield _between_flanges(p, radius)


def _between_flanges(p: Bushing, radius: float) -> Distance:
    span, middle = p.overall_length - flanges(p), p.overall_length / 2
    return Distance(
        name="between_flanges",
        field="overall_length",
        nominal=span,
        tolerance=model_tolerance(span, TOLERANCE_MM),
        axis=Z,
        jaws="inside",
        box=Box((radius - 0.1, -0.1, middle - 0.1), (radius + 0.1, 0.1, middle + 0.1)),
    )


def _slot_width(p: Bushing, middle: float) -> Distance:
    radius = (inside(p) + outside(p)) / 4
    return Distance(
        name="slot",
        field="slot",
        nominal=p.slot,
        tolerance=model_tolerance(p.slot, TOLERANCE_MM),
        axis=X,
        jaws="inside",
        box=Box((-0.1, radius - 0.1, middle - 0.1), (0.1, radius + 0.1, middle + 0.1)),
    )


def sections(p: Bushing) -> Iterator[Section]:
    """Along the axis: bore and wall are seen nowhere else."""
    yield Section(origin=(0, 0, 0), normal=(0, -1, 0))


def notes(p: Bushing) -> Iterator[str]:
    """What no dimension tells: chamfers, and the limits of a fit by ISO 286."""
    if p.form == "double-flanged":
        yield "Both flanges are alike."
    if edge(p):
        yield f"Chamfer {edge(p):.2f} mm × 45°: both mouths of the bore, the outer edges of both ends."
    else:
        yield "Both faces whole, edges only broken."
    if p.hole_fit in PRESS_CLASSES:
        yield _limits_note("Outside", PRESS_CLASSES[p.hole_fit], p.outside_diameter)
    if p.shaft_fit in RUNNING_CLASSES:
        yield _limits_note("Bore", RUNNING_CLASSES[p.shaft_fit], p.bore)
    yield "Not for steering, brakes or suspension."


def _limits_note(what: str, tolerance_class: str, nominal: float) -> str:
    zone = deviations(tolerance_class, nominal)
    return f"{what} Ø{nominal:g} {tolerance_class}: {nominal + zone.lower:.3f} to {nominal + zone.upper:.3f} mm."


TEMPLATE = Template(
    id="bushing",
    version="1",
    title="Bushing",
    group="Classic car",
    summary="A bearing for a linkage or pedal: plain, with one flange or two, closed or split; or a spacer on a bolt.",
    keywords=("bush", "sleeve", "collar", "pedal bush", "gear lever", "shift linkage", "throttle", "distance piece"),
    parameters=Bushing,
    limits=limits,
    check=check,
    build=build,
    compensate=compensate,
    dimensions=dimensions,
    measuring={
        "outside_diameter": BUSHING_IN_SECTION.line("outside"),
        "bore": BUSHING_IN_SECTION.line("bore"),
        "overall_length": BUSHING_IN_SECTION.line("length"),
        "flange_diameter": BUSHING_IN_SECTION.line("flange"),
        "flange_thickness": BUSHING_IN_SECTION.line("flange_thickness"),
    },
    presets={
        "volvo-240-shift": Bushing(outside_diameter=12.7, bore=7.9375, overall_length=7.9375),
        "triumph-tr6-clutch-pedal": Bushing(outside_diameter=12.7, bore=7.9375),
        "pressed, with a flange": Bushing(
            form="flanged", hole_fit="press printed", shaft_fit="running MJF", overall_length=15
        ),
        "split, with two flanges": Bushing(
            form="double-flanged", wall_form="split", outside_diameter=14, flange_diameter=20, overall_length=8
        ),
        "turned": Bushing(hole_fit="press H7/p6", shaft_fit="running F7/h6", overall_length=20),
        "spacer": Bushing(form="spacer", outside_diameter=18, bore=8.5, overall_length=30),
    },
    preset_titles={
        "volvo-240-shift": "Volvo 240 shift bush",
        "triumph-tr6-clutch-pedal": "Triumph TR6 clutch-pedal bush, its length not published: 12 mm",
        "turned": "Pressed and running by ISO 286",
    },
    zone="engine bay",
    offers=("mjf-pa12", "sls-pa12", "mill-aluminium", "turn-brass", "turn-aluminium", "mill-brass"),
    is_revolved=lambda p: p.wall_form == "closed",
    wall=wall,
    sections=sections,
    notes=notes,
    sources=(
        "Volvo 240 shift bush, 1/2 by 5/16 by 5/16 in: brickboard.com, RWD, Volvo 1529545",
        "Triumph TR6 clutch-pedal bush, 1/2 by 5/16 in: team.net, 6pack archive 2001-11, msg00031",
        "Limits H7, F7, p6, s6: ISO 286-2, the table of fits of this program, a source for each row",
        "Press fit of sintered PA12, 0.1 mm: usual in guidelines for SLS; the same for MJF is the project's own choice",
        "Running fits: the clearance between parts of each process, Protolabs Network for SLS, HP by Proto3000 for MJF",
        "Walls, flanges, chamfers and all else are the project's own choices",
    ),
)
