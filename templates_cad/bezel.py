"""Bezel: a ring or an oval escutcheon round an opening, flat, crowned or stepped, with holes for countersunk screws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, pi, sin, tan
from pathlib import Path
from typing import Any, Literal

from configurator.sdk import (
    BEZEL,
    AllowedWords,
    Box,
    Diameter,
    Dimension,
    Distance,
    Limit,
    Parameters,
    PitchCircle,
    Point,
    Position,
    Problem,
    Round,
    Section,
    Template,
    X,
    Y,
    Z,
    choice,
    length,
    model_tolerance,
    pick,
    read_table,
    warning,
)

# The project's own choices, in mm.
BEVEL = 0.5  # of flat and stepped edges
LEAST_BAND, MOST_BAND = 3.0, 60.0
LEAST_LIP = 2.0  # of a step, its bevels included
LEAST_STEP = 1.0  # in height
HEAD_MARGIN = 1.0  # beside a screw's head
LEVEL_MM = 1e-6  # two faces that are nearer are at one height
LEAST_LAND = 0.6  # of a screw's hole below its countersink
MOST_RISE = 0.9  # of an edge's arc, in its breadth: a steeper one stands upright
LEAST_RISE, LEAST_ARC = 0.5, 1.5
ROUNDING = 0.1  # between two limits that others draw together, so that there is a value
# The higher side of an oval, at most, in its lower one: more is too pointed for a head at its end.
MOST_OVAL = 2.2
OVAL, WITH_SCREWS = {"shape": ("oval",)}, {"screws": ("2", "3", "4", "6")}
# Share of the band from the opening outwards, height in mm, weight: 1 but for the middle of an arc.
Control = tuple[float, float, float]
Corner = tuple[float, float]


@dataclass(frozen=True)
class Head:
    """Of a countersunk screw, 90 degrees: diameters in mm of its head, and of the hole for its shank."""

    head: float
    hole: float

    @property
    def depth(self) -> float:
        """Of the cone from the head down to the hole, in mm."""
        return (self.head - self.hole) / 2


HEADS = read_table(Path(__file__).with_name("countersunk_heads.csv"), Head)


class Bezel(Parameters):
    """What may vary. Sizes in mm."""

    shape: Literal["round", "oval"] = choice("round", title="Shape", group="Form", guide="An oval is an ellipse.")
    opening_width: float = length(
        60,
        8,
        250,
        title="Opening, width",
        group="Sizes",
        measured=True,
        guide="Clear width of the opening; of a round one its diameter.",
    )
    opening_height: float = length(
        40,
        8,
        250,
        title="Opening, height",
        group="Sizes",
        measured=True,
        guide="Clear height of the opening.",
        when=OVAL,
    )
    outer_width: float = length(
        90, 14, 370, title="Width over all", group="Sizes", measured=True, guide="Of a round one its diameter."
    )
    outer_height: float = length(
        70, 14, 370, title="Height over all", group="Sizes", measured=True, guide="Across the width.", when=OVAL
    )
    profile: Literal["flat", "crowned", "stepped"] = choice(
        "flat",
        title="Section",
        group="Section",
        guide="Flat: bevelled edges. Crowned: rounded from both edges to the middle, or to a level land for screws. "
        "Stepped: a flange with a raised lip at the opening.",
    )
    thickness: float = length(
        4,
        1.5,
        25,
        title="Thickness",
        group="Section",
        measured=True,
        guide="At its highest place, from the face that lies on the panel.",
    )
    edge: float = length(
        2.5,
        1,
        15,
        title="Height of the edge",
        group="Section",
        guide="Of a crowned one at both edges, of a stepped one its whole flange.",
        when={"profile": ("crowned", "stepped")},
    )
    lip: float = length(
        4,
        LEAST_LIP,
        40,
        title="Breadth of the lip",
        group="Section",
        guide="Of what is raised at the opening; of an oval where the ring is narrowest.",
        when={"profile": ("stepped",)},
    )
    screws: Literal["none", "2", "3", "4", "6"] = choice(
        "4", title="Screws", group="Screws", guide="None: it is glued, or held from behind."
    )
    screw: str = pick(
        HEADS, "No. 6", title="Countersunk screw", group="Screws", guide="Wood screws by number.", when=WITH_SCREWS
    )


def head(p: Bezel) -> Head:
    """The screw's sizes."""
    return HEADS.rows[p.screw]


def screw_count(p: Bezel) -> int:
    """How many screws hold it."""
    return 0 if p.screws == "none" else int(p.screws)


def inner(p: Bezel) -> Corner:
    """Half of the opening's width and height, in mm."""
    return p.opening_width / 2, (p.opening_height if p.shape == "oval" else p.opening_width) / 2


def outer(p: Bezel) -> Corner:
    """Half of width and height over all, in mm."""
    return p.outer_width / 2, (p.outer_height if p.shape == "oval" else p.outer_width) / 2


def band(p: Bezel) -> float:
    """How broad the ring is where it is narrowest, in mm. `limits` asks for sizes that cannot be, too."""
    return max(LEAST_BAND, min(large - small for small, large in zip(inner(p), outer(p), strict=True)))


def head_band(p: Bezel) -> float:
    """What a screw's head takes of the band, in mm; none without screws."""
    return head(p).head + 2 * HEAD_MARGIN if screw_count(p) else 0.0


def least_band(p: Bezel) -> float:
    """How broad the ring must be, in mm."""
    if p.profile == "stepped":
        return LEAST_LIP + least_flange(p) + ROUNDING
    return max(LEAST_BAND, head_band(p) + (2 * LEAST_ARC if p.profile == "crowned" else 0.0))


def least_flange(p: Bezel) -> float:
    """How broad a stepped one is beside its lip, in mm: for its bevel, or for the heads."""
    return max(head_band(p), 1.0 + BEVEL)


def arc_breadth(p: Bezel) -> float:
    """Of a crown's arc at each edge, in mm: two arcs meet in the middle, or leave a level land for the heads."""
    return max(LEAST_ARC, (band(p) - head_band(p)) / 2)


def arc_radius(p: Bezel) -> float:
    """In mm, where the ring is narrowest; level where it ends."""
    rise = max(LEAST_RISE, p.thickness - p.edge)
    return (arc_breadth(p) ** 2 + rise**2) / (2 * rise)


def arc_angle(p: Bezel) -> float:
    """In radians."""
    return asin(min(1.0, arc_breadth(p) / arc_radius(p)))


def screw_share(p: Bezel) -> float:
    """Where in the band the screws are: in its middle, or in that of the flange."""
    return (1 + p.lip / band(p)) / 2 if p.profile == "stepped" else 0.5


def head_height(p: Bezel) -> float:
    """How high above the panel the heads are, in mm."""
    return p.edge if p.profile == "stepped" else p.thickness


def limits(p: Bezel) -> Iterator[Limit | AllowedWords]:
    """What is impossible given the others."""
    if p.shape == "oval":
        because = "the screws of an oval are at the ends of its axes, two or four"
        yield AllowedWords("screws", ("none", "2", "4"), because, ("shape",))
        low, high = p.opening_width / MOST_OVAL, MOST_OVAL * p.opening_width
        because = f"one side of an oval is at most {MOST_OVAL:g} times the other"
        yield Limit("opening_height", max(8, low), min(high, 250), because, ("opening_width",))
    for side in ("width", "height"):
        opening = getattr(p, f"opening_{side}")
        because = f"the ring is {least_band(p):g} to {MOST_BAND:g} mm broad, for its section and its screws"
        low, high = opening + 2 * least_band(p), opening + 2 * MOST_BAND
        yield Limit(f"outer_{side}", low, min(high, 370), because, (f"opening_{side}", "screws", "screw", "profile"))
    if p.profile == "stepped":
        because = "beside the lip the flange must hold its bevel, and the screws' heads"
        yield Limit("lip", LEAST_LIP, band(p) - least_flange(p), because, ("outer_width", "opening_width", "screw"))
    yield from _height_limits(p)


def _height_limits(p: Bezel) -> Iterator[Limit]:
    need = head(p).depth + LEAST_LAND if screw_count(p) else 1.0
    because = "below the countersink some of the hole must remain" if screw_count(p) else "less would not hold"
    given = ("screw", "screws", "profile")
    if p.profile == "flat":
        yield Limit("thickness", max(1.5, need), 25, because, given)
    if p.profile == "stepped":
        yield Limit("edge", max(1.0 + BEVEL, need), 15, because, given)
        because = f"the lip is raised by {LEAST_STEP:g} mm at least"
        yield Limit("thickness", p.edge + LEAST_STEP, 25, because, ("edge", "profile"))
    if p.profile == "crowned":
        most_rise = MOST_RISE * arc_breadth(p)
        yield Limit("edge", max(1.0, need - most_rise + ROUNDING), 15, because, given)
        because = f"the arcs rise by {LEAST_RISE:g} mm to {MOST_RISE:g} of their breadth, and countersinks need room"
        low, high = max(p.edge + LEAST_RISE, need), min(25, p.edge + most_rise)
        yield Limit("thickness", low, high, because, ("edge", "outer_width", "opening_width", "screw"))


def check(p: Bezel) -> Iterator[Problem]:
    """What is possible and doubtful."""
    if not screw_count(p) and p.outer_width > 150:
        hint = "Choose screws, or see that it is held from behind."
        yield warning("So large a bezel comes off where it is only glued.", "screws", "outer_width", hint=hint)


def legs(p: Bezel) -> list[list[Control]]:
    """The profile's curves from corner to corner, from the opening along the panel and back over the front."""
    if p.profile == "crowned":
        return _crown_legs(p)
    return _straight(_flat_corners(p) if p.profile == "flat" else _stepped_corners(p))


def _straight(corners: list[Corner]) -> list[list[Control]]:
    around = [*corners[1:], corners[0]]
    return [[(*start, 1.0), (*end, 1.0)] for start, end in zip(corners, around, strict=True)]


def _crown_legs(p: Bezel) -> list[list[Control]]:
    """Up the outer edge, over both arcs, and between them along the land."""
    share, half, top = arc_breadth(p) / band(p), arc_angle(p) / 2, p.thickness
    middle = share - arc_radius(p) * tan(half) / band(p)
    outside: list[Control] = [(1, p.edge, 1), (1 - middle, top, cos(half)), (1 - share, top, 1)]
    inside: list[Control] = [(share, top, 1), (middle, top, cos(half)), (0, p.edge, 1)]
    land = _straight([(1 - share, top), (share, top)])[:1] if screw_count(p) else []
    bottom, edge, _, opening = _straight([(0, 0), (1, 0), (1, p.edge), (0, p.edge)])
    return [bottom, edge, outside, *land, inside, opening]


def _flat_corners(p: Bezel) -> list[Corner]:
    return _bevelled(p, 0.0, 1.0, p.thickness, [(0, 0), (1, 0)])


def _stepped_corners(p: Bezel) -> list[Corner]:
    lip, bevel = p.lip / band(p), BEVEL / band(p)
    flange = [(0, 0), (1, 0), (1, p.edge - BEVEL), (1 - bevel, p.edge), (lip, p.edge)]
    return _bevelled(p, 0.0, lip, p.thickness, flange)


def _bevelled(p: Bezel, low: float, high: float, top: float, before: list[Corner]) -> list[Corner]:
    """With a level top between two shares, both its edges bevelled."""
    bevel = BEVEL / band(p)
    return [*before, (high, top - BEVEL), (high - bevel, top), (low + bevel, top), (low, top - BEVEL)]


def build(p: Bezel) -> Any:
    """Its back on z = 0, its front upwards; a round one is turned, an oval one sewn of strips."""
    ring = _oval(p) if p.shape == "oval" else _round(p)
    return _pierced(p, ring) if screw_count(p) else ring


def _pierced(p: Bezel, ring: Any) -> Any:
    """With the screws' holes sewn in: a boolean takes ten times as long, and on curved faces came out wrong."""
    import cadquery as cq

    sizes, rim = head(p), head_height(p)
    faces = []
    for face in ring.val().Faces():
        level = face.Center().z
        if face.geomType() != "PLANE" or min(abs(level), abs(level - rim)) > LEVEL_MM:
            faces.append(face)
        else:
            holes = _circles(p, (sizes.hole if level < LEVEL_MM else sizes.head) / 2, level)
            faces.append(cq.Face.makeFromWires(face.outerWire(), [*face.innerWires(), *holes]))
    sides = [side for side in _screw(p).Faces() if side.geomType() != "PLANE"]
    faces += [side.translate(cq.Vector(x, y, 0)) for x, y in screw_places(p) for side in sides]
    return cq.Workplane(cq.Solid.makeSolid(cq.Shell.makeShell(faces)))


def _circles(p: Bezel, radius: float, level: float) -> list[Any]:
    import cadquery as cq

    return [cq.Wire.makeCircle(radius, cq.Vector(x, y, level), cq.Vector(0, 0, 1)) for x, y in screw_places(p)]


def _oval(p: Bezel) -> Any:
    from configurator.shapes.oval_rings import Band, oval_ring

    return oval_ring(Band(inner(p), outer(p)), legs(p))


def _round(p: Bezel) -> Any:
    import cadquery as cq

    inside, breadth = inner(p)[0], band(p)
    profile = cq.Workplane("XZ").moveTo(inside, 0)
    for leg in legs(p)[:-1]:
        end = (inside + leg[-1][0] * breadth, leg[-1][1])
        profile = profile.threePointArc(_on_arc(p, leg), end) if leg[2:] else profile.lineTo(*end)
    return profile.close().revolve(360, (0, 0), (0, 1))


def _on_arc(p: Bezel, leg: list[Control]) -> Corner:
    """Radius and height of the middle of an arc of a round one."""
    (start, low, _), (middle, high, weight), (end, top, _) = leg
    share = (start + 2 * weight * middle + end) / (2 + 2 * weight)
    return inner(p)[0] + share * band(p), (low + 2 * weight * high + top) / (2 + 2 * weight)


def _screw(p: Bezel) -> Any:
    """What a screw takes, about z: its hole and its countersink."""
    import cadquery as cq

    sizes, rim = head(p), head_height(p)
    hole, wide = sizes.hole / 2, sizes.head / 2
    corners = [(0, 0), (hole, 0), (hole, rim - sizes.depth), (wide, rim), (0, rim)]
    return cq.Workplane("XZ").polyline(corners).close().revolve(360, (0, 0), (0, 1)).val()


def screw_places(p: Bezel) -> list[Corner]:
    """The holes' middles: the first on x, or at the end of an oval's longer axis."""
    count = screw_count(p)
    return [on_band(p, screw_share(p), start(p) + 2 * pi * number / count) for number in range(count)]


def start(p: Bezel) -> float:
    """The turn of the first screw from x, in radians."""
    return pi / 2 if p.shape == "oval" and p.outer_height > p.outer_width else 0.0


def between_screws(p: Bezel) -> float:
    """A turn from x half way between two screws, in radians."""
    return start(p) + pi / max(screw_count(p), 1)


def on_band(p: Bezel, share: float, turn: float) -> Corner:
    """A place at a share of the band."""
    a, b = (small + share * (large - small) for small, large in zip(inner(p), outer(p), strict=True))
    return a * cos(turn), b * sin(turn)


def wall(p: Bezel) -> float:
    """The thinnest in mm: its edge, or what is beside the lip's step."""
    return p.thickness if p.profile == "flat" else min(p.edge, p.thickness)


def dimensions(p: Bezel) -> Iterator[Dimension]:
    """What the opening shows, what the panel is covered by, and what the screws meet."""
    yield from _oval_sizes(p) if p.shape == "oval" else _round_sizes(p)
    yield Distance(
        name="thickness", field="thickness", nominal=p.thickness, tolerance=model_tolerance(p.thickness), axis=Z
    )
    if p.profile == "stepped":
        yield _flange_height(p)
    if screw_count(p):
        yield from _screw_sizes(p)


def _round_sizes(p: Bezel) -> Iterator[Dimension]:
    opening, across = p.opening_width, p.outer_width
    yield Diameter(
        name="opening",
        field="opening_width",
        nominal=opening,
        tolerance=model_tolerance(opening),
        centre=(0, 0, 0),
        role="bore",
    )
    yield Diameter(
        name="outside", field="outer_width", nominal=across, tolerance=model_tolerance(across), centre=(0, 0, 0)
    )
    if p.profile == "stepped":
        yield _lip_size(p)


def _lip_size(p: Bezel) -> Dimension:
    across = p.opening_width + 2 * p.lip
    return Diameter(
        name="lip", field="lip", nominal=across, tolerance=model_tolerance(across), centre=(0, 0, p.edge), height=0.1
    )


def _oval_sizes(p: Bezel) -> Iterator[Dimension]:
    low = Box((-0.2, -0.2, 0.2), (0.2, 0.2, 0.4))
    for side, axis in (("width", X), ("height", Y)):
        opening, across = getattr(p, f"opening_{side}"), getattr(p, f"outer_{side}")
        yield Distance(
            name=f"opening_{side}",
            field=f"opening_{side}",
            nominal=opening,
            tolerance=model_tolerance(opening),
            axis=axis,
            jaws="inside",
            box=low,
        )
        name = f"outer_{side}"
        yield Distance(name=name, field=name, nominal=across, tolerance=model_tolerance(across), axis=axis)


def _flange_height(p: Bezel) -> Dimension:
    """Beside a screw, in a small box on the flange."""
    x, y = on_band(p, screw_share(p), between_screws(p))
    return Distance(
        name="edge",
        field="edge",
        nominal=p.edge,
        tolerance=model_tolerance(p.edge),
        axis=Z,
        jaws="height",
        box=Box((x - 0.1, y - 0.1, -1), (x + 0.1, y + 0.1, p.thickness + 1)),
    )


def _screw_sizes(p: Bezel) -> Iterator[Dimension]:
    sizes, rim = head(p), head_height(p)
    for name, size, z, height in (("screw_holes", sizes.hole, 0.0, 0.3), ("countersinks", sizes.head, rim, 0.2)):
        first, *others = ((x, y, z) for x, y in screw_places(p))
        yield Diameter(
            name=name,
            field="screw",
            nominal=size,
            tolerance=model_tolerance(size),
            centre=first,
            repeats=tuple(others),
            height=height,
            role="bore",
        )
    yield from _screw_positions(p)


def _screw_positions(p: Bezel) -> Iterator[Dimension]:
    places: list[Point] = [(x, y, 0.0) for x, y in screw_places(p)]
    if p.shape == "round" and screw_count(p) > 2:
        circle = 2 * screw_places(p)[0][0]
        yield PitchCircle(
            name="screw_circle",
            nominal=circle,
            tolerance=model_tolerance(circle),
            centres=tuple(places),
            size=head(p).hole,
        )
        return
    for one, other in zip(places, places[screw_count(p) // 2 :], strict=False):
        yield _opposite(p, *sorted((one, other)))


def _opposite(p: Bezel, low: Point, high: Point) -> Dimension:
    """Between two screws on one axis."""
    across = high[0] - low[0] > abs(high[1] - low[1])
    of, datum = (high, low) if across or high[1] > low[1] else (low, high)
    size = of[0] - datum[0] if across else of[1] - datum[1]
    return Position(
        name="screws_across" if across else "screws_upright",
        nominal=size,
        tolerance=model_tolerance(size),
        axis=X if across else Y,
        of=Round(centre=of, diameter=head(p).hole),
        datum=Round(centre=datum, diameter=head(p).hole),
    )


def sections(p: Bezel) -> Iterator[Section]:
    """Through the first screw: its profile is seen nowhere else."""
    x, y = screw_places(p)[0] if screw_count(p) else (1.0, 0.0)
    yield Section(origin=(0, 0, 0), normal=(0, -1, 0) if abs(x) > abs(y) else X)


def notes(p: Bezel) -> Iterator[str]:
    """What no dimension tells."""
    if p.shape == "oval":
        yield "Opening and outline are ellipses; the section changes evenly from one to the other."
    if p.profile == "crowned":
        yield f"Both edges {p.edge:g} mm high, rounded by R{arc_radius(p):.2f} over {arc_breadth(p):.2f} mm."
    else:
        yield f"Bevels {BEVEL:g} mm × 45°, on all edges of the front."
    if p.profile == "stepped":
        yield f"Lip {p.lip:g} mm broad at the opening."
    if screw_count(p):
        yield f"{screw_count(p)} countersunk screws {p.screw}, 90°, their heads Ø{head(p).head:.2f} mm, flush."


TEMPLATE = Template(
    id="bezel",
    version="1",
    title="Bezel",
    group="Classic car",
    summary="A ring or an oval escutcheon round an opening: flat, crowned or stepped, with countersunk screw holes.",
    keywords=(
        "escutcheon",
        "trim ring",
        "surround",
        "door handle plate",
        "window winder",
        "lamp ring",
        "speaker ring",
        "vent ring",
        "switch plate",
    ),
    parameters=Bezel,
    limits=limits,
    check=check,
    build=build,
    dimensions=dimensions,
    measuring={
        "opening_width": BEZEL.line("opening_width"),
        "opening_height": BEZEL.line("opening_height"),
        "outer_width": BEZEL.line("outer_width"),
        "outer_height": BEZEL.line("outer_height"),
        "thickness": BEZEL.line("thickness"),
        "edge": BEZEL.line("edge"),
        "screws": BEZEL.line("screws"),
        "screw": BEZEL.line("screw"),
    },
    presets={
        "flat ring": Bezel(),
        "oval, crowned": Bezel(
            shape="oval",
            opening_width=50,
            opening_height=26,
            outer_width=82,
            outer_height=58,
            profile="crowned",
            thickness=5,
            edge=1.5,
            screws="2",
            screw="No. 4",
        ),
        "stepped ring": Bezel(
            opening_width=80, outer_width=116, profile="stepped", thickness=6, edge=3, lip=5, screws="6", screw="M3"
        ),
        "crowned ring": Bezel(
            opening_width=52, outer_width=72, profile="crowned", thickness=5, edge=1.2, screws="none"
        ),
        "oval, stepped": Bezel(
            shape="oval",
            opening_width=110,
            opening_height=70,
            outer_width=150,
            outer_height=110,
            profile="stepped",
            thickness=6,
            edge=3.5,
            lip=6,
            screw="M4",
        ),
    },
    preset_titles={
        "flat ring": "Flat ring, 60 mm open, four wood screws No. 6",
        "oval, crowned": "Oval escutcheon, crowned, two wood screws No. 4",
        "stepped ring": "Ring with a raised lip, 80 mm open, six M3",
        "crowned ring": "Crowned ring for a gauge, without screws",
        "oval, stepped": "Oval with a raised lip, four M4",
    },
    front=Z,
    up=Y,
    zone="cabin",
    offers=("mill-aluminium", "mill-brass", "turn-aluminium", "turn-brass", "mjf-pa12", "sls-pa12"),
    is_revolved=lambda p: p.shape == "round" and not screw_count(p),
    wall=wall,
    sections=sections,
    notes=notes,
    sources=(
        "Heads and holes of countersunk screws: the table beside this part, a source for each row",
        "Bands, bevels, the oval's proportion and all else are the project's own choices",
    ),
)
