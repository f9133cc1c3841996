"""Grommet: a ring with a groove that holds cables in a hole in sheet metal, or closes the hole."""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, cos, pi, sin, sqrt
from typing import Any, Literal

from configurator.sdk import (
    AN931,
    PANEL_IN_SECTION,
    AllowedWords,
    Box,
    Diameter,
    Dimension,
    Distance,
    GrommetSize,
    Limit,
    Parameters,
    PitchCircle,
    Point,
    Position,
    Problem,
    Round,
    Section,
    Table,
    Template,
    Thickness,
    X,
    Z,
    choice,
    count,
    diameter_about_z,
    length,
    model_tolerance,
    pick,
    warning,
)

# The project's own choices, in mm: flange thickness, the least wall between bore and hole, how
# far a flange must reach over the edge of the hole, and the chamfer that leads the cable in.
FLANGE_THICKNESS = 1.5
TOLERANCE_MM = 0.05  # of the model at most
LEAST_WALL = 1.0
LEAST_OVERLAP = 1.0
CHAMFER = 0.4
# A blind grommet is closed below by a membrane, its wall is a share of the hole: as thick as TPU has to be.
MEMBRANE = 1.5
BLIND_WALL_SHARE, LEAST_BLIND_WALL, MOST_BLIND_WALL = 1 / 8, 1.5, 2.0
# A stepped one has a nose of steps, each long enough to hold, whose bores differ enough to be told apart.
STEPS, STEP_LENGTH, NOSE_WALL, LEAST_STEP = 3, 6.0, 1.5, 1.0
# Of the gap along a split one: a printer leaves it open, a soft flange closes it.
SPLIT = 0.8
# Below it there is no soft material; a stiff flange does not bend by as much as it overlaps the hole.
SOFT_WALL = 1.5
SPOT = 0.2  # of a wall that is measured

_MOUTHS = {
    "one cable": "both mouths of the bore",
    "split": "both mouths of the bore",
    "several cables": "both mouths of each bore",
    "blind": "the mouth of the hollow",
    "stepped": "the bore's mouth in the flange",
}
AS_MEASURED = "as measured"
SIZES: Table[GrommetSize | None] = Table(
    {AS_MEASURED: None, **AN931.rows}, {AS_MEASURED: "what was measured", **AN931.sources}
)
ONE_BORE = ("one cable", "split", "blind")
WHERE_MEASURED = {"standard": (AS_MEASURED,)}


class Grommet(Parameters):
    """Sizes in mm, taken with callipers on the panel and the cable."""

    form: Literal["one cable", "split", "several cables", "blind", "stepped"] = choice(
        "one cable",
        title="Form",
        group="Form",
        guide="Split: goes over a cable that is fitted. Blind: closes the hole. Stepped: a nose that is cut off where "
        "the cable fits.",
    )
    standard: str = pick(
        SIZES,
        AS_MEASURED,
        title="Size",
        group="Form",
        guide="As measured, or that of an AN931 code: a cable of a/16 in and a hole of b/16 in are AN931-a-b.",
    )
    hole_diameter: float = length(
        14.0,
        4.0,
        80.0,
        title="Hole diameter",
        group="Panel",
        measured=True,
        guide="Inside jaws of the callipers across the hole, twice at right angles; enter the smaller.",
        when=WHERE_MEASURED,
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
        guide="Callipers across the sheath, without squeezing it. Of several alike, one; stepped: the thickest.",
        when=WHERE_MEASURED | {"form": ("one cable", "split", "several cables", "stepped")},
    )
    cable_count: int = count(
        3,
        2,
        6,
        title="Cables",
        group="Cable",
        guide="All of the same diameter, on a circle.",
        when={"form": ("several cables",)},
    )
    least_cable_diameter: float = length(
        4.0,
        1.0,
        70.0,
        title="Thinnest cable",
        group="Cable",
        guide="Of the nose's tip, before any of it is cut off.",
        when={"form": ("stepped",)},
    )
    flange_diameter: float | None = length(
        None,
        6.0,
        110.0,
        title="Flange diameter",
        group="Flange",
        guide="Outer diameter of both flanges. Left empty: the hole plus 6 mm, plus a tenth of the hole.",
    )


def hole(p: Grommet) -> float:
    """The hole in the panel, in mm."""
    standard = SIZES.rows[p.standard]
    return standard.hole if standard else p.hole_diameter


def bore(p: Grommet) -> float:
    """The widest bore in mm; of a blind one the hollow behind its membrane."""
    if p.form == "blind":
        return hole(p) - 2 * max(LEAST_BLIND_WALL, min(MOST_BLIND_WALL, BLIND_WALL_SHARE * hole(p)))
    standard = SIZES.rows[p.standard]
    return standard.cable if standard else p.cable_diameter


def flange_diameter(p: Grommet) -> float:
    """Outer diameter of the flanges in mm: as asked, or in proportion to the hole (our choice)."""
    return p.flange_diameter if p.flange_diameter is not None else 1.1 * hole(p) + 6.0


def most_cable(hole_diameter: float, cables: int) -> float:
    """The thickest of so many equal cables on a circle in a hole, in mm, that leaves the least wall between all."""
    apart = 2 * sin(pi / cables)
    return (apart * hole_diameter - 2 * LEAST_WALL * (1 + apart)) / (2 + apart)


def circle_diameter(p: Grommet) -> float:
    """Of the circle of several bores, in mm: it is that of the thickest cables, so that thinner ones have more wall."""
    return hole(p) - 2 * LEAST_WALL - most_cable(hole(p), p.cable_count)


def limits(p: Grommet) -> Iterator[Limit | AllowedWords]:
    """The cable must leave a wall in the hole, and the flange must reach over the hole's edge."""
    if p.form not in ONE_BORE:
        yield AllowedWords("standard", (AS_MEASURED,), "AN931 codes are of grommets with one bore", ("form",))
    if p.form == "several cables":
        least = 2 * LEAST_WALL + 1 + (LEAST_WALL + 1) / sin(pi / p.cable_count)
        yield Limit("hole_diameter", least, 80, "it must have room for so many cables of 1 mm", ("cable_count",))
    yield Limit("cable_diameter", *_cable_range(p), *_cable_reason(p))
    if p.form == "stepped":
        most = bore(p) - STEPS * LEAST_STEP
        because = f"each of {STEPS} steps is {LEAST_STEP:g} mm thinner than the one before"
        yield Limit("least_cable_diameter", 1, most, because, ("cable_diameter",))
    yield Limit(
        "flange_diameter",
        hole(p) + 2 * LEAST_OVERLAP,
        2 * hole(p) + 20,
        f"the flange must reach {LEAST_OVERLAP:g} mm over the hole's edge",
        ("hole_diameter",) if p.standard == AS_MEASURED else ("standard",),
    )


def _cable_range(p: Grommet) -> tuple[float, float]:
    if p.form == "several cables":
        return 1, most_cable(hole(p), p.cable_count)
    return (1 + STEPS * LEAST_STEP if p.form == "stepped" else 0), hole(p) - 2 * LEAST_WALL


def _cable_reason(p: Grommet) -> tuple[str, tuple[str, ...]]:
    if p.form == "several cables":
        return f"walls of {LEAST_WALL:g} mm must remain between the cables and the hole", (
            "hole_diameter",
            "cable_count",
        )
    return f"a wall of {LEAST_WALL:g} mm must remain between the cable and the hole", ("hole_diameter",)


def check(p: Grommet) -> Iterator[Problem]:
    """A panel thicker than its hole is usually two numbers swapped; walls may be too thin for what goes in."""
    if wall(p) < SOFT_WALL:
        yield warning(
            f"With a wall under {SOFT_WALL:g} mm it cannot be made of TPU; the flange of a stiff material hardly goes "
            "through the hole.",
            *(("cable_diameter", "hole_diameter") if p.standard == AS_MEASURED else ("standard",)),
            hint=f"Leave {SOFT_WALL:g} mm round each cable, if the panel is not to be taken apart.",
        )
    if p.panel_thickness > hole(p):
        yield warning(
            "The panel is thicker than the hole is wide, which is rare in sheet metal.",
            "panel_thickness",
            "hole_diameter",
            hint="Check that the two were not swapped.",
        )


def build(p: Grommet) -> Any:
    """A revolved profile about z, the lower flange on z = 0; several bores and a split are cut then."""
    import cadquery as cq

    from configurator.shapes.booleans import cut

    ring = cq.Workplane("XZ").polyline(profile(p)).close().revolve(360, (0, 0), (0, 1))
    if p.form == "several cables":
        return cut(ring, _cable_bores(p), "the cables' bores")
    if p.form != "split":
        return ring
    far, high = flange_diameter(p), 3 * height(p)
    return ring.cut(cq.Workplane().box(SPLIT, far, high).translate((0, far / 2, 0)), clean=False)


def profile(p: Grommet) -> list[tuple[float, float]]:
    """The corners of the section as distance from the axis and height, in mm: the outside, then the inside."""
    groove, flange, t, h = hole(p) / 2, flange_diameter(p) / 2, FLANGE_THICKNESS, height(p)
    lower = [(flange - CHAMFER, 0), (flange, CHAMFER), (flange, t), (groove, t)]
    upper = [(groove, h - t), (flange, h - t), (flange, h - CHAMFER), (flange - CHAMFER, h)]
    return [*lower, *upper, *_nose(p), *_inside(p)]


def _nose(p: Grommet) -> list[tuple[float, float]]:
    """The outside of the steps, and their bores from the tip down to the flange."""
    if p.form != "stepped":
        return []
    radii, foot = [each / 2 for each in step_bores(p)], height(p)
    outer, inner = [], []
    for number, radius in enumerate(radii):
        low, high = foot + number * STEP_LENGTH, foot + (number + 1) * STEP_LENGTH
        outer += [(radius + NOSE_WALL, low), (radius + NOSE_WALL, high)]
        inner += [(radius, low - NOSE_WALL), (radius, high - NOSE_WALL)]
    inner[-1] = (radii[-1], foot + STEPS * STEP_LENGTH)
    return outer + inner[::-1]


def _inside(p: Grommet) -> list[tuple[float, float]]:
    radius, h = bore(p) / 2, height(p)
    mouth = [(radius + CHAMFER, h), (radius, h - CHAMFER)]
    match p.form:
        case "several cables":
            return [(0, h), (0, 0)]
        case "blind":
            return [*mouth, (radius, MEMBRANE), (0, MEMBRANE), (0, 0)]
        case "stepped":
            return [(radius, h - NOSE_WALL), (radius, CHAMFER), (radius + CHAMFER, 0)]
        case _:
            return [*mouth, (radius, CHAMFER), (radius + CHAMFER, 0)]


def _cable_bores(p: Grommet) -> Any:
    """All bores through the whole, with their chamfers, as one tool."""
    import cadquery as cq

    radius, h, out = bore(p) / 2, height(p), CHAMFER
    wide = radius + CHAMFER + out
    side = [(0, -out), (wide, -out), (radius, CHAMFER), (radius, h - CHAMFER), (wide, h + out), (0, h + out)]
    one = cq.Workplane("XZ").polyline(side).close().revolve(360, (0, 0), (0, 1)).val()
    return cq.Workplane(cq.Compound.makeCompound([one.translate((x, y, 0)) for x, y, _ in centres(p)]))


def centres(p: Grommet) -> list[Point]:
    """Where the axes of several bores cross the middle, in mm; the first lies on x."""
    radius, turn = circle_diameter(p) / 2, 2 * pi / p.cable_count
    places = ((radius * cos(turn * number), radius * sin(turn * number)) for number in range(p.cable_count))
    return [(x, y, height(p) / 2) for x, y in places]


def step_bores(p: Grommet) -> list[float]:
    """The diameters in mm of the nose's bores, from the flange to the tip."""
    fall = (bore(p) - p.least_cable_diameter) / STEPS
    return [bore(p) - fall * number for number in range(1, STEPS + 1)]


def compensate(p: Grommet, widening: float) -> Grommet:
    """For a process that closes holes: the bores, which cables meet. The groove is no hole but a shaft."""
    if p.form == "blind":
        return p
    widened = {"cable_diameter": bore(p) + widening, "least_cable_diameter": p.least_cable_diameter + widening}
    return p.model_copy(update={"standard": AS_MEASURED, "hole_diameter": hole(p), **widened})


def height(p: Grommet) -> float:
    """Of the ring in mm: the panel between two flanges."""
    return p.panel_thickness + 2 * FLANGE_THICKNESS


def overall_height(p: Grommet) -> float:
    """With the nose, in mm."""
    return height(p) + (STEPS * STEP_LENGTH if p.form == "stepped" else 0.0)


def volume(p: Grommet) -> float:
    """Exact volume in mm3: the frustums of the section, less those of several bores, or the strip of a split."""
    ring = _frustums(profile(p))
    if p.form == "split":
        return ring - _strip(profile(p))
    if p.form != "several cables":
        return ring
    radius, h = bore(p) / 2, height(p)
    wide = radius + CHAMFER
    side = [(0.0, 0.0), (wide, 0.0), (radius, CHAMFER), (radius, h - CHAMFER), (wide, h), (0.0, h)]
    return ring - p.cable_count * _frustums(side)


def _strip(section: list[tuple[float, float]]) -> float:
    """The volume in mm3 that the split takes; along an edge of the section Simpson's rule is exact enough."""
    edges = zip(section, [*section[1:], section[0]], strict=True)
    return sum(
        (top - low) / 6 * (_half_strip(r) + 4 * _half_strip((r + s) / 2) + _half_strip(s))
        for (r, low), (s, top) in edges
    )


def _half_strip(radius: float) -> float:
    """Area in mm2 of the split through a disc, from its middle outwards."""
    half = SPLIT / 2
    return half * sqrt(radius**2 - half**2) + radius**2 * asin(half / radius)


def _frustums(section: list[tuple[float, float]]) -> float:
    """The volume in mm3 of a closed section that turns about the axis, its corners counter-clockwise."""
    edges = zip(section, [*section[1:], section[0]], strict=True)
    return pi / 3 * sum((r**2 + r * s + s**2) * (top - low) for (r, low), (s, top) in edges)


def wall(p: Grommet) -> float:
    """The thinnest in mm: between cable and hole, the flange, the membrane, the nose."""
    beside = (hole(p) - bore(p)) / 2
    match p.form:
        case "several cables":
            return min((hole(p) - circle_diameter(p) - bore(p)) / 2, FLANGE_THICKNESS)
        case "blind":
            return min(beside, MEMBRANE)
        case "stepped":
            return min(beside, NOSE_WALL)
        case _:
            return min(beside, FLANGE_THICKNESS)


def dimensions(p: Grommet) -> Iterator[Dimension]:
    """What the panel and the cable meet, and what a hand feels."""
    middle, flange = height(p) / 2, flange_diameter(p)
    yield diameter_about_z(_measured(p, "hole_diameter"), hole(p), middle, name="groove_diameter", most=TOLERANCE_MM)
    yield from _bores(p, middle)
    yield diameter_about_z(
        "flange_diameter", flange, (FLANGE_THICKNESS + CHAMFER) / 2, name="flange_diameter", most=TOLERANCE_MM
    )
    yield _groove_width(p, middle)
    yield _flange_thickness(p, flange)
    yield Distance(
        name="height", nominal=overall_height(p), tolerance=model_tolerance(overall_height(p), TOLERANCE_MM), axis=Z
    )
    if p.form == "stepped":
        yield from _step_sizes(p)


def _step_sizes(p: Grommet) -> Iterator[Dimension]:
    """Each step's bore but for the tip's; its outside is a wall further out, also where a process' bores are wider."""
    for number, size in enumerate(step_bores(p)[:-1], 1):
        inside = height(p) + (number - 0.5) * STEP_LENGTH - NOSE_WALL
        yield diameter_about_z("", size, inside, "bore", name=f"step_{number}_bore", most=TOLERANCE_MM)


def _bores(p: Grommet, middle: float) -> Iterator[Dimension]:
    match p.form:
        case "several cables":
            yield from _several_bores(p)
        case "blind":
            yield _membrane(p)
        case "stepped":
            yield diameter_about_z(
                "cable_diameter", bore(p), FLANGE_THICKNESS, "bore", name="bore_diameter", most=TOLERANCE_MM
            )
            tip = overall_height(p) - STEP_LENGTH / 2
            yield diameter_about_z(
                "least_cable_diameter", p.least_cable_diameter, tip, "bore", name="tip_diameter", most=TOLERANCE_MM
            )
        case _:
            yield diameter_about_z(
                _measured(p, "cable_diameter"), bore(p), middle, "bore", name="bore_diameter", most=TOLERANCE_MM
            )
    if p.form == "split":
        yield _split(p, middle)


def _several_bores(p: Grommet) -> Iterator[Dimension]:
    first, *others = centres(p)
    size, tolerance, circle = bore(p), model_tolerance(bore(p), TOLERANCE_MM), circle_diameter(p)
    yield Diameter(
        name="bore_diameter",
        field="cable_diameter",
        nominal=size,
        tolerance=tolerance,
        centre=first,
        repeats=tuple(others),
        role="bore",
    )
    if others[1:]:
        yield PitchCircle(
            name="cable_circle",
            nominal=circle,
            tolerance=model_tolerance(circle, TOLERANCE_MM),
            centres=(first, *others),
            size=size,
        )
    else:
        yield Position(
            name="cable_spacing",
            nominal=circle,
            tolerance=model_tolerance(circle, TOLERANCE_MM),
            of=Round(centre=first, diameter=size),
            datum=Round(centre=others[0], diameter=size),
        )


def _membrane(p: Grommet) -> Thickness:
    return Thickness(
        name="membrane_thickness",
        nominal=MEMBRANE,
        tolerance=model_tolerance(MEMBRANE, TOLERANCE_MM),
        origin=(0, 0, 2 * height(p)),
        direction=(0, 0, -1),
        spot=SPOT,
    )


def _measured(p: Grommet, field: str) -> str:
    """The field, where a standard does not say what it would."""
    return field if p.standard == AS_MEASURED else "standard"


def _split(p: Grommet, middle: float) -> Distance:
    """Between the faces of the gap, in the middle of the groove."""
    radius = (hole(p) + bore(p)) / 4
    return Distance(
        name="split_width",
        nominal=SPLIT,
        tolerance=model_tolerance(SPLIT, TOLERANCE_MM),
        axis=X,
        jaws="inside",
        box=Box((-SPLIT, radius - 0.1, middle - 0.1), (SPLIT, radius + 0.1, middle + 0.1)),
    )


def _groove_width(p: Grommet, middle: float) -> Distance:
    return Distance(
        name="groove_width",
        field="panel_thickness",
        nominal=p.panel_thickness,
        tolerance=model_tolerance(p.panel_thickness, TOLERANCE_MM),
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
    yield f"Chamfer {CHAMFER:g} mm × 45°: the outer edge of each flange, {_MOUTHS[p.form]}."
    if p.form == "stepped":
        bores = ", ".join(f"{each:.1f}" for each in [bore(p), *step_bores(p)])
        yield f"Cut the nose off where the bore fits: Ø {bores} mm from the flange on."
    if p.form == "blind":
        yield f"The hollow is Ø {bore(p):.1f} mm; its membrane may be pierced for a cable."


def _flange_thickness(p: Grommet, flange: float) -> Thickness:
    """Of the upper flange, midway between the groove's floor and the rim."""
    radius = (hole(p) + flange) / 4
    return Thickness(
        name="flange_thickness",
        nominal=FLANGE_THICKNESS,
        tolerance=model_tolerance(FLANGE_THICKNESS, TOLERANCE_MM),
        origin=(radius, 0, 2 * height(p)),
        direction=(0, 0, -1),
        spot=min(0.2, (flange - hole(p)) / 8),
    )


def _over_groove(p: Grommet, middle: float) -> Box:
    """A small region inside the groove, between the hole's edge and the flange's."""
    radius = (hole(p) / 2 + flange_diameter(p) / 2) / 2
    return Box((radius - 0.1, -0.1, middle - 0.1), (radius + 0.1, 0.1, middle + 0.1))


TEMPLATE = Template(
    id="grommet",
    version="1",
    title="Cable grommet",
    group="Classic car",
    summary="A ring with a groove that holds a cable or several in a hole in sheet metal; or closes the hole.",
    keywords=("bushing", "gland", "pass-through", "wire", "blanking plug", "bung", "AN931", "MS35489"),
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
        "an931-8-13": Grommet(standard="AN931-8-13", panel_thickness=1.0),
        "split": Grommet(form="split", hole_diameter=20.0, cable_diameter=12.0),
        "three cables": Grommet(form="several cables", hole_diameter=25.0, cable_diameter=6.0),
        "blind": Grommet(form="blind", hole_diameter=25.0),
        "stepped": Grommet(form="stepped", hole_diameter=22.0, cable_diameter=14.0),
        "smallest": Grommet(hole_diameter=4.0, panel_thickness=0.5, cable_diameter=1.0),
    },
    preset_titles={
        "firewall": "Firewall, 14 mm hole, 8 mm cable",
        "an931-16-22": "AN931-16-22, 1 in cable in a 1-3/8 in hole",
        "an931-8-13": "AN931-8-13, by its code",
        "split": "Split, to go over a fitted cable",
        "three cables": "Three cables of 6 mm",
        "blind": "Blind, closes a hole of 25 mm",
        "stepped": "Stepped, for 4 to 14 mm",
        "smallest": "The smallest that can be made",
    },
    zone="engine bay",
    offers=("mjf-tpu", "mjf-pa12", "sls-pa12"),
    wall=wall,
    sections=sections,
    notes=notes,
    sources=(
        "AN931 series: inside a/16 in, hole b/16 in; a source for each size in its table",
        "Flange thickness, overlap, wall and chamfer are the project's own choices",
    ),
)
