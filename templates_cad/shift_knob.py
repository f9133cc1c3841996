"""Shift knob: a ball, pear, mushroom or cylinder on a lever's thread, with the shift pattern engraved on its crown."""

from __future__ import annotations

from collections.abc import Iterator
from math import acos, atan2, pi, radians, sqrt, tan
from typing import Any, Literal

from configurator.sdk import (
    HEAT_SET_INSERTS,
    LEVER_AND_KNOB,
    AllowedWords,
    Box,
    ContourPiece,
    Depth,
    Diameter,
    Dimension,
    Distance,
    Insert,
    Lettering,
    LetterSize,
    Limit,
    Parameters,
    Problem,
    Section,
    Table,
    Template,
    Thread,
    ThreadDiameter,
    ThreadPitch,
    X,
    Z,
    arc_piece,
    choice,
    heat_set_insert,
    length,
    model_tolerance,
    pick,
    threads,
    warning,
)
from templates_cad._shift_patterns import DIGIT, HALF_WIDTH, Pattern, pattern

# The project's own choices, in mm.
LEAST_WALL, LEAST_CROWN = 3.0, 4.0
TOLERANCE_MM = 0.05  # of the model at most
TIP = 2.0  # of the hole beyond the lever's end
ENGAGED = 0.8  # of the thread at least, in major diameters
LEAD_IN = 0.3  # at an insert's mouth
COUNTERSINK = 0.5  # wider than the thread, at the mouth of one that is tapped or modelled
MODELLED_CLEARANCE = 0.3  # of a modelled thread, in all its diameters over the lever's basic ones
SHANK_PLAY = 2.0  # wider than thread or insert, above which the thread starts
POINT_DEG = 59.0  # half of a drill's point
NECK = 3.0
LETTER_DEPTH, MARGIN, LEAST_DIGIT, MOST_UNIT = 0.6, 1.2, 2.0, 10.0
# Of a thing in diameters of the knob.
COLLARS = {"ball": 0.75, "pear": 0.7, "mushroom": 0.5}
MUSHROOM_RIM, MUSHROOM_CROWN = 0.12, 1.0
CYLINDER_EDGE, CYLINDER_FOOT, MOST_EDGE, MOST_FOOT = 0.12, 0.05, 6.0, 2.0
WIDEST_FLAT = 0.6
GRAZING = 0.001  # from a flat whose edge is measured

SERIES = ("metric_coarse", "metric_fine", "unc", "unf", "bsw", "bsf", "ba")
LEAST_THREAD, MOST_THREAD = 4.7, 16.1
ALL_THREADS = [each for series in SERIES for each in threads(series) if LEAST_THREAD <= each.major <= MOST_THREAD]
THREADS: Table[Thread] = Table(
    {each.name: each for each in ALL_THREADS}, {each.name: each.source for each in ALL_THREADS}
)
# Threads with a published hole for an insert, by its name there.
INSERTS = {each.name: each.name.split("x")[0] for each in threads("metric_coarse")}
INSERTS |= {each.name: each.name.removeprefix("#") for series in ("unc", "unf") for each in threads(series)}
INSERTS = {name: row for name, row in INSERTS.items() if name in THREADS.rows and row in HEAT_SET_INSERTS.rows}
NO_INSERT = (
    "no hole for an insert of this thread is published; put a larger insert in with a reducing bush, or drill for a tap"
)

# Of a thread that is printed with the knob: M8x1.25 or 1/4-20 UNC and coarser, see the sources.
LEAST_MODELLED, LEAST_PITCH = 6.3, 1.25
MODELLED = {each.name for each in ALL_THREADS if each.major >= LEAST_MODELLED and each.pitch >= LEAST_PITCH}
TOO_FINE = "the flanks of a thread finer than M8x1.25 or 1/4-20 UNC fuse when it is printed"

DEEPER = {"thread_from": ("deeper",)}
WITH_COLLAR = {"shape": ("ball", "pear", "mushroom")}
WITH_HEIGHT = {"shape": ("pear", "mushroom", "cylinder")}
SPEEDS = ("3-speed", "4-speed", "5-speed", "5-speed dog-leg", "6-speed")


class ShiftKnob(Parameters):
    """What may vary. Sizes in mm."""

    thread: str = pick(
        THREADS,
        "M8x1.25",
        title="Thread",
        group="Lever",
        guide="Of the lever. “Which thread is this?” names it by its diameter and pitch.",
    )
    hold: Literal["insert pocket", "tap drill", "modelled"] = choice(
        "insert pocket",
        title="Thread in the knob",
        group="Lever",
        guide="Of a brass insert that is melted into plastic; cut with a tap, best in metal; or printed with the knob.",
    )
    thread_length: float = length(
        18,
        4,
        45,
        title="Length of the thread",
        group="Lever",
        measured=True,
        guide="Of the lever's thread; the hole is 2 mm deeper.",
    )
    thread_from: Literal["the mouth", "deeper"] = choice(
        "the mouth", title="The knob's thread starts", group="Lever", guide="Deeper, where the lever's shank goes in."
    )
    thread_start: float = length(
        8,
        1,
        30,
        title="Depth at which it starts",
        group="Lever",
        measured=True,
        guide="In the old knob, from its base.",
        when=DEEPER,
    )
    play: float = length(
        0, 0, 0.5, title="Wider hole", group="Lever", guide="Added to its diameter, for a printer that closes holes."
    )
    shape: Literal["ball", "pear", "mushroom", "cylinder"] = choice("ball", title="Shape", group="Knob")
    diameter: float = length(48, 28, 70, title="Diameter", group="Knob", guide="At its widest.")
    height: float = length(
        62, 20, 130, title="Height", group="Knob", guide="Over all. That of a ball follows from it.", when=WITH_HEIGHT
    )
    collar: float = length(
        22, 10, 50, title="Base diameter", group="Knob", guide="Of the flat below.", when=WITH_COLLAR
    )
    pattern: Literal["none", "3-speed", "4-speed", "5-speed", "5-speed dog-leg", "6-speed"] = choice(
        "none", title="Shift pattern", group="Crown", guide="Engraved 0.6 mm deep, on a flat of the crown."
    )
    reverse: Literal["left forwards", "left back", "right forwards", "right back"] = choice(
        "left forwards",
        title="Reverse",
        group="Crown",
        guide="Where the lever goes for it, as the driver sees it.",
        when={"pattern": SPEEDS},
    )
    flat: float = length(
        25,
        12,
        45,
        title="Flat on the crown",
        group="Crown",
        guide="Its diameter; the pattern fills it.",
        when={"pattern": SPEEDS, **WITH_COLLAR},
    )


def hole(p: ShiftKnob) -> float:
    """Its diameter in mm: the insert's, the tap drill's, or within a modelled thread."""
    if p.hold == "insert pocket" and p.thread in INSERTS:
        return HEAT_SET_INSERTS.rows[INSERTS[p.thread]].hole_diameter + p.play
    if p.hold == "modelled":
        return THREADS.rows[p.thread].minor + clearance(p)
    return THREADS.rows[p.thread].tap_drill + p.play


def clearance(p: ShiftKnob) -> float:
    """By how much a modelled thread is wider than the lever's basic one, in mm of diameter."""
    return MODELLED_CLEARANCE + p.play


def across_thread(p: ShiftKnob) -> float:
    """The greatest diameter in mm of what goes into the knob at full depth: the hole, or a modelled thread's roots."""
    return THREADS.rows[p.thread].major + clearance(p) if p.hold == "modelled" else hole(p)


def start(p: ShiftKnob) -> float:
    """The depth in mm at which the thread starts."""
    return p.thread_start if p.thread_from == "deeper" else 0.0


def insert_depth(p: ShiftKnob) -> float:
    """How deep the insert's hole has to be, in mm: its longest insert, or the thread's length where none is stated."""
    return HEAT_SET_INSERTS.rows[INSERTS[p.thread]].longest or p.thread_length


def below_start(p: ShiftKnob, thread_length: float) -> float:
    """The hole's full diameter below where the thread starts, in mm, for a thread of a length."""
    if p.hold == "insert pocket" and p.thread in INSERTS:
        return max(thread_length + TIP, (HEAT_SET_INSERTS.rows[INSERTS[p.thread]].longest or 0.0) + 1)
    return thread_length + TIP


def depth(p: ShiftKnob) -> float:
    """Where the hole's full diameter ends, in mm above the base."""
    return start(p) + below_start(p, p.thread_length)


def point(p: ShiftKnob) -> float:
    """The height in mm of the drill's point; an insert's pocket is flat."""
    return hole(p) / 2 / tan(radians(POINT_DEG)) if p.hold == "tap drill" else 0.0


def chamfer(p: ShiftKnob) -> float:
    """At the mouth of the hole, in mm."""
    wider = max(THREADS.rows[p.thread].major, across_thread(p)) + COUNTERSINK - hole(p)
    return LEAD_IN if p.hold == "insert pocket" else max(LEAD_IN, wider / 2)


def mouth(p: ShiftKnob) -> float:
    """The radius in mm at the base."""
    if p.thread_from == "deeper":
        return (max(hole(p), THREADS.rows[p.thread].major + p.play) + SHANK_PLAY) / 2
    return hole(p) / 2 + chamfer(p)


def gates(p: ShiftKnob) -> Pattern | None:
    """The shift pattern, if there is one."""
    return None if p.pattern == "none" else pattern(p.pattern, p.reverse)


def edge(p: ShiftKnob) -> float:
    """The radius in mm at a cylinder's crown."""
    return min(MOST_EDGE, CYLINDER_EDGE * p.diameter)


def foot(p: ShiftKnob) -> float:
    """The radius in mm at a cylinder's base."""
    return min(MOST_FOOT, CYLINDER_FOOT * p.diameter)


def base(p: ShiftKnob) -> float:
    """The radius in mm of the flat below."""
    return p.diameter / 2 - foot(p) if p.shape == "cylinder" else p.collar / 2


def face(p: ShiftKnob) -> float:
    """The radius in mm of the flat on the crown; 0 where there is none."""
    if p.shape == "cylinder":
        return p.diameter / 2 - edge(p)
    return p.flat / 2 if p.pattern != "none" else 0.0


def unit(p: ShiftKnob) -> float:
    """The distance in mm between the gates of the pattern."""
    one = gates(p)
    return min(MOST_UNIT, (face(p) - MARGIN) / one.reach) if one else 0.0


def least_flat(p: ShiftKnob) -> float:
    """The diameter in mm that the pattern needs, for digits that can be read; 0 without one."""
    one = gates(p)
    return 2 * (MARGIN + LEAST_DIGIT / DIGIT * one.reach) if one else 0.0


def leg(hypotenuse: float, other: float) -> float:
    """Of a right triangle; 0 where there is none."""
    return sqrt(max(0.0, hypotenuse**2 - other**2))


def crown(p: ShiftKnob) -> float:
    """The radius in mm to which the crown is turned: of ball and pear half the diameter."""
    return MUSHROOM_CROWN * p.diameter if p.shape == "mushroom" else p.diameter / 2


def sagitta(p: ShiftKnob) -> float:
    """From the middle of that round to the crown's top, in mm."""
    return leg(crown(p), face(p))


def top(p: ShiftKnob) -> float:
    """The height over all, in mm."""
    if p.shape == "ball":
        return leg(crown(p), base(p)) + sagitta(p)
    return p.height


def over_hole(p: ShiftKnob) -> float:
    """How much lower than the top the hole's full diameter must end, in mm."""
    engraved = LETTER_DEPTH if p.pattern != "none" else 0.0
    above = LEAST_CROWN + engraved + point(p)
    if p.shape == "cylinder":
        return above
    return max(above, sagitta(p) - leg(crown(p) - LEAST_CROWN, across_thread(p) / 2))


def limits(p: ShiftKnob) -> Iterator[Limit | AllowedWords]:
    """What is impossible given the others."""
    because = TOO_FINE if p.hold == "modelled" else NO_INSERT
    yield AllowedWords("hold", _holds(p), because, ("thread",))
    least = 2 * (mouth(p) + LEAST_WALL)
    because = f"{LEAST_WALL:g} mm must stand round the hole, and the pattern needs room"
    room = least + 2 * MOST_FOOT if p.shape == "cylinder" else least / COLLARS[p.shape]
    low = max(room, least_flat(p) / WIDEST_FLAT, 28)
    yield Limit("diameter", low, 70, because, ("thread", "hold", "pattern"))
    because = f"{LEAST_WALL:g} mm must stand round the hole, and the base is narrower than the knob"
    yield Limit("collar", least, COLLARS.get(p.shape, 1.0) * p.diameter, because, ("thread", "hold", "diameter"))
    because = "the pattern fills it, and it lies within the crown"
    yield Limit("flat", least_flat(p), WIDEST_FLAT * p.diameter, because, ("pattern", "diameter"))
    yield from _thread_limits(p)
    if p.shape != "ball":
        because = "crown, base and hole need room"
        given = ("shape", "diameter", "collar", "thread_length", "thread_start")
        yield Limit("height", max(20, _least_height(p), depth(p) + over_hole(p)), 130, because, given)


def _holds(p: ShiftKnob) -> tuple[str, ...]:
    """How this thread can be made."""
    possible = {"insert pocket": p.thread in INSERTS, "tap drill": True, "modelled": p.thread in MODELLED}
    return tuple(word for word, can_be in possible.items() if can_be)


def _thread_limits(p: ShiftKnob) -> Iterator[Limit]:
    least = ENGAGED * THREADS.rows[p.thread].major
    room = top(p) - over_hole(p) if p.shape == "ball" else 80.0
    because = "the hole must end within the ball" if p.shape == "ball" else "a lever needs no more"
    given = ("thread", "diameter", "collar")
    yield Limit("thread_start", 1, min(30, room - below_start(p, least)), because, given)
    hold = f"the thread must hold for {ENGAGED:g} of its diameter, and end within the knob"
    yield Limit("thread_length", least, min(45, room - start(p) - TIP), hold, (*given, "thread_start"))


def _least_height(p: ShiftKnob) -> float:
    """Of the shape alone, in mm."""
    half, flat = p.diameter / 2, base(p)
    if p.shape == "pear":
        return NECK + 1.15 * leg(half, flat) + sagitta(p)
    if p.shape == "mushroom":
        return p.height - rim_height(p) + rim(p) + under_cap(p) + NECK
    return 3 * (edge(p) + foot(p))


def check(p: ShiftKnob) -> Iterator[Problem]:
    """What is possible and doubtful."""
    if p.hold != "insert pocket":
        yield warning(
            "A thread in plastic comes loose in a warm car.",
            "hold",
            "thread",
            hint="Have it made of metal, or choose a thread with an insert.",
        )


def wall(p: ShiftKnob) -> float:
    """The thinnest in mm: round the mouth, or over the hole."""
    engraved = LETTER_DEPTH if p.pattern != "none" else 0.0
    return min(base(p) - mouth(p), top(p) - depth(p) - point(p) - engraved)


def middle(p: ShiftKnob) -> float:
    """The height in mm at which it is widest."""
    if p.shape == "cylinder":
        return foot(p)
    return rim_height(p) if p.shape == "mushroom" else top(p) - sagitta(p)


def rim(p: ShiftKnob) -> float:
    """The radius in mm of a mushroom's rim."""
    return MUSHROOM_RIM * p.diameter


def rim_height(p: ShiftKnob) -> float:
    """Of the middle of a mushroom's rim, in mm: its round touches that of the crown from within."""
    across, reach = p.diameter / 2 - rim(p), crown(p) - rim(p)
    return top(p) - sagitta(p) + leg(reach, across)


def under_cap(p: ShiftKnob) -> float:
    """The radius in mm of the hollow from a mushroom's stem to its rim: no level ring overhangs, no corner is felt."""
    return p.diameter / 2 - rim(p) - base(p)


def profile(p: ShiftKnob) -> list[ContourPiece]:
    """Radius and height in mm: from the crown down the axis, round the hole and up the outside."""
    outside = {"ball": _ball, "pear": _pear, "mushroom": _mushroom, "cylinder": _cylinder}[p.shape](p)
    ends = [ContourPiece((0, top(p)))] if face(p) else []
    return [*_hole(p), ContourPiece((base(p), 0)), *outside, *ends]


def _hole(p: ShiftKnob) -> list[ContourPiece]:
    if p.hold == "modelled":
        # It is sunk into the flat where it starts.
        deep = [(0, start(p)), (mouth(p), start(p)), (mouth(p), 0)]
        return [ContourPiece(corner) for corner in (deep if p.thread_from == "deeper" else [(0, 0)])]
    inner, low, wide = hole(p) / 2, start(p), hole(p) / 2 + chamfer(p)
    corners = [(0, depth(p) + point(p)), (inner, depth(p)), (inner, low + chamfer(p)), (wide, low)]
    if p.thread_from == "deeper":
        corners += [(mouth(p), low), (mouth(p), 0)]
    # A pocket has no point.
    return [ContourPiece(corner) for corner in dict.fromkeys(corners)]


def _ball(p: ShiftKnob) -> list[ContourPiece]:
    return _round(p, -acos(base(p) / crown(p)))


def _round(p: ShiftKnob, begin: float) -> list[ContourPiece]:
    """A ball's outside from an angle below its middle; it has an edge where it is widest, to be measured there."""
    centre, radius = (0.0, middle(p)), crown(p)
    return [arc_piece(centre, radius, begin, 0), arc_piece(centre, radius, 0, acos(face(p) / radius))]


def _pear(p: ShiftKnob) -> list[ContourPiece]:
    """A neck, a hollow that touches it and the ball, and the ball: by Pythagoras between both middles."""
    half, up = p.diameter / 2, middle(p) - NECK
    hollow = (base(p) ** 2 + up**2 - half**2) / 2 / (half - base(p))
    centre = (base(p) + hollow, NECK)
    turn = atan2(-up, centre[0])
    return [ContourPiece((base(p), NECK)), arc_piece(centre, hollow, pi, pi + turn), *_round(p, turn)]


def _mushroom(p: ShiftKnob) -> list[ContourPiece]:
    """A stem, a hollow under the cap, the cap's round rim and its crown."""
    hollow, small, across = under_cap(p), rim(p), p.diameter / 2 - rim(p)
    low, centre = rim_height(p) - small, top(p) - sagitta(p)
    lean = atan2(rim_height(p) - centre, across)
    return [
        ContourPiece((base(p), low - hollow)),
        arc_piece((base(p) + hollow, low - hollow), hollow, pi, pi / 2),
        arc_piece((across, rim_height(p)), small, -pi / 2, 0),
        arc_piece((across, rim_height(p)), small, 0, lean),
        arc_piece((0, centre), crown(p), lean, acos(face(p) / crown(p))),
    ]


def _cylinder(p: ShiftKnob) -> list[ContourPiece]:
    half, low, high = p.diameter / 2, foot(p), edge(p)
    return [
        arc_piece((half - low, low), low, -pi / 2, 0),
        ContourPiece((half, p.height - high)),
        arc_piece((half - high, p.height - high), high, 0, pi / 2),
    ]


def build(p: ShiftKnob) -> Any:
    """Drawn once and turned about z, with its hole; the base is z = 0, and x points forwards."""
    import cadquery as cq

    from configurator.shapes.grooves import contour_wire

    # Not by the workplane, which would unite arcs and lose the edge where it is widest.
    outline = cq.Face.makeFromWires(contour_wire(profile(p), "XZ").val())
    knob = cq.Workplane(cq.Solid.revolve(outline, 360, cq.Vector(0, 0, 0), cq.Vector(0, 0, 1)))
    if p.hold == "modelled":
        knob = _threaded(p, knob)
    return _engraved(p, knob) if p.pattern != "none" else knob


def _threaded(p: ShiftKnob, knob: Any) -> Any:
    import cadquery as cq

    from configurator.shapes.screw_threads import sink_thread

    plane = cq.Plane((0, 0, start(p)), (1, 0, 0), (0, 0, -1))
    return sink_thread(knob, THREADS.rows[p.thread], depth(p) - start(p), plane, clearance(p), COUNTERSINK / 2)


def _engraved(p: ShiftKnob, knob: Any) -> Any:
    import cadquery as cq

    from configurator.shapes.grooves import sink_groove
    from configurator.shapes.lettering import sink_letters

    one, size = pattern(p.pattern, p.reverse), unit(p)
    strokes = [_scaled(piece, size) for piece in one.contour()]
    plane = cq.Plane((0, 0, top(p)), (0, -1, 0), (0, 0, 1))
    knob = sink_groove(knob, strokes, LETTER_DEPTH, plane)
    for gear, (right, forwards) in one.digits():
        place = cq.Plane((size * forwards, -size * right, top(p)), (0, -1, 0), (0, 0, 1))
        knob = sink_letters(knob, Lettering(text=gear, capital=DIGIT * size, font="sans"), LETTER_DEPTH, place)
    return knob


def _scaled(piece: ContourPiece, size: float) -> ContourPiece:
    via = None if piece.via is None else (size * piece.via[0], size * piece.via[1])
    return ContourPiece((size * piece.end[0], size * piece.end[1]), via)


def inserts(p: ShiftKnob) -> Iterator[Insert]:
    """The nut that the lever screws into."""
    if p.hold == "insert pocket":
        side = "base" if p.thread_from == "the mouth" else f"{start(p):g} mm up from the base"
        row = heat_set_insert(INSERTS[p.thread], "nut", (0, 0, start(p)), (0, 0, -1), insert_depth(p), side)
        yield Insert(**{**vars(row), "diameter": hole(p)})


def compensate(p: ShiftKnob, widening: float) -> ShiftKnob:
    """For a process that closes holes."""
    return p.model_copy(update={"play": p.play + widening})


def dimensions(p: ShiftKnob) -> Iterator[Dimension]:
    """What proves the finished part: what lever, hand and eye meet."""
    yield from _hole_sizes(p)
    yield _diameter("diameter", p.diameter, middle(p), "diameter")
    yield Distance(
        name="height",
        field="height" if p.shape != "ball" else "diameter",
        nominal=top(p),
        tolerance=model_tolerance(top(p), TOLERANCE_MM),
        axis=Z,
    )
    if p.shape == "ball":
        yield _flat_width("base", "collar", p.collar, _around(p.collar, -1, GRAZING))
    elif p.shape != "cylinder":
        yield _diameter("base", p.collar, 0, "collar")
    if p.pattern != "none":
        yield from _pattern_sizes(p)


def _diameter(name: str, size: float, z: float, field: str) -> Diameter:
    return Diameter(
        name=name,
        field=field,
        nominal=size,
        tolerance=model_tolerance(size, TOLERANCE_MM),
        centre=(0, 0, z),
        height=0.2,
    )


def _flat_width(name: str, field: str, size: float, box: Box) -> Distance:
    """Across a flat of a ball or a crown, whose side leans too far to be a round."""
    return Distance(
        name=name, field=field, nominal=size, tolerance=2 * model_tolerance(size, TOLERANCE_MM), axis=X, box=box
    )


def _hole_sizes(p: ShiftKnob) -> Iterator[Dimension]:
    size, z, modelled = hole(p), start(p), p.hold == "modelled"
    if p.hold == "tap drill":
        yield ThreadDiameter(
            name="thread",
            field="thread",
            nominal=size,
            tolerance=model_tolerance(size, TOLERANCE_MM),
            designation=p.thread,
            major=THREADS.rows[p.thread].major,
            centre=(0, 0, z),
            axis=Z,
            depth=p.thread_length,
        )
    elif modelled:
        yield from _thread_sizes(p)
    else:
        middle_up = (z + depth(p)) / 2
        yield Diameter(
            name="pocket",
            field="thread",
            nominal=size,
            tolerance=model_tolerance(size, TOLERANCE_MM),
            centre=(0, 0, middle_up),
            role="bore",
        )
    yield Depth(
        name="hole_depth",
        field="thread_length",
        nominal=depth(p),
        tolerance=model_tolerance(depth(p), TOLERANCE_MM),
        face=_around(base(p), -0.1, 0.1),
        # Within a thread the box holds none of its flanks.
        floor=_around(size / 4 if modelled else size / 2 + 0.1, depth(p) - TIP / 2, depth(p) + TIP / 2),
        axis=(0, 0, -1),
        end="floor" if modelled else "full diameter",
    )
    if p.thread_from == "deeper":
        yield from _shank_sizes(p)


def _thread_sizes(p: ShiftKnob) -> Iterator[Dimension]:
    """Of a modelled thread, between its countersink and the hole's ground."""
    row, full = THREADS.rows[p.thread], start(p) + chamfer(p)
    where: dict[str, Any] = {
        "field": "thread",
        "designation": p.thread,
        "major": row.major,
        "centre": (0, 0, full),
        "axis": Z,
        "depth": depth(p) - full,
    }
    gauges: tuple[tuple[str, Literal["crest", "root"], float], ...] = (
        ("minor", "crest", hole(p)),
        ("major", "root", across_thread(p)),
    )
    for name, gauge, size in gauges:
        tolerance = model_tolerance(size, TOLERANCE_MM)
        yield ThreadDiameter(name=f"thread_{name}_diameter", nominal=size, tolerance=tolerance, gauge=gauge, **where)
    yield ThreadPitch(
        name="thread_pitch", nominal=row.pitch, tolerance=model_tolerance(row.pitch, TOLERANCE_MM), **where
    )


def _shank_sizes(p: ShiftKnob) -> Iterator[Dimension]:
    wide, inner = mouth(p), hole(p) / 2 + chamfer(p)
    ring = (wide + inner) / 2
    yield Distance(
        name="thread_start",
        field="thread_start",
        nominal=p.thread_start,
        tolerance=model_tolerance(p.thread_start, TOLERANCE_MM),
        axis=Z,
        jaws="height",
        box=Box((ring - 0.1, -0.1, -1), (ring + 0.1, 0.1, p.thread_start + 0.3)),
    )
    size = 2 * wide
    yield Diameter(
        name="shank_bore",
        nominal=size,
        tolerance=model_tolerance(size, TOLERANCE_MM),
        centre=(0, 0, 0),
        height=0.2,
        role="bore",
    )


def _around(radius: float, low: float, high: float) -> Box:
    return Box((-radius, -radius, low), (radius, radius, high))


def _pattern_sizes(p: ShiftKnob) -> Iterator[Dimension]:
    # To the middles of the outer digits: round them a crown that hardly leans would be taken for the ground.
    forwards, right = (unit(p) * half for half in pattern(p.pattern, p.reverse).middles)
    low, high = top(p) - LETTER_DEPTH - 0.2, top(p) + 0.2
    if p.shape != "cylinder":
        yield _flat_width("flat", "flat", p.flat, _around(p.flat, top(p) - GRAZING, top(p) + 1))
    yield LetterSize(
        name="engraving",
        field="pattern",
        nominal=LETTER_DEPTH,
        tolerance=model_tolerance(LETTER_DEPTH, TOLERANCE_MM),
        box=Box((-forwards, -right, low), (forwards, right, high)),
        facing=Z,
        up=X,
        of="relief",
        form="sunk",
    )


def sections(p: ShiftKnob) -> Iterator[Section]:
    """Through the hole."""
    yield Section(origin=(0, 0, 0), normal=(-1, 0, 0))


def notes(p: ShiftKnob) -> Iterator[str]:
    """What no dimension tells."""
    if p.hold == "tap drill":
        begin = "from the base" if not start(p) else f"from {start(p):g} mm above the base"
        yield f"Tap {p.thread}, {p.thread_length:g} mm deep {begin}. Drill's point {2 * POINT_DEG:g}°."
        yield f"Countersink {chamfer(p):.2f} mm × 45°."
    if p.hold == "modelled":
        begin = "from the base" if p.thread_from == "the mouth" else f"from {start(p):g} mm above the base"
        yield f"Thread {p.thread} is part of the model, {begin} to the hole's ground: do not tap."
        yield f"All its diameters are {clearance(p):g} mm over the basic ones. Countersink {chamfer(p):.2f} mm × 45°."
    if p.shape == "pear":
        yield f"Neck {NECK:g} mm, then a hollow that touches neck and ball."
    if p.shape == "mushroom":
        yield f"Cap: rim R{rim(p):.2f}, crown R{crown(p):.2f}, R{under_cap(p):.2f} under it."
    if p.shape == "cylinder":
        yield f"R{edge(p):.2f} round the crown, R{foot(p):.2f} round the base."
    if p.pattern != "none":
        lines = (
            f"strokes {2 * HALF_WIDTH * unit(p):.2f} mm wide, digits {DIGIT * unit(p):.2f} mm high, DejaVu Sans Bold"
        )
        yield f"Shift pattern: {p.pattern}, reverse {p.reverse}; {LETTER_DEPTH:g} mm deep, {lines}."


TEMPLATE = Template(
    id="shift_knob",
    version="2",
    title="Shift knob",
    group="Classic car",
    summary="A knob on a gear lever's thread: ball, pear, mushroom or cylinder, the shift pattern on its crown.",
    keywords=("gear lever knob", "gearshift", "gear stick", "gearknob", "handball", "stick shift", "overdrive"),
    parameters=ShiftKnob,
    limits=limits,
    check=check,
    build=build,
    compensate=compensate,
    dimensions=dimensions,
    inserts=inserts,
    sections=sections,
    notes=notes,
    front=(-1, 0, 0),
    measuring={
        "thread": LEVER_AND_KNOB.line("thread"),
        "thread_length": LEVER_AND_KNOB.line("thread_length"),
        "thread_start": LEVER_AND_KNOB.line("thread_start"),
        "diameter": LEVER_AND_KNOB.line("diameter"),
        "height": LEVER_AND_KNOB.line("height"),
        "collar": LEVER_AND_KNOB.line("collar"),
    },
    presets={
        "ball, four speeds": ShiftKnob(pattern="4-speed"),
        "volvo-p1800-shift-knob": ShiftKnob(thread="5/8-18 UNF", hold="tap drill", diameter=49.2125, collar=24),
        "morgan-shift-knob": ShiftKnob(thread="M10x1.25", hold="tap drill"),
        "pear": ShiftKnob(
            shape="pear",
            thread="5/16-18 UNC",
            diameter=44,
            height=72,
            pattern="5-speed",
            reverse="right back",
            thread_from="deeper",
            thread_start=12,
        ),
        "mushroom": ShiftKnob(
            shape="mushroom", diameter=54, height=48, pattern="5-speed dog-leg", flat=28, reverse="left forwards"
        ),
        "cylinder": ShiftKnob(
            shape="cylinder",
            thread="3/8-16 UNC",
            hold="tap drill",
            diameter=34,
            height=80,
            pattern="6-speed",
            thread_from="deeper",
            thread_start=20,
        ),
        "printed thread": ShiftKnob(
            shape="cylinder", thread="M10x1.5", hold="modelled", diameter=36, height=62, thread_length=20
        ),
    },
    preset_titles={
        "volvo-p1800-shift-knob": "Volvo P1800 (M41), its thread's length not published: 18 mm",
        "morgan-shift-knob": "Morgan with a Mazda lever; thread alone published, all else as usual",
    },
    zone="cabin",
    offers=("mjf-pa12", "sls-pa12", "mill-aluminium", "turn-aluminium", "turn-brass", "mill-brass"),
    is_revolved=lambda p: p.pattern == "none" and p.hold != "modelled",
    wall=wall,
    sources=(
        "Threads and tap drills: the tables of threads of this program, a source for each row",
        "Holes for inserts: the table of heat-set inserts of this program, a source for each row; of M8 only one",
        "Tap drill of 5/8-18 UNF, 37/64 in: as in the table of threads",
        "Volvo P1800 (M41), 5/8-18, ball 1-15/16 in, thread to the mouth: brickboard.com, RWD, Volvo 1246852",
        "Morgan with Mazda lever (MX-5), M10x1.25: mogmag.co.uk",
        "Least thread that is printed, M8x1.25 or 1/4-20: Simple Machining, Designing Threads for SLS PA12 (2025)",
        "Clearance of a modelled thread, 0.3 mm in diameter: the project's own choice",
        "All other proportions are the project's own choices",
    ),
)
