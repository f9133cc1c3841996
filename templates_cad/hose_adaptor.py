"""Hose adaptor: a reducer or joiner between two hoses, straight or bent, with one bead at each end for a clamp."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import asin, atan2, cos, degrees, pi, radians, sin, sqrt, tan
from typing import Any, Literal

from configurator.sdk import (
    HOSES_AND_ELBOW,
    AllowedWords,
    AxisAngle,
    Box,
    Diameter,
    Dimension,
    Distance,
    Face,
    Limit,
    Parameters,
    Point,
    Position,
    Problem,
    Radius,
    Round,
    Section,
    Template,
    Y,
    Z,
    angle,
    choice,
    length,
    model_tolerance,
    warning,
)

# The project's own choices, in mm, where nothing else is said.
LEAST_BEAD, MOST_BEAD = 0.6, 1.8  # how high a bead stands out
BEAD_SHARE, BEAD_BASE = 0.03, 0.4  # of the hose, and added to it
BEAD_LENGTH = 4.0  # in heights; so it is an arc of this radius, in heights, and this half angle
ARC_RADIUS, ARC = BEAD_LENGTH**2 / 8 + 0.5, asin(BEAD_LENGTH / 2 / (BEAD_LENGTH**2 / 8 + 0.5))
LEAD = 2.0  # from the end to the bead
CHAMFER = 0.5
LEAST_GRIP = 12.0  # behind the bead: the clamp's band, and some hose beside it
LEAST_BORE = 4.0
LEAST_CONE_SHARE = 0.5  # of the difference of the diameters: 45 degrees at most
LAND_WALLS = 0.5  # more than the tangent of half of 45 degrees
LEAST_BEND, USUAL_BEND = 1.0, 1.5  # centre-line radius in diameters of the tube: short and long elbows, see the sources
WIDE_STRETCH = 0.15
# A cone that widens less cannot be found on the mesh; an arc that turns less has too few corners there.
LEAST_STEP_MM, LEAST_ARC_DEG = 1.0, 25.0
LEAST_LEG = 5.0  # mm, else too little to tell by
BESIDE, OUTSIDE_SHARE = 0.02, 1.2  # of the pipe's radius; of the bend's: from within, the bore would be nearer
# By how it is made: the thinnest wall and the usual one.
LEAST_WALLS = {"printed": 2.0, "metal": 1.0}
USUAL_WALLS = {"printed": 2.5, "metal": 1.5}

BENT = {"form": ("bent",)}
# Radius, height, and whether it is no corner but a place on the arc between its neighbours.
Spot = tuple[float, float, bool]


class HoseAdaptor(Parameters):
    """What may vary. Sizes in mm; the first end is the lower one in pictures."""

    form: Literal["straight", "bent"] = choice("straight", title="Form", group="Form")
    made_of: Literal["printed", "metal"] = choice(
        "printed", title="Made of", group="Form", guide="A printed wall must be thicker before no air goes through it."
    )
    first_hose: float = length(
        38,
        8,
        110,
        title="First hose, inside",
        group="First end",
        measured=True,
        guide="Inside diameter of the hose that the first end goes into. A bend has this diameter.",
    )
    first_length: float = length(
        35,
        15,
        150,
        title="First end, length",
        group="First end",
        measured=True,
        guide="From its end to where the pipe bends or changes its diameter: what the hose may go over.",
    )
    second_hose: float = length(
        32,
        8,
        110,
        title="Second hose, inside",
        group="Second end",
        measured=True,
        guide="Inside diameter of the hose that the second end goes into.",
    )
    second_length: float = length(
        35, 15, 150, title="Second end, length", group="Second end", measured=True, guide="As that of the first end."
    )
    cone_length: float | None = length(
        None,
        1,
        150,
        title="Cone",
        group="Between",
        guide="Along the axis, between two diameters. Left empty: twice their difference.",
    )
    bend_angle: float = angle(
        90,
        20,
        120,
        title="Bend",
        group="Between",
        measured=True,
        guide="By how much the second end turns away from a straight line.",
        when=BENT,
    )
    bend_radius: float | None = length(
        None,
        8,
        300,
        title="Bend radius",
        group="Between",
        guide="Of the line through the middle of the pipe. Left empty: one and a half diameters of the first hose.",
        when=BENT,
    )
    wall: float | None = length(
        None,
        1,
        8,
        title="Wall",
        group="Form",
        guide="Left empty: 2.5 mm where it is printed, 1.5 mm where it is of metal.",
    )


def wall(p: HoseAdaptor) -> float:
    """In mm; it is the same everywhere, also in the cone."""
    return USUAL_WALLS[p.made_of] if p.wall is None else p.wall


def bead(hose: float) -> float:
    """How far the bead on a hose's end stands out of the pipe, in mm."""
    return min(max(LEAST_BEAD, BEAD_SHARE * hose + BEAD_BASE), MOST_BEAD)


def bead_middle(hose: float) -> float:
    """From the pipe's end to the bead's crest, in mm."""
    return LEAD + BEAD_LENGTH * bead(hose) / 2


def shortest_end(hose: float) -> float:
    """In mm: the bead, and behind it room for a clamp."""
    return bead_middle(hose) + BEAD_LENGTH * bead(hose) / 2 + LEAST_GRIP


def cone(p: HoseAdaptor) -> float:
    """Its length along the axis in mm; none between equal diameters."""
    difference = abs(p.first_hose - p.second_hose)
    if not difference:
        return 0.0
    return 2 * difference if p.cone_length is None else p.cone_length


def bend_radius(p: HoseAdaptor) -> float:
    """Of the centre line, in mm."""
    return USUAL_BEND * p.first_hose if p.bend_radius is None else p.bend_radius


def limits(p: HoseAdaptor) -> Iterator[Limit | AllowedWords]:
    """What is impossible given the others."""
    if p.form == "bent":
        yield AllowedWords("made_of", ("printed",), "a bent bore can be neither turned nor milled", ("form",))
    least, most = LEAST_WALLS[p.made_of], (min(p.first_hose, p.second_hose) - LEAST_BORE) / 2
    because = f"of {p.made_of} it is tight from {least:g} mm, and a bore of {LEAST_BORE:g} mm must remain"
    yield Limit("wall", least, most, because, ("made_of", "first_hose", "second_hose"))
    because = f"behind the bead a clamp needs {LEAST_GRIP:g} mm"
    yield Limit("first_length", shortest_end(p.first_hose), 150, because, ("first_hose",))
    yield Limit("second_length", shortest_end(p.second_hose), 150, because, ("second_hose",))
    least = max(1.0, LEAST_CONE_SHARE * abs(p.first_hose - p.second_hose))
    because = "a cone leans by 45 degrees at most"
    yield Limit("cone_length", least, 150, because, ("first_hose", "second_hose"))
    because = "a bend tighter than its diameter chokes"
    yield Limit("bend_radius", LEAST_BEND * p.first_hose, 300, because, ("first_hose",))


def check(p: HoseAdaptor) -> Iterator[Problem]:
    """What is possible and doubtful."""
    for field in ("first_hose", "second_hose"):
        hose = getattr(p, field)
        if 2 * bead(hose) > WIDE_STRETCH * hose:
            hint = "Warm the hose in hot water, or take one of soft rubber."
            yield warning(f"The bead stretches a hose of {hose:g} mm by more than 15 %.", field, hint=hint)
    if p.first_hose > 2 * p.second_hose or p.second_hose > 2 * p.first_hose:
        hint = "Check that both are inside diameters in mm."
        yield warning("One hose is more than twice as wide as the other.", "first_hose", "second_hose", hint=hint)


def build(p: HoseAdaptor) -> Any:
    """The first end stands on z = 0, its axis is z; a bend goes to x. Pieces of a bent one are sewn, not fused."""
    import cadquery as cq

    if p.form == "straight":
        second = [(r, overall(p) - z, on_arc) for r, z, on_arc in end_outside(p.second_hose, p.second_length)]
        return cq.Workplane(_turned([*_joined(end_outside(p.first_hose, p.first_length), second), *straight_inside(p)]))
    first, top = _opened(_turned(first_piece(p)), "top")
    second_faces, _ = _opened(_turned(second_piece(p)), "bottom")
    middle = (bend_radius(p), 0, p.first_length)
    turned = cq.Solid.revolve(top, p.bend_angle, cq.Vector(*middle), cq.Vector(*middle) + cq.Vector(0, 1, 0))
    pipe = [face for face in turned.Faces() if face.geomType() == "TORUS"]
    where = cq.Location(cq.Vector(*bend_end(p)), cq.Vector(0, 1, 0), p.bend_angle)
    skin = cq.Shell.makeShell([*first, *pipe, *(face.moved(where) for face in second_faces)])
    return cq.Workplane(cq.Solid.makeSolid(skin))


def _turned(spots: list[Spot]) -> Any:
    """Spots of a closed profile turned about z."""
    import cadquery as cq

    profile, through = cq.Workplane("XZ").moveTo(*spots[0][:2]), None
    for r, z, on_arc in spots[1:]:
        if on_arc:
            through = (r, z)
        else:
            profile = profile.threePointArc(through, (r, z)) if through else profile.lineTo(r, z)
            through = None
    # Not by the workplane, which would unite the bead's arcs: they meet where it is widest, to be measured there.
    outline = cq.Face.makeFromWires(profile.close().val())
    return cq.Solid.revolve(outline, 360, cq.Vector(0, 0, 0), cq.Vector(0, 0, 1))


def _opened(solid: Any, end: Literal["top", "bottom"]) -> tuple[list[Any], Any]:
    """Its faces without the flat one at an end, and that."""
    flat = [face for face in solid.Faces() if face.geomType() == "PLANE"]
    off = (max if end == "top" else min)(flat, key=lambda face: face.Center().z)
    return [face for face in solid.Faces() if not face.isSame(off)], off


def end_outside(hose: float, end_length: float) -> list[Spot]:
    """From the end's edge along the outside, over the bead, to where the end is over; z from the end."""
    radius, high = hose / 2, bead(hose)
    middle, half, hollow = bead_middle(hose), BEAD_LENGTH * high / 2, radius + high - ARC_RADIUS * high
    across, along = ARC_RADIUS * high * cos(ARC / 2), ARC_RADIUS * high * sin(ARC / 2)
    return [
        (radius - CHAMFER, 0, False),
        (radius, CHAMFER, False),
        (radius, middle - half, False),
        (hollow + across, middle - along, True),
        (radius + high, middle, False),
        (hollow + across, middle + along, True),
        (radius, middle + half, False),
        (radius, end_length, False),
    ]


def _joined(first: list[Spot], second: list[Spot]) -> list[Spot]:
    """Up along the first end and on along the second, without an edge where both are equally wide."""
    if first[-1][0] == second[-1][0]:
        return [*first[:-1], *second[-2::-1]]
    return [*first, *second[::-1]]


def shift(p: HoseAdaptor) -> float:
    """By how much lower than outside the cone begins and ends inside, in mm, so that its wall is even."""
    return wall(p) * tan(atan2(p.first_hose - p.second_hose, 2 * cone(p)) / 2) if cone(p) else 0.0


def straight_inside(p: HoseAdaptor) -> list[Spot]:
    """From the second end's mouth down to the first's."""
    first, second, low = p.first_hose / 2 - wall(p), p.second_hose / 2 - wall(p), p.first_length - shift(p)
    corners = [(second, low + cone(p), False), (first, low, False)] if cone(p) else []
    return [(second, overall(p), False), *corners, (first, 0, False)]


def first_piece(p: HoseAdaptor) -> list[Spot]:
    """The first end of a bent one."""
    inside = p.first_hose / 2 - wall(p)
    return [*end_outside(p.first_hose, p.first_length), (inside, p.first_length, False), (inside, 0, False)]


def second_piece(p: HoseAdaptor) -> list[Spot]:
    """The cone and the second end of a bent one, z from where its bend ends."""
    reach, first, second = second_reach(p), p.first_hose / 2 - wall(p), p.second_hose / 2 - wall(p)
    start = land(p) - shift(p)
    outside = [(r, reach - z, on_arc) for r, z, on_arc in end_outside(p.second_hose, p.second_length)]
    inside: list[Spot] = [(second, reach, False)]
    if not cone(p):
        return [*outside[::-1], *inside, (first, 0, False)]
    before = [(p.first_hose / 2, 0, False), (p.first_hose / 2, land(p), False)]
    inside += [(second, start + cone(p), False), (first, start, False), (first, 0, False)]
    return [*before, *outside[::-1], *inside]


def land(p: HoseAdaptor) -> float:
    """Straight pipe between bend and cone in mm: inside, a cone that narrows begins lower than outside."""
    return LAND_WALLS * wall(p) if cone(p) else 0.0


def overall(p: HoseAdaptor) -> float:
    """The length of a straight one in mm."""
    return p.first_length + cone(p) + p.second_length


def second_reach(p: HoseAdaptor) -> float:
    """From where the bend ends to the second end, along the axis in mm."""
    return land(p) + cone(p) + p.second_length


def bend_end(p: HoseAdaptor) -> Point:
    """Where the axis is straight again."""
    turn = radians(p.bend_angle)
    return bend_radius(p) * (1 - cos(turn)), 0.0, p.first_length + bend_radius(p) * sin(turn)


def second_way(p: HoseAdaptor) -> Point:
    """The direction in which the second end points."""
    turn = radians(p.bend_angle) if p.form == "bent" else 0.0
    return sin(turn), 0.0, cos(turn)


def on_second(p: HoseAdaptor, from_end: float) -> Point:
    """A point on the second end's axis, so many mm before its mouth."""
    if p.form == "straight":
        return 0.0, 0.0, overall(p) - from_end
    along, (x, y, z), way = second_reach(p) - from_end, bend_end(p), second_way(p)
    return x + along * way[0], y, z + along * way[2]


def volume(p: HoseAdaptor) -> float:
    """Of the material in mm3, by Pappus: tubes, a cone whose wall is even, a bent tube, beads, less two chamfers."""
    w, first, second = wall(p), p.first_hose / 2, p.second_hose / 2
    ends = [(first, p.first_length), (second, p.second_length)]
    total = sum(_tube(radius, w, end) + _trim(radius) for radius, end in ends)
    if p.form == "bent":
        total += _tube(first, w, radians(p.bend_angle) * bend_radius(p) + land(p))
    if cone(p):
        # What the inside begins lower makes the upper tube thinner there, and the lower thicker.
        total += pi * cone(p) * (_frustum(first, second) - _frustum(first - w, second - w))
        total += pi * shift(p) * ((first - w) ** 2 - (second - w) ** 2)
    return total


def _tube(outside: float, w: float, along: float) -> float:
    return pi * (outside**2 - (outside - w) ** 2) * along


def _frustum(low: float, high: float) -> float:
    """The mean of the squared radii of a cone."""
    return (low**2 + low * high + high**2) / 3


def _trim(radius: float) -> float:
    """What an end's bead adds and its chamfer takes, in mm3."""
    high = bead(2 * radius)
    arc = ARC_RADIUS * high
    segment = arc**2 * (ARC - sin(ARC) * cos(ARC))
    middle = radius + high - arc + 2 * (arc * sin(ARC)) ** 3 / (3 * segment)
    return 2 * pi * (segment * middle - CHAMFER**2 / 2 * (radius - CHAMFER / 3))


def dimensions(p: HoseAdaptor) -> Iterator[Dimension]:
    """What the hoses meet, where the ends are, and what the wall is."""
    yield from _end_sizes("first", p.first_hose, lambda from_end: (0.0, 0.0, from_end), Z, wall(p))
    yield from _end_sizes("second", p.second_hose, lambda from_end: on_second(p, from_end), second_way(p), wall(p))
    yield from _bent_sizes(p) if p.form == "bent" else _straight_sizes(p)


def _end_sizes(
    name: Literal["first", "second"], hose: float, place: Callable[[float], Point], axis: Point, w: float
) -> Iterator[Dimension]:
    across, clear = hose + 2 * bead(hose), hose - 2 * w
    behind = place(2 * bead_middle(hose) - LEAD)
    yield Diameter(
        name=f"{name}_end",
        field=f"{name}_hose",
        nominal=hose,
        tolerance=model_tolerance(hose),
        centre=behind,
        axis=axis,
        reach=0.1,
    )
    crest = place(bead_middle(hose))
    yield Diameter(
        name=f"{name}_bead", nominal=across, tolerance=model_tolerance(across), centre=crest, axis=axis, height=0.1
    )
    yield Diameter(
        name=f"{name}_bore",
        field="wall",
        nominal=clear,
        tolerance=model_tolerance(clear),
        centre=place(0),
        axis=axis,
        role="bore",
    )


def _straight_sizes(p: HoseAdaptor) -> Iterator[Dimension]:
    whole, middle = overall(p), (p.first_hose + p.second_hose) / 2
    yield Distance(name="length", field="first_length", nominal=whole, tolerance=model_tolerance(whole), axis=Z)
    if abs(p.first_hose - p.second_hose) >= LEAST_STEP_MM:
        yield Diameter(
            name="middle_of_cone",
            nominal=middle,
            tolerance=model_tolerance(middle),
            centre=(0, 0, p.first_length + cone(p) / 2),
            height=0.1,
        )


def _bent_sizes(p: HoseAdaptor) -> Iterator[Dimension]:
    way, mouth = second_way(p), on_second(p, 0)
    low = Round(centre=(0, 0, p.first_length / 2), diameter=p.first_hose - 2 * wall(p))
    high = Round(centre=on_second(p, p.second_length / 2), diameter=p.second_hose - 2 * wall(p), axis=way)
    yield AxisAngle(name="bend", field="bend_angle", nominal=p.bend_angle, tolerance=0.2, of=high, datum=low)
    base = Face(box=_round_box((0, 0, 0), p.first_hose), facing=(0, 0, -1))
    yield from _leg("first", high.centre[2], high, base, Z)
    reach = mouth[0] * way[0] + (mouth[2] - low.centre[2]) * way[2]
    yield from _leg("second", reach, Face(box=_round_box(mouth, p.second_hose), facing=way), low, way)
    if p.bend_angle >= LEAST_ARC_DEG:
        yield _bend_size(p)


def _leg(
    end: Literal["first", "second"], size: float, of: Face | Round, datum: Face | Round, axis: Point
) -> Iterator[Dimension]:
    """From an end's face to the other end's axis; none where that has come back to the face."""
    if abs(size) < LEAST_LEG:
        return
    x, y, z = axis if size > 0 else (-axis[0], -axis[1], -axis[2])
    yield Position(
        name=f"{end}_leg",
        field=f"{end}_length",
        nominal=abs(size),
        tolerance=model_tolerance(abs(size)),
        of=of,
        datum=datum,
        axis=(x, y, z),
    )


def _bend_size(p: HoseAdaptor) -> Dimension:
    """Of the pipe's outer side, a little beside the middle: there a row of the mesh's corners lies in the section."""
    beside, half = BESIDE * p.first_hose / 2, radians(p.bend_angle) / 2
    outer = bend_radius(p) + sqrt((p.first_hose / 2) ** 2 - beside**2)
    outside = OUTSIDE_SHARE * outer
    return Radius(
        name="bend_outside",
        field="bend_radius",
        nominal=outer,
        tolerance=model_tolerance(outer),
        origin=(bend_radius(p) - outside * cos(half), beside, p.first_length + outside * sin(half)),
        axis=Y,
    )


def _round_box(middle: Point, hose: float) -> Box:
    x, y, z = middle
    half = 0.6 * hose
    return Box((x - half, y - half, z - half), (x + half, y + half, z + half))


def sections(p: HoseAdaptor) -> Iterator[Section]:
    """Open along the axis: bores, cone and wall are seen nowhere else."""
    yield Section(origin=(0, 0, 0), normal=(0, -1, 0))


def notes(p: HoseAdaptor) -> Iterator[str]:
    """What no dimension tells, and what it must not be used for."""
    yield f"Wall {wall(p):g} mm throughout."
    yield f"Ends: {p.first_length:g} mm and {p.second_length:g} mm long outside, chamfer {CHAMFER:g} mm × 45°."
    for hose in dict.fromkeys((p.first_hose, p.second_hose)):
        yield f"Bead on Ø{hose:g}: {bead(hose):.2f} mm high, its crest {bead_middle(hose):.2f} mm from the end, an arc."
    if cone(p):
        lean = degrees(atan2(abs(p.first_hose - p.second_hose), 2 * cone(p)))
        yield f"Cone: {cone(p):g} mm along the axis, {lean:.1f}° on each side, its wall as elsewhere."
    if p.form == "bent":
        yield f"Bend: {p.bend_angle:g}° at {bend_radius(p):g} mm on the centre line."
    yield "One hose clamp behind each bead, tightened until the hose no longer turns; no sharp edge may touch the hose."
    yield "For air and for what drains without pressure. Never for fuel, coolant, oil or brake fluid under pressure."


TEMPLATE = Template(
    id="hose_adaptor",
    version="2",
    title="Hose adaptor",
    group="Classic car",
    summary="Joins two hoses of one or two diameters, straight or round a bend, with a bead at each end for a clamp; "
    "never for fuel or coolant under pressure.",
    keywords=(
        "reducer",
        "joiner",
        "coupling",
        "elbow",
        "pipe",
        "duct",
        "breather",
        "demister",
        "hose connector",
        "hose adapter",
    ),
    parameters=HoseAdaptor,
    limits=limits,
    check=check,
    build=build,
    dimensions=dimensions,
    measuring={
        "first_hose": HOSES_AND_ELBOW.line("first_hose"),
        "first_length": HOSES_AND_ELBOW.line("first_length"),
        "second_hose": HOSES_AND_ELBOW.line("second_hose"),
        "second_length": HOSES_AND_ELBOW.line("second_length"),
        "bend_angle": HOSES_AND_ELBOW.line("angle"),
        "bend_radius": HOSES_AND_ELBOW.line("radius"),
    },
    presets={
        "reducer": HoseAdaptor(),
        "elbow": HoseAdaptor(form="bent", first_hose=51, second_hose=51, first_length=40, second_length=40),
        "breather": HoseAdaptor(
            form="bent", first_hose=19, second_hose=13, bend_angle=60, first_length=26, second_length=24
        ),
        "joiner": HoseAdaptor(first_hose=63, second_hose=63, first_length=40, second_length=40),
        "turned": HoseAdaptor(
            made_of="metal", first_hose=76.2, second_hose=63.5, first_length=45, second_length=40, cone_length=40
        ),
    },
    preset_titles={
        "reducer": "Straight, 38 to 32 mm",
        "elbow": "Elbow of 90 degrees, 51 mm",
        "breather": "Breather, 19 to 13 mm round 60 degrees",
        "joiner": "Joiner for two hoses of 63 mm",
        "turned": "Reducer of metal, 3 in to 2 1/2 in",
    },
    zone="engine bay",
    offers=("mjf-pa12", "sls-pa12", "turn-aluminium"),
    is_revolved=lambda p: p.form == "straight",
    family=lambda p: "metal" if p.made_of == "metal" else None,
    wall=wall,
    sections=sections,
    notes=notes,
    sources=(
        "Printed walls from 2 mm, where nothing may seep through: guidelines of services for PA12 by multi jet fusion",
        "One bead and a clamp: several barbs under a clamp overstress plastic",
        "Bends of 1 and 1.5 diameters: short and long elbows of pipework (ASME B16.9)",
        "Bead, cone, lead and all else are the project's own choices",
    ),
)
