"""Dashboard knob: a skirt, a grip that fingers hold, a bore for its shaft with a set screw, letters on its face."""

from __future__ import annotations

from collections.abc import Iterator
from math import acos, cos, hypot, pi, radians
from typing import Any, Literal

from configurator.sdk import (
    RIDGED_SHAFT,
    SHAFT,
    AllowedWords,
    Box,
    Diameter,
    Dimension,
    Distance,
    Face,
    Lettering,
    LetterSize,
    Limit,
    Mark,
    Parameters,
    Point,
    Position,
    Problem,
    Round,
    Section,
    Table,
    Template,
    Thread,
    ThreadDiameter,
    X,
    Y,
    Z,
    choice,
    length,
    model_tolerance,
    pick,
    refusal,
    text,
    text_heights,
    text_width,
    thread,
    warning,
)
from templates_cad import _splined_shafts
from templates_cad._splined_shafts import BLUNT_PITCH, RIDGED, RidgedBore

# The project's own choices, in mm.
LEAST_WALL = 1.5
FLUTE_DEPTH, FLUTE_RADIUS, LEAST_RIDGE = 0.9, 2.4, 0.8
FLUTE_COUNTS = ("6", "8", "10", "12", "16")
KNURL_PITCH, DIAMOND_PITCH, KNURL_DEPTH = 1.8, 2.8, 0.5
KNURL_LAND = 0.25  # flat on top of a knurl's ridges and pyramids, of their breadth: full points wear off, and hurt
CROWN = 1.0  # chamfer or runout at the grip's top
FOOT = 0.5  # chamfer under flutes that stand over a collar
LEAD_IN = 0.4  # countersink at the bore's mouth
LETTER_DEPTH = 0.6
MARGIN = 0.8  # between letters and the face's edge
LEAST_CAPITAL = 2.0
GAUGED = 2.0  # of the bore beyond the set screw
SCREW_CLEAR = 0.8  # from the set screw's hole to the skirt's upper face, or to the grip
COLLAR_STEP = 0.2  # of the collar below the ground of flutes or knurl, so that their tool runs out
LEAST_SKIRT, LEAST_GRIP = 1.5, 6.0  # their heights
STUB_WALL = 0.5  # of what the grip takes the place of, round the bore
LEAST_TYPE, MOST_TYPE, TYPE_LENGTH = 2.0, 3.0, 6.2  # of the mark, and its length in heights of type

SCREW_NAMES = ("M3x0.5", "M4x0.7", "M5x0.8", "6 BA", "4 BA", "2 BA")
SCREWS: Table[Thread] = Table(
    {name: thread(name) for name in SCREW_NAMES}, {name: thread(name).source for name in SCREW_NAMES}
)
# Where the shaft's flat lies when the letters stand upright: degrees from the right, counter-clockwise.
FLAT_AT = {"12 o'clock": 90.0, "3 o'clock": 0.0, "6 o'clock": -90.0, "9 o'clock": 180.0}
D_SHAFT, RIDGED_SHAFTS, SPLINED_SHAFT = {"shaft": ("D-shaped",)}, {"shaft": RIDGED}, {"shaft": ("splined",)}
WITH_SCREW = {"fixing": ("set screw",)}
WITH_LETTERS = {"lettering": ("sunk", "raised")}


class DashKnob(Parameters):
    """What may vary. Sizes in mm."""

    shaft: Literal["D-shaped", "round", "splined", "serrated"] = choice(
        "D-shaped",
        title="Shaft",
        group="Shaft",
        guide="Splined: ridges with parallel sides all round. Serrated: many fine ones like a V, as on radios.",
    )
    shaft_diameter: float = length(
        6,
        3,
        10,
        title="Shaft diameter",
        group="Shaft",
        measured=True,
        guide="Callipers across the shaft's round, or over its ridges.",
    )
    across_flat: float = length(
        4.5,
        2,
        9.5,
        title="Across the flat",
        group="Shaft",
        measured=True,
        guide="Callipers from the flat to the round opposite.",
        when=D_SHAFT,
    )
    ridges: Literal["4", "6", "8", "10", "12", "16", "18", "20", "24", "28", "30", "32", "36", "40", "48"] = choice(
        "18",
        title="Ridges",
        group="Shaft",
        guide="All round, with those that a slot across the shaft took away: of 6 mm often 18, of 0.235 in 24.",
        when=RIDGED_SHAFTS,
    )
    root_diameter: float = length(
        5.2,
        2.1,
        9.6,
        title="In the grooves",
        group="Shaft",
        measured=True,
        guide="From ground to ground of two that lie opposite.",
        when=RIDGED_SHAFTS,
    )
    spline_width: float = length(
        0.5,
        0.5,
        6,
        title="Width of a spline",
        group="Shaft",
        measured=True,
        guide="Between its parallel sides.",
        when=SPLINED_SHAFT,
    )
    shaft_length: float = length(
        12,
        6,
        25,
        title="Shaft length",
        group="Shaft",
        measured=True,
        guide="How far the shaft stands out of the panel.",
    )
    play: float = length(
        0.1,
        0,
        0.4,
        title="Play",
        group="Shaft",
        guide="How much wider than the shaft the bore is; none for a press fit.",
    )
    flat_at: Literal["12 o'clock", "3 o'clock", "6 o'clock", "9 o'clock"] = choice(
        "6 o'clock",
        title="Flat at",
        group="Shaft",
        guide="Where the flat lies while the letters stand upright.",
        when=D_SHAFT,
    )
    fixing: Literal["set screw", "press fit"] = choice("set screw", title="Fixing", group="Fixing")
    screw: str = pick(
        SCREWS, "M3x0.5", title="Set screw", group="Fixing", guide="Its hole is drilled to be tapped.", when=WITH_SCREW
    )
    screw_height: float = length(
        6,
        2,
        15,
        title="Height of the set screw",
        group="Fixing",
        guide="Of its axis, above the underside: in the skirt, or over it in a plain collar below the grip.",
        when=WITH_SCREW,
    )
    grip: Literal["flutes", "knurl", "diamond knurl", "plain"] = choice("flutes", title="Grip", group="Knob")
    flutes: Literal["6", "8", "10", "12", "16"] = choice("10", title="Flutes", group="Knob", when={"grip": ("flutes",)})
    grip_diameter: float = length(24, 12, 50, title="Grip diameter", group="Knob", guide="Over the ridges.")
    skirt_diameter: float = length(32, 14, 70, title="Skirt diameter", group="Knob")
    skirt_height: float = length(3, LEAST_SKIRT, 10, title="Skirt height", group="Knob")
    height: float = length(18, 10, 40, title="Height", group="Knob", guide="Over all, without raised letters.")
    lettering: Literal["none", "sunk", "raised"] = choice("none", title="Lettering", group="Face")
    words: str = text(
        "FAN",
        8,
        title="Letters",
        group="Face",
        guide="As they shall stand on the face.",
        stated=True,
        when=WITH_LETTERS,
    )
    capital: float = length(
        4,
        LEAST_CAPITAL,
        20,
        title="Height of the capitals",
        group="Face",
        guide="They are 0.6 mm deep or high.",
        when=WITH_LETTERS,
    )


def bore(p: DashKnob) -> float:
    """Its diameter in mm."""
    return p.shaft_diameter + p.play


def ridged_bore(p: DashKnob) -> RidgedBore:
    """The bore for a shaft with splines or serrations, a groove of it towards the set screw."""
    sizes = (p.shaft_diameter, p.root_diameter, p.spline_width, p.play)
    return RidgedBore(p.shaft, int(p.ridges), *sizes, turn(p))


def across_bore(p: DashKnob) -> float:
    """From the bore's flat to the round opposite, in mm."""
    return p.across_flat + p.play


def bore_depth(p: DashKnob) -> float:
    """In mm: the shaft, and half a millimetre, so that the skirt meets the panel."""
    return p.shaft_length + 0.5


def screw_hole(p: DashKnob) -> float:
    """Its diameter in mm: the tap drill's; none without a screw."""
    return SCREWS.rows[p.screw].tap_drill if p.fixing == "set screw" else 0.0


def groove_depth(p: DashKnob) -> float:
    """How deep flutes or knurl go, in mm."""
    return {"flutes": FLUTE_DEPTH, "plain": 0.0}.get(p.grip, KNURL_DEPTH)


def ridges(p: DashKnob) -> int:
    """Of a knurl: an even number, so that ridges stand opposite one another."""
    pitch = DIAMOND_PITCH if p.grip == "diamond knurl" else KNURL_PITCH
    return 2 * round(pi * p.grip_diameter / pitch / 2)


def is_in_skirt(p: DashKnob) -> bool:
    """Whether the set screw's hole lies within the skirt's side."""
    return p.screw_height + screw_hole(p) / 2 + SCREW_CLEAR <= p.skirt_height + 1e-6


def has_collar(p: DashKnob) -> bool:
    """Whether the set screw needs a plain collar between skirt and grip: no hole is drilled into flutes or a knurl."""
    return p.fixing == "set screw" and p.grip != "plain" and not is_in_skirt(p)


def grip_base(p: DashKnob) -> float:
    """Where the grip begins, in mm above the underside."""
    return p.screw_height + screw_hole(p) / 2 + SCREW_CLEAR if has_collar(p) else p.skirt_height


def core(p: DashKnob) -> float:
    """The radius in mm of the ground of flutes or knurl."""
    return p.grip_diameter / 2 - groove_depth(p)


def hub(p: DashKnob) -> float:
    """The radius in mm of what stands round the bore and the set screw: the collar, or the grip's core."""
    return core(p) - COLLAR_STEP if has_collar(p) else core(p)


def grip_height(p: DashKnob) -> float:
    """From where the grip begins to the face, in mm."""
    return p.height - grip_base(p)


def face_radius(p: DashKnob) -> float:
    """The radius in mm that is flat all round: within the crown, and within flutes and the knurl's corners."""
    if "knurl" in p.grip:
        return core(p) * cos(pi / 2 / ridges(p))
    return p.grip_diameter / 2 - max(CROWN, groove_depth(p))


def line(p: DashKnob, capital: float) -> Lettering:
    """The letters on the face."""
    return Lettering(text=p.words, capital=capital, font="sans")


def most_capital(p: DashKnob) -> float:
    """How high capitals may be in mm, so that all letters stand within the face."""
    one = line(p, 1.0)
    below, above = text_heights(one)
    corner = hypot(text_width(one) / 2, max(above - 0.5, below + 0.5))
    return (face_radius(p) - MARGIN) / corner


def is_revolved(p: DashKnob) -> bool:
    """Whether a lathe alone makes it: a plain knob without letters, pressed on a round shaft."""
    plain = p.grip == "plain" and p.lettering == "none"
    return plain and p.shaft == "round" and p.fixing == "press fit"


def limits(p: DashKnob) -> Iterator[Limit | AllowedWords]:
    """What is impossible given the others."""
    yield Limit(
        "across_flat",
        0.6 * p.shaft_diameter,
        0.95 * p.shaft_diameter,
        "a D has its flat between the middle and the edge",
        ("shaft_diameter",),
    )
    if p.shaft in RIDGED:
        yield from ridged_bore(p).limits()
    least = bore(p) + 2 * (LEAST_WALL + groove_depth(p)) + 2
    yield Limit("grip_diameter", least, 50, f"{LEAST_WALL:g} mm must stand round the bore", ("shaft_diameter", "play"))
    fitting = tuple(count for count in FLUTE_COUNTS if _flutes_fit(p, int(count)))
    yield AllowedWords("flutes", fitting, "ridges must stand between the flutes", ("grip_diameter",))
    yield Limit("skirt_diameter", p.grip_diameter + 1, 70, "the skirt stands out from the grip", ("grip_diameter",))
    screws = tuple(name for name in SCREW_NAMES if _screw_fits(p, SCREWS.rows[name].tap_drill))
    yield AllowedWords("screw", screws, "its hole needs room beside the shaft's end and the panel", ("shaft_length",))
    if p.fixing == "set screw" and p.skirt_height > _most_below_screw(p):
        because = "the shaft is so short that the set screw must lie in the skirt"
        if _most_below_screw(p) >= LEAST_SKIRT:
            because += f", or over one of {_most_below_screw(p):.2f} mm at most"
        yield Limit("skirt_height", screw_hole(p) + LEAST_WALL + SCREW_CLEAR, 10, because, ("shaft_length", "screw"))
    low, high = _screw_room(p)
    because = "the screw must meet the shaft, leave material below, and lie in the skirt or clear above it"
    yield Limit("screw_height", low, high, because, ("screw", "shaft_length", "skirt_height"))
    sunk = LETTER_DEPTH if p.lettering == "sunk" else 0.0
    room = max(bore_depth(p) + LEAST_WALL + sunk, grip_base(p) + LEAST_GRIP)
    given = ("shaft_length", "skirt_height", "screw_height")
    yield Limit("height", room, 40, "bore, set screw and grip need room", given)
    if p.words:
        yield Limit(
            "capital",
            LEAST_CAPITAL,
            most_capital(p),
            "the letters must stand within the face",
            ("words", "grip_diameter"),
        )


def _screw_fits(p: DashKnob, drill: float) -> bool:
    return drill / 2 + LEAST_WALL <= bore_depth(p) - drill / 2 - GAUGED


def _most_below_screw(p: DashKnob) -> float:
    """How high a skirt may be in mm, so that the set screw meets the shaft above it."""
    return bore_depth(p) - GAUGED - screw_hole(p) - SCREW_CLEAR


def _screw_room(p: DashKnob) -> tuple[float, float]:
    """The least and the greatest height of the set screw in mm; what lies between is no place where its hole would run
    through the skirt's upper edge."""
    half = screw_hole(p) / 2
    low, high = half + LEAST_WALL, bore_depth(p) - half - GAUGED
    beside = half + SCREW_CLEAR
    under, over = p.skirt_height - beside, p.skirt_height + beside
    if low > under:
        low = over
    return low, min(high, under) if high < over else high


def check(p: DashKnob) -> Iterator[Problem]:
    """What cannot be drilled, and what is possible and doubtful."""
    if p.shaft in RIDGED and ridged_bore(p).pitch < BLUNT_PITCH:
        yield warning(
            f"Ridges {ridged_bore(p).pitch:.2f} mm apart come out blunt when the knob is printed.",
            "shaft",
            "ridges",
            hint="Try it on the shaft; a set screw holds it where the ridges slip.",
        )
    if p.fixing == "set screw":
        yield from _screw_problems(p)


def _screw_problems(p: DashKnob) -> Iterator[Problem]:
    beside = screw_hole(p) / 2 + SCREW_CLEAR
    up, down = p.skirt_height + beside - p.screw_height, p.screw_height + beside - p.skirt_height
    if min(up, down) > 1e-6:
        yield refusal(
            "The set screw's hole would run through the skirt's upper edge, or next to it.",
            "screw_height",
            "skirt_height",
            hint=f"{' or '.join(_screw_remedies(p, up, down))}.".capitalize(),
        )


def _screw_remedies(p: DashKnob, up: float, down: float) -> Iterator[str]:
    """What brings its hole clear of the skirt's edge: moves in mm as far as there is room, and the skirt."""
    half = screw_hole(p) / 2
    if p.screw_height + up <= bore_depth(p) - half - GAUGED:
        yield f"move the screw up by {up:.2f} mm"
    if p.screw_height - down >= half + LEAST_WALL:
        yield f"move it down by {down:.2f} mm into the skirt"
    yield f"make the skirt {down:.2f} mm higher"


def _flutes_fit(p: DashKnob, count: int) -> bool:
    """Whether so many flutes leave ridges of `LEAST_RIDGE` between them: by the law of cosines."""
    rim, centre = p.grip_diameter / 2, p.grip_diameter / 2 + FLUTE_RADIUS - FLUTE_DEPTH
    half = acos((rim**2 + centre**2 - FLUTE_RADIUS**2) / (2 * rim * centre))
    return rim * (2 * pi / count - 2 * half) >= LEAST_RIDGE


def wall(p: DashKnob) -> float:
    """The thinnest in mm: round the bore, above it, and below the screw."""
    beside = hub(p) - bore(p) / 2
    above = p.height - bore_depth(p) - (LETTER_DEPTH if p.lettering == "sunk" else 0.0)
    below = p.screw_height - screw_hole(p) / 2 if p.fixing == "set screw" else p.skirt_height
    return min(beside, above, below, p.skirt_height)


def build(p: DashKnob) -> Any:
    """The panel is z = 0, the face looks up, the letters' tops point along y."""
    from configurator.shapes.booleans import cut
    from configurator.shapes.rims import replace_stub, sink_tool

    knob = sink_tool(_blank(p), _bore(p))
    if p.fixing == "set screw":
        knob = cut(knob, _screw(p), "the set screw's hole")
    if p.grip != "plain":
        # After the boolean, which takes seconds among its facets.
        knob = replace_stub(knob, bore(p) / 2 + STUB_WALL, grip_base(p), _grip(p))
    return _lettered(p, knob) if p.lettering != "none" and p.words else knob


def _blank(p: DashKnob) -> Any:
    """What a lathe leaves: the skirt, its upper edge chamfered, and the plain grip, or collar and stub for another."""
    from configurator.shapes.turned import turned

    brim = p.skirt_diameter / 2
    edge = min(0.5, 0.3 * p.skirt_height, 0.4 * (brim - p.grip_diameter / 2))
    corners = [(0, 0), (brim, 0), (brim, p.skirt_height - edge), (brim - edge, p.skirt_height)]
    corners += _plain_grip(p) if p.grip == "plain" else _stub(p)
    return turned([*corners, (0, p.height)])


def _plain_grip(p: DashKnob) -> list[tuple[float, float]]:
    tip = p.grip_diameter / 2
    return [(tip, p.skirt_height), (tip, p.height - CROWN), (tip - CROWN, p.height)]


def _stub(p: DashKnob) -> list[tuple[float, float]]:
    collar = [(hub(p), p.skirt_height), (hub(p), grip_base(p))] if has_collar(p) else []
    inner = bore(p) / 2 + STUB_WALL
    return [*collar, (inner, grip_base(p)), (inner, p.height)]


def _grip(p: DashKnob) -> Any:
    """It stands on z = 0. Knurls run out at both ends; flutes are chamfered at the top, and below over a collar."""
    from configurator.shapes.grips import diamond_knurl, fluted_grip, straight_knurl

    high = grip_height(p)
    if p.grip == "knurl":
        return straight_knurl(p.grip_diameter, high, ridges(p), KNURL_DEPTH, CROWN, KNURL_LAND)
    if p.grip == "diamond knurl":
        rows = max(2, round(high / DIAMOND_PITCH))
        return diamond_knurl(p.grip_diameter, high, ridges(p), rows, KNURL_DEPTH, KNURL_LAND)
    foot = FOOT if has_collar(p) else 0.0
    return fluted_grip(p.grip_diameter, high, int(p.flutes), FLUTE_DEPTH, FLUTE_RADIUS, CROWN, foot)


def _bore(p: DashKnob) -> Any:
    from configurator.shapes.bores import d_bore, round_bore

    if p.shaft in RIDGED:
        return ridged_bore(p).tool(bore_depth(p), LEAD_IN)
    if p.shaft == "round":
        return round_bore(bore(p), bore_depth(p), LEAD_IN)
    return d_bore(bore(p), across_bore(p), bore_depth(p), LEAD_IN).rotate((0, 0, 0), (0, 0, 1), turn(p))


def _screw(p: DashKnob) -> Any:
    """From outside to the bore's middle, square to the flat."""
    import cadquery as cq

    from configurator.shapes.turned import drilled

    axis = cq.Vector(*turned_about_z(p, X))
    return drilled(screw_hole(p), cq.Vector(0, 0, p.screw_height), axis, p.skirt_diameter)


def _lettered(p: DashKnob, knob: Any) -> Any:
    import cadquery as cq

    from configurator.shapes.lettering import raise_letters, sink_letters

    face = cq.Plane((0, 0, p.height))
    write = sink_letters if p.lettering == "sunk" else raise_letters
    return write(knob, line(p, p.capital), LETTER_DEPTH, face)


def turn(p: DashKnob) -> float:
    """Where flat and set screw lie, in degrees from x."""
    return FLAT_AT[p.flat_at] if p.shaft == "D-shaped" else FLAT_AT["6 o'clock"]


def turned_about_z(p: DashKnob, point: Point) -> Point:
    """A point or direction, turned about z with the flat."""
    return _splined_shafts.turned(point, radians(turn(p)))


def mark(p: DashKnob) -> Mark | None:
    """Underneath, beside the bore and away from the screw; None where the type would be too small."""
    inner, outer = bore(p) / 2 + LEAD_IN + 0.3, p.skirt_diameter / 2 - 0.5
    for height in (MOST_TYPE, 2.5, LEAST_TYPE):
        middle = inner + 0.75 * height
        if hypot(TYPE_LENGTH / 2 * height, middle + 0.75 * height) < outer:
            side = -1 if turn(p) == FLAT_AT["12 o'clock"] else 1
            return Mark(centre=(0, side * middle, 0), normal=(0, 0, -1), reading=(-1, 0, 0), height=height)
    return None


def dimensions(p: DashKnob) -> Iterator[Dimension]:
    """What proves the finished part: what the shaft, the screw, the hand and the panel meet."""
    yield from _bore_sizes(p)
    if p.fixing == "set screw":
        yield from _screw_sizes(p)
    yield from _outsides(p)


def _screw_sizes(p: DashKnob) -> Iterator[Dimension]:
    """Its hole, from the collar or the grip's core to the bore, and how high it lies."""
    outer, axis = hub(p), turned_about_z(p, (-1, 0, 0))
    yield ThreadDiameter(
        name="set_screw",
        field="screw",
        nominal=screw_hole(p),
        tolerance=model_tolerance(screw_hole(p)),
        designation=p.screw,
        major=SCREWS.rows[p.screw].major,
        centre=turned_about_z(p, (outer, 0, p.screw_height)),
        axis=axis,
        depth=outer - bore(p) / 2,
    )
    middle = turned_about_z(p, ((outer + bore(p) / 2) / 2, 0, p.screw_height))
    yield Position(
        name="screw_height",
        field="screw_height",
        nominal=p.screw_height,
        tolerance=model_tolerance(p.screw_height),
        of=Round(centre=middle, diameter=screw_hole(p), axis=axis),
        datum=_underside(p),
        axis=Z,
    )


def _underside(p: DashKnob) -> Face:
    far = p.skirt_diameter
    return Face(box=Box((-far, -far, -0.1), (far, far, 0.1)), facing=(0, 0, -1))


def _bore_sizes(p: DashKnob) -> Iterator[Dimension]:
    gauge, half = gauge_height(p), 0.2
    if p.shaft in RIDGED:
        yield from ridged_bore(p).dimensions(gauge)
    else:
        yield Diameter(
            name="bore",
            field="shaft_diameter",
            nominal=bore(p),
            tolerance=model_tolerance(bore(p)),
            centre=(0, 0, gauge),
            role="bore",
        )
    if p.shaft == "D-shaped":
        yield Distance(
            name="across_the_flat",
            field="across_flat",
            nominal=across_bore(p),
            tolerance=model_tolerance(across_bore(p)),
            axis=turned_about_z(p, X),
            jaws="inside",
            box=Box((-half, -half, gauge - half), (half, half, gauge + half)),
        )
    yield Distance(
        name="bore_depth",
        field="shaft_length",
        nominal=bore_depth(p),
        tolerance=model_tolerance(bore_depth(p)),
        axis=Z,
        jaws="height",
        box=Box((-half, -half, -1), (half, half, bore_depth(p) + half)),
    )


def _outsides(p: DashKnob) -> Iterator[Dimension]:
    far = p.skirt_diameter
    low = Box((-far, -far, -1), (far, far, p.skirt_height))
    yield Distance(name="skirt", field="skirt_diameter", nominal=far, tolerance=model_tolerance(far), axis=Y, box=low)
    high = Box((-far, -far, grip_base(p) + 0.01), (far, far, p.height + 2))
    size = p.grip_diameter
    yield Distance(name="grip", field="grip_diameter", nominal=size, tolerance=model_tolerance(size), axis=X, box=high)
    if p.lettering == "none" or not p.words:
        yield Distance(name="height", field="height", nominal=p.height, tolerance=model_tolerance(p.height), axis=Z)
        return
    face = Box((-far, -far, p.height - 0.1), (far, far, p.height + 0.1))
    yield Position(
        name="height",
        field="height",
        nominal=p.height,
        tolerance=model_tolerance(p.height),
        of=Face(box=face, facing=Z),
        datum=_underside(p),
        axis=Z,
    )
    yield _relief(p)


def _relief(p: DashKnob) -> LetterSize:
    """How deep or high the letters are."""
    reach, deep = face_radius(p), LETTER_DEPTH + 0.2
    return LetterSize(
        name="letters",
        field="lettering",
        nominal=LETTER_DEPTH,
        tolerance=model_tolerance(LETTER_DEPTH),
        box=Box((-reach, -reach, p.height - deep), (reach, reach, p.height + deep)),
        facing=Z,
        up=Y,
        of="relief",
        form="sunk" if p.lettering == "sunk" else "raised",
    )


def gauge_height(p: DashKnob) -> float:
    """Where the bore is measured: midway between the set screw, or the mouth, and its ground."""
    above = p.screw_height + screw_hole(p) / 2 if p.fixing == "set screw" else LEAD_IN
    return (above + bore_depth(p)) / 2


def sections(p: DashKnob) -> Iterator[Section]:
    """Through the bore and the set screw; and across a bore that is not round, which is hidden from above."""
    yield Section(origin=(0, 0, 0), normal=turned_about_z(p, (0, -1, 0)))
    if p.shaft != "round":
        yield Section(origin=(0, 0, gauge_height(p)), normal=Z, beyond=False)


def notes(p: DashKnob) -> Iterator[str]:
    """What no dimension tells."""
    if p.fixing == "set screw":
        place = "square to the flat, its axis" if p.shaft == "D-shaped" else "its axis"
        yield f"Set screw: tap {p.screw}, {place} {p.screw_height:g} mm above the underside."
    if p.shaft in RIDGED:
        yield from ridged_bore(p).notes()
    if p.grip == "flutes":
        yield f"{p.flutes} flutes R{FLUTE_RADIUS:g}, {FLUTE_DEPTH:g} mm deep."
    elif p.grip != "plain":
        lands = f"tips flat for {KNURL_LAND:.0%} of their breadth"
        yield f"{p.grip.capitalize()}: {ridges(p)} ridges, {KNURL_DEPTH:g} mm deep, {lands}."
    if has_collar(p):
        yield f"Collar for the set screw, diameter {2 * hub(p):g} mm, up to {grip_base(p):g} mm above the underside."
    yield f"Countersink the bore {LEAD_IN:g} mm × 45°."
    if p.lettering != "none" and p.words:
        yield f"Face: “{p.words}” {p.lettering}, {LETTER_DEPTH:g} mm; capitals {p.capital:g} mm high, DejaVu Sans Bold."


TEMPLATE = Template(
    id="dash_knob",
    version="2",
    title="Dashboard knob",
    group="Classic car",
    summary="A knob for a switch, heater or choke: skirt, grip, bore for its shaft, letters on its face.",
    keywords=("switch", "heater", "choke", "button", "control"),
    parameters=DashKnob,
    limits=limits,
    check=check,
    build=build,
    mark=mark,
    dimensions=dimensions,
    sections=sections,
    notes=notes,
    measuring={
        "shaft_diameter": SHAFT.line("diameter"),
        "across_flat": SHAFT.line("flat"),
        "ridges": RIDGED_SHAFT.line("count"),
        "root_diameter": RIDGED_SHAFT.line("grooves"),
        "spline_width": RIDGED_SHAFT.line("width"),
        "shaft_length": SHAFT.line("length"),
    },
    presets={
        "heater": DashKnob(lettering="sunk", words="H", capital=8),
        "choke": DashKnob(
            shaft="round",
            grip="knurl",
            grip_diameter=20,
            skirt_diameter=24,
            height=22,
            shaft_diameter=6.35,
            screw="4 BA",
            lettering="raised",
            words="CHOKE",
            capital=2.5,
        ),
        "four-wheel drive": DashKnob(
            grip="diamond knurl",
            grip_diameter=30,
            skirt_diameter=40,
            screw="M4x0.7",
            lettering="sunk",
            words="4WD",
            capital=6,
        ),
        "small": DashKnob(
            shaft_diameter=4,
            across_flat=3,
            shaft_length=8,
            grip_diameter=12,
            skirt_diameter=15,
            height=11,
            skirt_height=2,
            grip="plain",
            screw_height=4.5,
        ),
        "radio, serrated shaft": DashKnob(
            shaft="serrated", fixing="press fit", grip="knurl", grip_diameter=18, skirt_diameter=20, skirt_height=2
        ),
        "lever with six splines": DashKnob(
            shaft="splined",
            ridges="6",
            shaft_diameter=10,
            root_diameter=8,
            spline_width=2.5,
            grip_diameter=30,
            skirt_diameter=34,
            screw="M4x0.7",
        ),
        "thunderbird-1968-wiper-knob": DashKnob(
            shaft_diameter=6.24,
            across_flat=5.41,
            play=0,
            fixing="press fit",
            grip="plain",
            grip_diameter=13.97,
            skirt_diameter=33.27,
            height=28.57,
        ),
    },
    preset_titles={
        "thunderbird-1968-wiper-knob": "1968 Ford Thunderbird wiper knob, its shaft's length not published: 12 mm"
    },
    zone="dash top",
    offers=("mjf-pa12", "sls-pa12", "mill-aluminium", "mill-brass", "turn-aluminium", "turn-brass"),
    is_revolved=is_revolved,
    wall=wall,
    # No cutter reaches into the corners of grooves that end in a blind hole.
    family=lambda p: "plastic" if p.shaft in RIDGED else None,
    sources=(
        "18 ridges on shafts of 6 mm, 24 on those of 0.235 in: guyker.com, Types of control shafts",
        "Sides of serrations, about 60 degrees: DIN 5481; parallel splines: ISO 14",
        "Set screws: the tables of threads of this program, a source for each row",
        "1968 Ford Thunderbird: skirt 33.27, height 28.57, hub 13.97 (here the grip), bore 6.24 by 5.41 mm: "
        "alexanderenrique.github.io, thunderbird-wiper-knob.stl, measured",
        "All other proportions are the project's own choices",
    ),
)
