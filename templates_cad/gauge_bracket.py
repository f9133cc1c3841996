"""Gauge bracket: a ring on two ears, a cup on the gauge's own studs, or an upright panel, for one round gauge."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, radians, sin, tan
from typing import Any, Literal

from configurator.sdk import (
    GAUGE,
    AxisAngle,
    Box,
    Depth,
    Diameter,
    Dimension,
    Distance,
    Face,
    Limit,
    Parameters,
    Point,
    Position,
    Problem,
    Round,
    Section,
    Template,
    Thickness,
    X,
    Z,
    angle,
    choice,
    length,
    model_tolerance,
    warning,
)

# The project's own choices, in mm.
LEAST_LEDGE = 1.5  # how far a rim stands out of its body, so that it can rest on something
MOST_LEDGE = 8.0  # on a ring, beyond its wall
WIDEST_RIM, WIDEST_RIM_BASE = 1.5, 10.0  # in bodies, and added to that
LEAST_BODY = 6.0  # behind the rim
FRONT_EDGE = 0.8  # chamfer round the front
LEAST_STRAIGHT = 5.0  # of a ring, below what its rim needs, on the shallow side
STUD_PLAY = 0.5  # how much wider than a stud its hole is
LEAST_WEB = 2.5  # between holes in a cup's floor
LEAST_OPENING, FLOOR_EDGE = 5.0, 2.0  # and beside both holes of the studs
EAR_THICKNESS, EAR_RIM = 4.0, 3.5  # of an ear, and how far it goes on round its hole
HEADS_APART = 1.0  # half of what remains between two heads
HEAD_ROOM = 0.5  # beside a screw's head, which is taken to be two screws wide
PANEL_MARGIN = 6.0  # round the rim, and below it
BODY_ROOM = 3.0  # between the gauge's body and the foot
FOOT_SHARE = 0.5  # of the panel's height up to the gauge
CHEEK_SHARE = 0.8  # of that height, where the cheeks end
SPOT = 0.3  # half of a box round a spot of a face
ROOT, LEAST_ROOT = 2.0, 0.3  # fillet of ears, of a panel and its cheeks; where there is less room there is none
BESIDE_ROOT = 0.3  # between a panel's fillet and the gauge's hole
FAR = 4000.0  # beyond every part

ON_A_BASE, ON_STUDS, ROUND_BODY = {"form": ("ring", "panel")}, {"form": ("cup",)}, {"form": ("ring", "cup")}
Corner = tuple[float, float]


class GaugeBracket(Parameters):
    """What may vary. Sizes in mm."""

    form: Literal["ring", "cup", "panel"] = choice(
        "ring",
        title="Form",
        group="Form",
        guide="A ring on a flat dash, held by two screws; a cup round the whole gauge, on the gauge's own studs; "
        "or a panel that stands on a foot.",
    )
    rim_diameter: float = length(
        60, 25, 160, title="Rim diameter", group="Gauge", measured=True, guide="Of the rim in front, its widest place."
    )
    rim_depth: float = length(
        6, 1, 40, title="Rim depth", group="Gauge", measured=True, guide="From the rim's front to its back edge."
    )
    body_diameter: float = length(
        52, 20, 150, title="Body diameter", group="Gauge", measured=True, guide="Of the body behind the rim."
    )
    body_depth: float = length(
        45,
        6,
        150,
        title="Depth over all",
        group="Gauge",
        measured=True,
        guide="From the rim's front to the body's back, without studs, nuts and plugs.",
    )
    room: float = length(
        0,
        0,
        40,
        title="Room behind",
        group="Gauge",
        guide="For nuts that stay on the body, and for plugs, behind it.",
        when={"form": ("cup", "panel")},
    )
    stud: float = length(
        5,
        2,
        8,
        title="Stud diameter",
        group="Studs",
        measured=True,
        guide="Of the two studs in the gauge's back.",
        when=ON_STUDS,
    )
    stud_pitch: float = length(
        34,
        12,
        140,
        title="Pitch of the studs",
        group="Studs",
        measured=True,
        guide="From the middle of one to the middle of the other.",
        when=ON_STUDS,
    )
    opening: float = length(
        20,
        LEAST_OPENING,
        120,
        title="Opening in the floor",
        group="Studs",
        guide="Between the studs, for lamps, wires or the cable.",
        when=ON_STUDS,
    )
    seat: Literal["on the front", "sunk"] = choice(
        "on the front",
        title="Rim",
        group="Form",
        guide="It lies on the front, or is sunk into it with its whole depth.",
        when=ROUND_BODY,
    )
    play: float = length(
        0.4, 0, 1.5, title="Play", group="Form", guide="How much wider than body and rim their holes are."
    )
    tilt: float = angle(
        0,
        0,
        40,
        title="Tilt",
        group="Form",
        guide="A ring leans from square to its base; a panel leans back from upright.",
        when=ON_A_BASE,
    )
    height: float = length(
        25,
        6,
        250,
        title="Height of the ring",
        group="Form",
        guide="Along its axis, from the base to the front. What of the gauge is deeper goes through the dash.",
        when={"form": ("ring",)},
    )
    screw: float = length(
        4.5, 2.5, 8, title="Screw hole", group="Screws", guide="4.5 mm for a screw of 4 mm.", when=ON_A_BASE
    )
    screw_spacing: float | None = length(
        None,
        10,
        260,
        title="Spacing of the screws",
        group="Screws",
        guide="From middle to middle. Left empty: close to a ring, far apart on a panel.",
        when=ON_A_BASE,
    )
    wall: float = length(3, 2, 6, title="Wall", group="Form", guide="Of ring, floor and panel.")


def lean(p: GaugeBracket) -> float:
    """Radians by which it leans; a cup does not."""
    return 0.0 if p.form == "cup" else radians(p.tilt)


def body_hole(p: GaugeBracket) -> float:
    """In mm."""
    return p.body_diameter + p.play


def rim_hole(p: GaugeBracket) -> float:
    """Of a sunk rim, in mm."""
    return p.rim_diameter + p.play


def is_sunk(p: GaugeBracket) -> bool:
    """Whether the rim has a place of its own."""
    return p.form != "panel" and p.seat == "sunk"


def outside(p: GaugeBracket) -> float:
    """The ring's diameter in front, in mm: as wide as a rim that lies on it, but for too thin or thick a wall."""
    if is_sunk(p):
        return p.rim_diameter + 2 * p.wall
    return max(sleeve(p), min(p.rim_diameter, sleeve(p) + 2 * MOST_LEDGE))


def sleeve(p: GaugeBracket) -> float:
    """The diameter in mm round the body. Without the play, so that wider holes leave the outside as it is."""
    return p.body_diameter + 2 * p.wall


def lower_outside(p: GaugeBracket) -> float:
    """The ring's diameter in mm at its base."""
    return sleeve(p) if is_sunk(p) else outside(p)


def rim_part(p: GaugeBracket) -> float:
    """How deep from the front it is wider than further below, in mm: a sunk rim, its ledge, and a cone below that."""
    return p.rim_depth + p.wall + (outside(p) - lower_outside(p)) / 2 if is_sunk(p) else 0.0


def behind(p: GaugeBracket) -> float:
    """How deep the gauge and its room go behind the bracket's front, in mm."""
    return p.body_depth + p.room - (0.0 if is_sunk(p) else p.rim_depth)


def along(p: GaugeBracket) -> float:
    """Of a ring or a cup in mm, from the base to the front."""
    return p.height if p.form == "ring" else behind(p) + p.wall


def stud_hole(p: GaugeBracket) -> float:
    """In mm."""
    return p.stud + STUD_PLAY


def closest_screws(p: GaugeBracket) -> float:
    """In mm: on a ring's ears, their heads beside its widest part."""
    return outside(p) + 2 * (p.screw + HEAD_ROOM)


def widest_screws(p: GaugeBracket) -> float:
    """In mm: on a panel's foot, their heads between the cheeks."""
    return width(p) - 2 * (p.wall + p.screw + HEAD_ROOM)


def screw_spacing(p: GaugeBracket) -> float:
    """In mm, from middle to middle."""
    if p.screw_spacing is not None:
        return p.screw_spacing
    # The heads clear a whole fillet, which stays the same for holes that a process makes wider.
    if p.form == "ring":
        return max(closest_screws(p), lower_outside(p) + 2 * (ROOT + p.screw + HEAD_ROOM))
    return max(2 * (p.screw + HEADS_APART), widest_screws(p) - 2 * ROOT)


def width(p: GaugeBracket) -> float:
    """Of a panel, in mm."""
    return p.rim_diameter + 2 * PANEL_MARGIN


def up_the_panel(p: GaugeBracket) -> float:
    """From the base along the panel's face to the gauge's middle, in mm: rim and body clear the foot."""
    clear = (p.wall + BODY_ROOM + behind(p) * sin(lean(p))) / cos(lean(p)) + p.body_diameter / 2
    return max(p.rim_diameter / 2 + PANEL_MARGIN, clear)


def foot(p: GaugeBracket) -> float:
    """How far a panel's foot goes back, in mm: past the panel, and past the screws' heads."""
    past_panel = p.wall * (1 / cos(lean(p)) + tan(lean(p)))
    return max(FOOT_SHARE * up_the_panel(p), past_panel + 2 * (p.screw + EAR_RIM))


def root(p: GaugeBracket) -> float:
    """Radius in mm of the fillets where ears meet a ring, or a panel its foot and cheeks; 0 without room for any."""
    if p.form == "cup":
        return 0.0
    room = _ear_room(p) if p.form == "ring" else _panel_room(p)
    return min(ROOT, room) if room >= LEAST_ROOT else 0.0


def _ear_room(p: GaugeBracket) -> float:
    """Between the screws' heads and the ring, and over the ears as far as the ring is straight on its shallow side."""
    beside = (screw_spacing(p) - lower_outside(p)) / 2 - p.screw
    straight = p.height - max(rim_part(p), FRONT_EDGE)
    over = straight - ear(p) * sin(lean(p)) - EAR_THICKNESS * cos(lean(p))
    return min(beside, over / (2 * sin(lean(p)) + cos(lean(p))))


def _panel_room(p: GaugeBracket) -> float:
    """Between the gauge's hole, the screws' heads, and the edges inside."""
    y, _ = foot_corner(p)
    up = p.wall * (1 + sin(lean(p))) / cos(lean(p))
    beside_heads = (width(p) - screw_spacing(p)) / 2 - p.wall - p.screw
    beside_hole = (width(p) - body_hole(p)) / 2 - p.wall - BESIDE_ROOT
    below_hole = up_the_panel(p) - body_hole(p) / 2 - up - BESIDE_ROOT
    # The panel leans over its foot: a fillet reaches further than its radius.
    in_corner = tan((pi / 2 - lean(p)) / 2) * min(below_hole, foot(p) - ear(p) - p.screw - y)
    return min(beside_heads, beside_hole, in_corner)


def limits(p: GaugeBracket) -> Iterator[Limit]:
    """What is impossible given the others."""
    least, most = p.body_diameter + 2 * LEAST_LEDGE + p.play, WIDEST_RIM * p.body_diameter + WIDEST_RIM_BASE
    because = f"a rim rests on what it stands out of its body, {LEAST_LEDGE:g} mm and the play at least"
    yield Limit("rim_diameter", least, min(most, 160), because, ("body_diameter", "play"))
    because = f"the body goes on behind its rim, by {LEAST_BODY:g} mm at least"
    yield Limit("body_depth", p.rim_depth + LEAST_BODY, 150, because, ("rim_depth",))
    if p.form == "cup":
        yield from _stud_limits(p)
    if p.form == "ring":
        least = rim_part(p) + LEAST_STRAIGHT + outside(p) / 2 * tan(lean(p))
        because = f"on its shallow side {LEAST_STRAIGHT:g} mm must remain below the rim"
        least = max(least, FRONT_EDGE + EAR_THICKNESS + LEAST_ROOT)
        yield Limit("height", least, 250, because, ("tilt", "rim_depth", "rim_diameter"))
        because = "the screws' heads need room beside the ring"
        yield Limit("screw_spacing", closest_screws(p), 260, because, ("rim_diameter", "screw", "wall"))
    if p.form == "panel":
        because = "the screws' heads need room between the cheeks"
        widest = (width(p) - 2 * (p.wall + HEAD_ROOM + HEADS_APART)) / 4
        yield Limit("screw", 2.5, widest, because, ("rim_diameter", "wall"))
        given = ("rim_diameter", "screw", "wall")
        yield Limit("screw_spacing", 2 * (p.screw + HEADS_APART), widest_screws(p), because, given)


def _stud_limits(p: GaugeBracket) -> Iterator[Limit]:
    because = "both holes must lie in the floor, and an opening between them"
    widest = (p.body_diameter - FLOOR_EDGE - LEAST_OPENING - 2 * LEAST_WEB) / 2 - STUD_PLAY
    yield Limit("stud", 2, widest, because, ("body_diameter",))
    least, most = stud_hole(p) + LEAST_OPENING + 2 * LEAST_WEB, p.body_diameter - stud_hole(p) - FLOOR_EDGE
    yield Limit("stud_pitch", least, most, because, ("body_diameter", "stud"))
    because = f"{LEAST_WEB:g} mm of floor must remain beside the studs"
    most = p.stud_pitch - stud_hole(p) - 2 * LEAST_WEB
    yield Limit("opening", LEAST_OPENING, most, because, ("stud_pitch", "stud"))


def check(p: GaugeBracket) -> Iterator[Problem]:
    """What is possible and doubtful."""
    if p.form == "ring" and behind(p) > p.height / cos(lean(p)) and p.tilt > 10:
        yield warning(
            "The gauge goes through the dash at a slant: its hole must be longer than the body is wide.",
            "tilt",
            "height",
            hint="Make the ring as high as the gauge is deep, or cut the hole by the drawing.",
        )


def build(p: GaugeBracket) -> Any:
    """On z = 0. A ring leans towards -y, from where it is looked at; a panel's face begins at y = 0 and leans back."""
    return {"ring": _ring, "cup": _cup, "panel": _panel}[p.form](p)


def _turned(corners: list[Corner]) -> Any:
    import cadquery as cq

    return cq.Workplane("XZ").polyline(corners).close().revolve(360, (0, 0), (0, 1))


def outer_corners(p: GaugeBracket, top: float, low: float) -> list[Corner]:
    """Radius and height of the outside from below to the front."""
    wide, narrow = outside(p) / 2, lower_outside(p) / 2
    cone = [(narrow, low), (narrow, top - rim_part(p)), (wide, top - p.rim_depth - p.wall)]
    below = cone if is_sunk(p) and low < top - rim_part(p) else [(wide, low)]
    return [*below, (wide, top - FRONT_EDGE), (wide - FRONT_EDGE, top)]


def inner_corners(p: GaugeBracket, top: float) -> list[Corner]:
    """Radius and height of the holes from the front down to the body's, which goes on."""
    body, rim = body_hole(p) / 2, rim_hole(p) / 2
    return [(rim, top), (rim, top - p.rim_depth), (body, top - p.rim_depth)] if is_sunk(p) else [(body, top)]


def _cup(p: GaugeBracket) -> Any:
    import cadquery as cq

    high, body = along(p), body_hole(p) / 2
    cup = _turned([(0, 0), *outer_corners(p, high, 0), *inner_corners(p, high), (body, p.wall), (0, p.wall)])
    holes = cq.Workplane().pushPoints([(-p.stud_pitch / 2, 0), (p.stud_pitch / 2, 0)]).circle(stud_hole(p) / 2)
    tools = holes.extrude(2 * p.wall, both=True).add(
        cq.Workplane().circle(p.opening / 2).extrude(2 * p.wall, both=True)
    )
    return _without(cup, tools)


def _ring(p: GaugeBracket) -> Any:
    import cadquery as cq

    low = -outside(p)
    outer = _turned([(0, low), *outer_corners(p, p.height, low), (0, p.height)])
    # Its seam away from the ears.
    outer = outer.rotate((0, 0, 0), (0, 0, 1), 90)
    bore = _turned([(0, low - 1), (body_hole(p) / 2, low - 1), *_open_front(inner_corners(p, p.height))])
    leaning = [each.rotate((0, 0, 0), (1, 0, 0), p.tilt) for each in (outer, bore)]
    ears = cq.Workplane().slot2D(screw_spacing(p) + 2 * ear(p), 2 * ear(p)).extrude(EAR_THICKNESS)
    below = cq.Workplane().box(FAR, FAR, FAR).translate((0, 0, -FAR / 2))
    standing = _without(leaning[0], below)
    screws = cq.Workplane().pushPoints(screw_places(p)).circle(p.screw / 2).extrude(2 * EAR_THICKNESS, both=True)
    return _without(_rooted(p, cq.Workplane(standing.val().fuse(ears.val()).clean())), leaning[1].add(screws))


def _rooted(p: GaugeBracket, ring: Any) -> Any:
    """With fillets where the ears meet the ring's outside: over them, and up both their sides."""
    import cadquery as cq

    from configurator.shapes.ladder import apply_or_reduce

    if not root(p):
        return ring
    wide, high = lower_outside(p) / 2 + SPOT, EAR_THICKNESS + SPOT
    boxes = [
        cq.selectors.BoxSelector((side, -wide, SPOT), (side * wide, wide, high), boundingbox=False) for side in (-1, 1)
    ]
    return apply_or_reduce(ring, root(p), lambda part, size: part.edges(boxes[0] + boxes[1]).fillet(size), "ear_fillet")


def _open_front(corners: list[Corner]) -> list[Corner]:
    """The holes' corners from below upwards, on out of the front and back to the axis."""
    upwards = corners[::-1]
    last, top = upwards[-1]
    return [*upwards[:-1], (last, top + 1), (0, top + 1)]


def ear(p: GaugeBracket) -> float:
    """Half of its breadth in mm."""
    return p.screw / 2 + EAR_RIM


def screw_places(p: GaugeBracket) -> list[Corner]:
    """Beside each other along x."""
    y = 0.0 if p.form == "ring" else foot(p) - ear(p)
    return [(-screw_spacing(p) / 2, y), (screw_spacing(p) / 2, y)]


def _without(part: Any, tools: Any) -> Any:
    import cadquery as cq

    # Not by `shapes.booleans`, whose proof takes as long again: tests hold the volume against its formula.
    return cq.Workplane(part.val().cut(*tools.solids().vals()).clean())


def on_panel(p: GaugeBracket, up: float, back: float = 0.0) -> Corner:
    """y and z of a place so far up the panel's face and so far behind it, in mm."""
    return up * sin(lean(p)) + back * cos(lean(p)), up * cos(lean(p)) - back * sin(lean(p))


def _panel(p: GaugeBracket) -> Any:
    """A block with the panel's outline, from which all behind panel and foot is cut, between the cheeks more of it."""
    import cadquery as cq

    half, middle, deep = width(p) / 2, up_the_panel(p), foot(p) + 2 * up_the_panel(p)
    face = cq.Plane((0, 0, 0), (1, 0, 0), (0, -cos(lean(p)), sin(lean(p))))
    outline = cq.Workplane(face).moveTo(-half, -deep).lineTo(half, -deep).lineTo(half, middle)
    block = outline.threePointArc((0, middle + half), (-half, middle)).close().extrude(-deep)
    hole = (
        cq.Workplane(face)
        .center(0, middle)
        .circle(body_hole(p) / 2)
        .extrude(-2 * p.wall)
        .add(cq.Workplane(face).center(0, middle).circle(body_hole(p) / 2).extrude(p.wall))
    )
    screws = cq.Workplane().pushPoints(screw_places(p)).circle(p.screw / 2).extrude(2 * p.wall, both=True)
    beside, between = _across(behind_cheeks(p), width(p) + 2), _across(behind_panel(p), width(p) - 2 * p.wall)
    if root(p):
        # On what is cut out fillets always succeed.
        between = between.faces("<Y or <Z").edges().fillet(root(p))
    below = cq.Workplane().box(FAR, FAR, FAR).translate((0, 0, -FAR / 2))
    return _without(_without(block, beside.add(below)), between.add(hole).add(screws))


def _across(corners: list[Corner], breadth: float) -> Any:
    """A prism along x over a polygon of y and z."""
    import cadquery as cq

    return cq.Workplane("YZ").polyline(corners).close().extrude(breadth / 2, both=True)


def cheek_end(p: GaugeBracket) -> float:
    """How far up the panel the cheeks go, in mm."""
    return CHEEK_SHARE * up_the_panel(p)


def behind_cheeks(p: GaugeBracket) -> list[Corner]:
    """All behind the part as it is seen from the side."""
    top = on_panel(p, FAR / 4, p.wall)
    return [
        (foot(p), -FAR / 4),
        (foot(p), p.wall),
        on_panel(p, cheek_end(p), p.wall),
        top,
        (FAR, top[1]),
        (FAR, -FAR / 4),
    ]


def behind_panel(p: GaugeBracket) -> list[Corner]:
    """All above the foot and behind the panel."""
    top, low = on_panel(p, FAR / 4, p.wall), foot_corner(p)
    return [low, top, (FAR, top[1]), (FAR, low[1])]


def foot_corner(p: GaugeBracket) -> Corner:
    """Where the panel's back meets the foot's top."""
    return on_panel(p, (p.wall + p.wall * sin(lean(p))) / cos(lean(p)), p.wall)


def compensate(p: GaugeBracket, widening: float) -> GaugeBracket:
    """For a process that closes holes: those of body, rim, studs and screws, and the opening."""
    wider = {name: getattr(p, name) + widening for name in ("play", "stud", "screw", "opening")}
    spacing = {"screw_spacing": screw_spacing(p)}
    return p.model_copy(update=wider | (spacing if p.form != "cup" else {}))


def wall(p: GaugeBracket) -> float:
    """The thinnest in mm: round body or rim, less the play."""
    if p.form == "panel":
        return p.wall
    round_body = (lower_outside(p) - body_hole(p)) / 2
    return min(p.wall, round_body, (outside(p) - rim_hole(p)) / 2 if is_sunk(p) else round_body)


def front_way(p: GaugeBracket) -> Point:
    """The direction in which the gauge looks."""
    if p.form == "panel":
        return 0.0, -cos(lean(p)), sin(lean(p))
    return 0.0, -sin(lean(p)), cos(lean(p))


def on_axis(p: GaugeBracket, from_front: float) -> Point:
    """A point on the gauge's axis, so many mm behind the bracket's front."""
    way = front_way(p)
    if p.form == "panel":
        y, z = on_panel(p, up_the_panel(p))
        return 0.0, y - from_front * way[1], z - from_front * way[2]
    return 0.0, (along(p) - from_front) * way[1], (along(p) - from_front) * way[2]


def dimensions(p: GaugeBracket) -> Iterator[Dimension]:
    """What gauge, studs and screws meet, and how it stands."""
    yield _hole("body_hole", "body_diameter", body_hole(p), on_axis(p, p.rim_depth if is_sunk(p) else 0), front_way(p))
    if p.form != "panel":
        yield from _rim_sizes(p)
    if p.form == "cup":
        yield from _cup_sizes(p)
    else:
        yield from _screw_sizes(p)
        yield from _ring_sizes(p) if p.form == "ring" else _panel_sizes(p)


def _hole(name: str, field: str, size: float, centre: Point, axis: Point = Z, *others: Point) -> Diameter:
    return Diameter(
        name=name,
        field=field,
        nominal=size,
        tolerance=model_tolerance(size),
        centre=centre,
        axis=axis,
        role="bore",
        repeats=others,
    )


def _rim_sizes(p: GaugeBracket) -> Iterator[Dimension]:
    if is_sunk(p):
        yield _hole("rim_hole", "rim_diameter", rim_hole(p), on_axis(p, 0), front_way(p))
        yield _depth(p, "rim_depth", p.rim_depth, _beside(p, (body_hole(p) + rim_hole(p)) / 4, p.rim_depth))
    yield Diameter(
        name="outside",
        field="rim_diameter",
        nominal=outside(p),
        tolerance=model_tolerance(outside(p)),
        centre=on_axis(p, FRONT_EDGE),
        axis=front_way(p),
        height=0.2,
    )


def _depth(p: GaugeBracket, field: str, size: float, floor: Box) -> Depth:
    front = _beside(p, (rim_hole(p) + outside(p)) / 4, 0) if is_sunk(p) else _across_axis(p, 0)
    return Depth(
        name=field,
        field=field,
        nominal=size,
        tolerance=model_tolerance(size),
        face=front,
        floor=floor,
        axis=front_way(p),
    )


def _beside(p: GaugeBracket, away: float, from_front: float) -> Box:
    """A little round a place beside the axis, so far along x; a leaning ring leans about x."""
    _, y, z = on_axis(p, from_front)
    return Box((away - SPOT, y - SPOT, z - SPOT), (away + SPOT, y + SPOT, z + SPOT))


def _across_axis(p: GaugeBracket, from_front: float) -> Box:
    """All of an upright bracket at a height."""
    half, z = outside(p), along(p) - from_front
    return Box((-half, -half, z - SPOT), (half, half, z + SPOT))


def _cup_sizes(p: GaugeBracket) -> Iterator[Dimension]:
    yield _depth(p, "body_depth", behind(p), _across_axis(p, behind(p)))
    left, right = ((side * p.stud_pitch / 2, 0.0, p.wall) for side in (-1, 1))
    yield _hole("stud_holes", "stud", stud_hole(p), left, Z, right)
    yield _spacing("stud_pitch", p.stud_pitch, (left, right), stud_hole(p))
    yield _hole("opening", "opening", p.opening, (0, 0, p.wall))
    yield Distance(name="height", nominal=along(p), tolerance=model_tolerance(along(p)), axis=Z)


def _spacing(field: str, size: float, places: tuple[Point, Point], hole: float) -> Position:
    of, datum = (Round(centre=place, diameter=hole) for place in reversed(places))
    return Position(name=field, field=field, nominal=size, tolerance=model_tolerance(size), axis=X, of=of, datum=datum)


def _screw_sizes(p: GaugeBracket) -> Iterator[Dimension]:
    left, right = ((x, y, 0.0) for x, y in screw_places(p))
    yield _hole("screw_holes", "screw", p.screw, left, Z, right)
    yield _spacing("screw_spacing", screw_spacing(p), (left, right), p.screw)


def _ring_sizes(p: GaugeBracket) -> Iterator[Dimension]:
    edges = ((p.height, outside(p) / 2 - FRONT_EDGE), (p.height - FRONT_EDGE, outside(p) / 2))
    high = max(up * cos(lean(p)) + away * sin(lean(p)) for up, away in edges)
    yield Distance(name="height", field="height", nominal=high, tolerance=model_tolerance(high), axis=Z)
    inside = Round(centre=on_axis(p, p.height / 2), diameter=body_hole(p), axis=front_way(p))
    if p.tilt:
        base = Face(box=_base_box(p), facing=(0, 0, -1))
        back = tuple(-part for part in front_way(p))
        leaning = Round(centre=inside.centre, diameter=inside.diameter, axis=(back[0], back[1], back[2]))
        yield AxisAngle(name="tilt", field="tilt", nominal=p.tilt, tolerance=0.2, of=leaning, datum=base)
    yield Thickness(
        name="ears",
        nominal=EAR_THICKNESS,
        tolerance=model_tolerance(EAR_THICKNESS),
        origin=(screw_spacing(p) / 2 + p.screw / 2 + EAR_RIM / 2, 0, -1),
        direction=Z,
        spot=0.5,
    )


def _base_box(p: GaugeBracket) -> Box:
    half = screw_spacing(p) + 4 * width(p)
    return Box((-half, -half, -0.2), (half, half, 0.2))


def _panel_sizes(p: GaugeBracket) -> Iterator[Dimension]:
    middle = on_axis(p, 0)
    base, face = Face(box=_base_box(p), facing=(0, 0, -1)), Face(box=_face_box(p), facing=front_way(p))
    yield Distance(name="width", field="rim_diameter", nominal=width(p), tolerance=model_tolerance(width(p)), axis=X)
    yield Position(
        name="middle_of_gauge",
        nominal=middle[2],
        tolerance=model_tolerance(middle[2]),
        axis=Z,
        of=Round(centre=middle, diameter=body_hole(p), axis=front_way(p)),
        datum=base,
    )
    yield AxisAngle(name="panel_to_base", field="tilt", nominal=90 + p.tilt, tolerance=0.2, of=face, datum=base)
    beside = (body_hole(p) + width(p)) / 4
    _, y, z = middle
    yield Thickness(
        name="panel",
        field="wall",
        nominal=p.wall,
        tolerance=model_tolerance(p.wall),
        origin=(beside, y + 20 * front_way(p)[1], z + 20 * front_way(p)[2]),
        direction=(0, -front_way(p)[1], -front_way(p)[2]),
        spot=0.5,
    )


def _face_box(p: GaugeBracket) -> Box:
    """Round the panel's face."""
    half, (top_y, top_z) = width(p), on_panel(p, up_the_panel(p) + width(p))
    return Box((-half, -1, 0.1), (half, top_y + 1, top_z))


def sections(p: GaugeBracket) -> Iterator[Section]:
    """Through the gauge's axis: of a ring and a panel from the side, where their lean is seen."""
    yield Section(origin=(0, 0, 0), normal=(0, -1, 0) if p.form == "cup" else X)


def notes(p: GaugeBracket) -> Iterator[str]:
    """What no dimension tells."""
    yield f"For a gauge with a rim Ø{p.rim_diameter:g} × {p.rim_depth:g} and a body Ø{p.body_diameter:g}, " + (
        f"{p.body_depth:g} mm deep over all; {p.play:g} mm of play."
    )
    if p.form == "cup":
        yield "The gauge's own studs go through the floor and through what it is fixed to; their nuts hold both."
    elif p.form == "ring":
        yield f"Two screws through the ears. Tilt {p.tilt:g}° from square to the base."
        if behind(p) > p.height:
            yield f"Through the dash goes what of the gauge is deeper, {behind(p) - p.height:g} mm on the axis."
    else:
        yield f"Two screws through the foot, put in before the gauge. Tilt {p.tilt:g}° from upright."
        yield "The gauge's own clamp holds it from behind."
    if root(p):
        where = "ears and ring" if p.form == "ring" else "panel, foot and cheeks"
        yield f"Fillets where {where} meet: {root(p):.1f} mm."
    if p.form != "panel":
        yield f"Front edge: chamfer {FRONT_EDGE:g} mm × 45°."


TEMPLATE = Template(
    id="gauge_bracket",
    version="2",
    title="Gauge bracket",
    group="Classic car",
    summary="Holds one round gauge: a ring with two ears, a cup on the gauge's own studs, or a panel on a foot.",
    keywords=(
        "gauge pod",
        "instrument holder",
        "gauge cup",
        "speedometer",
        "tachometer",
        "rev counter",
        "oil pressure",
        "clock",
        "dash",
        "motorcycle",
        "gage",
    ),
    parameters=GaugeBracket,
    limits=limits,
    check=check,
    build=build,
    compensate=compensate,
    dimensions=dimensions,
    measuring={
        "rim_diameter": GAUGE.line("rim"),
        "rim_depth": GAUGE.line("rim_depth"),
        "body_diameter": GAUGE.line("body"),
        "body_depth": GAUGE.line("depth"),
        "stud": GAUGE.line("stud"),
        "stud_pitch": GAUGE.line("pitch"),
    },
    presets={
        "suzuki-mini-gauge": GaugeBracket(
            form="cup",
            seat="sunk",
            rim_diameter=67,
            rim_depth=9,
            body_diameter=61,
            body_depth=53,
            stud=5,
            stud_pitch=45,
        ),
        "ring on the dash": GaugeBracket(tilt=15, height=30),
        "ring with a sunk rim": GaugeBracket(seat="sunk", height=24),
        "panel under the dash": GaugeBracket(form="panel", tilt=12),
        "panel, 80 mm": GaugeBracket(
            form="panel", rim_diameter=86, rim_depth=8, body_diameter=80, body_depth=60, wall=4, screw=5.5
        ),
    },
    preset_titles={
        "suzuki-mini-gauge": "Suzuki GT250, T350 mini gauge, its opening for lamps not published: 20 mm",
        "ring on the dash": "Ring for a 52 mm gauge, leaning by 15 degrees",
        "ring with a sunk rim": "Ring for a 52 mm gauge, its rim flush",
        "panel under the dash": "Panel for a 52 mm gauge, leaning by 12 degrees",
        "panel, 80 mm": "Upright panel for an 80 mm gauge",
    },
    zone="dash top",
    offers=("mjf-pa12", "sls-pa12", "fdm-asa", "mill-aluminium"),
    wall=wall,
    sections=sections,
    notes=notes,
    sources=(
        "Suzuki mini gauge, rim 67 by 9, body 61, 53 deep with the rim, studs 5 at 45 mm: obriencj/openscad-motorbike, "
        "motorbike/models/minigauge.scad",
        "A gauge of 52 mm: the usual body of auxiliary gauges, 2 1/16 in",
        "Play, margins, ears, foot and all else are the project's own choices",
    ),
)
