"""Flange gasket: a flat gasket by its sizes, with a bore or two and bolt holes, for a flange or a cover."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import cos, hypot, inf, pi, sin, sqrt
from typing import Any, Literal

from configurator.sdk import (
    COVER_FROM_IN_FRONT,
    FLANGE_FROM_IN_FRONT,
    GASKET_FROM_ITS_EDGE,
    AllowedWords,
    Box,
    Circle,
    Diameter,
    Dimension,
    Distance,
    Face,
    Limit,
    Loop,
    Outline,
    Parameters,
    PitchCircle,
    Point,
    Position,
    Radius,
    Round,
    Template,
    Thickness,
    X,
    Y,
    Z,
    band_loop,
    choice,
    circle_loop,
    length,
    model_tolerance,
    rectangle_loop,
)

# The project's own choices, in mm.
LEAST_WEB = 1.0  # of gasket between two edges
LEAST_HOLE, LEAST_BORE = 2.0, 3.0
LEAST_STRAIGHT = 2.0  # of a side between two corners
MOST_BOLT_CIRCLE = 300.0
SHEETS_PER_WEB = 4.0  # how many times as thick as narrow a web may be
LEAST_ARC_RAD = 0.6  # of an arc that is measured

WITH_BOLTS = ("2", "3", "4", "6", "8")
BOLTED = {"bolts": WITH_BOLTS}
Place = tuple[float, float]


class FlangeGasket(Parameters):
    """Sizes in mm, of the flange, the cover or the old gasket."""

    form: Literal["flange", "round", "rectangular"] = choice(
        "flange",
        title="Form",
        group="Form",
        guide="Flange: as narrow as bore and bolts allow, such as of a carburettor with two bolts.",
    )
    bolts: Literal["none", "2", "3", "4", "6", "8"] = choice(
        "2", title="Bolts", group="Form", guide="Evenly on a circle; of a rectangular one along it, or in its corners."
    )
    bores: Literal["1", "2"] = choice(
        "1", title="Bores", group="Bore", guide="Two lie side by side.", when={"form": ("flange", "rectangular")}
    )
    outside_diameter: float = length(
        60,
        14,
        300,
        title="Outside diameter",
        group="Outside",
        measured=True,
        guide="Of the flange, or of the old gasket.",
        when={"form": ("round",)},
    )
    over_length: float = length(
        100,
        16,
        300,
        title="Length",
        group="Outside",
        measured=True,
        guide="Over all; two bores, and the bolts where there are two, lie along it.",
        when={"form": ("rectangular",)},
    )
    over_width: float = length(
        70,
        12,
        300,
        title="Width",
        group="Outside",
        measured=True,
        guide="Over all, square to the length.",
        when={"form": ("rectangular",)},
    )
    bolt_hole: float = length(
        8.5,
        LEAST_HOLE,
        25,
        title="Bolt hole",
        group="Bolts",
        measured=True,
        guide="Its diameter: as in the flange, or the bolt's and half a millimetre.",
        when=BOLTED,
    )
    bore: float = length(
        36,
        LEAST_BORE,
        200,
        title="Bore",
        group="Bore",
        measured=True,
        guide="Its diameter; where two ports meet, the larger.",
    )
    bore_spacing: float = length(
        45,
        4,
        290,
        title="Bore spacing",
        group="Bore",
        measured=True,
        guide="From the middle of one bore to that of the other.",
        when={"bores": ("2",)},
    )
    bolt_circle: float = length(
        60,
        8,
        MOST_BOLT_CIRCLE,
        title="Bolt circle",
        group="Bolts",
        measured=True,
        guide="Its diameter, through the middles of all bolts; of two bolts their distance.",
        when={**BOLTED, "form": ("flange", "round")},
    )
    holes_across: float = length(
        52,
        3,
        298,
        title="Holes across",
        group="Bolts",
        measured=True,
        guide="From middle to middle, the short way.",
        when={"form": ("rectangular",), "bolts": ("4",)},
    )
    holes_along: float = length(
        82,
        3,
        298,
        title="Holes along",
        group="Bolts",
        measured=True,
        guide="From middle to middle, the long way.",
        when={"form": ("rectangular",), "bolts": ("2", "4")},
    )
    rim: float = length(
        7,
        LEAST_WEB,
        40,
        title="Rim",
        group="Outside",
        guide="Of gasket round the bore, to the outside.",
        when={"form": ("flange",)},
    )
    edge: float = length(
        5.75,
        LEAST_WEB,
        40,
        title="Edge",
        group="Outside",
        guide="Of gasket round the bolt holes, to the outside.",
        when={"form": ("flange",)},
    )
    corner: float = length(
        8, 0.5, 60, title="Corner radius", group="Outside", guide="Of all four.", when={"form": ("rectangular",)}
    )
    thickness: float = length(
        1.5,
        0.5,
        6,
        title="Thickness",
        group="Sheet",
        measured=True,
        guide="Of the old gasket where it was not squeezed.",
    )


def bolt_count(p: FlangeGasket) -> int:
    """How many bolts it has."""
    return 0 if p.bolts == "none" else int(p.bolts)


def bore_places(p: FlangeGasket) -> list[Place]:
    """The middles of the bores, from the left."""
    if p.form == "round" or p.bores == "1":
        return [(0.0, 0.0)]
    return [(-p.bore_spacing / 2, 0.0), (p.bore_spacing / 2, 0.0)]


def bolt_places(p: FlangeGasket) -> list[Place]:
    """The middles of the bolts, counter-clockwise; two lie on x, of three one is on top, four lie in corners."""
    if p.form == "rectangular":
        along, across = p.holes_along / 2, p.holes_across / 2 if p.bolts == "4" else 0.0
        corners = [(along, across), (-along, across), (-along, -across), (along, -across)]
        return {"2": corners[:2], "4": corners}.get(p.bolts, [])
    count, radius = bolt_count(p), p.bolt_circle / 2
    return [(radius * cos(turn), radius * sin(turn)) for turn in bolt_turns(count)]


def bolt_turns(count: int) -> list[float]:
    """rad from x of so many bolts: the pattern stands upright."""
    first = pi / 2 - (pi / count if count % 2 == 0 else 0.0) if count else 0.0
    return [first + 2 * pi * number / count for number in range(count)]


@lru_cache(maxsize=64)
def loops(p: FlangeGasket) -> tuple[Loop, ...]:
    """The outside, then the bores, then the bolt holes; the middle is 0 0."""
    holes = [Circle(each, p.bore) for each in bore_places(p)] + [Circle(each, p.bolt_hole) for each in bolt_places(p)]
    return (_outside(p), *(circle_loop(each).backwards() for each in holes))


def _outside(p: FlangeGasket) -> Loop:
    if p.form == "round":
        return circle_loop(Circle((0.0, 0.0), p.outside_diameter))
    if p.form == "rectangular":
        return rectangle_loop(p.over_length, p.over_width, p.corner)
    ears = [Circle(each, 2 * ear(p)) for each in bolt_places(p)]
    return band_loop([*(Circle(each, p.bore + 2 * p.rim) for each in bore_places(p)), *ears])


@lru_cache(maxsize=64)
def web(p: FlangeGasket) -> float:
    """The least in mm between two holes, or a hole and the outside."""
    return Outline(loops(p)).least_gap or 0.0


def limits(p: FlangeGasket) -> Iterator[Limit | AllowedWords]:
    """What is impossible given the others."""
    if p.form == "flange":
        yield AllowedWords("bolts", ("2", "3", "4", "6"), "a flange is held by two bolts or more", ("form",))
        yield from _flange_limits(p)
    elif p.form == "round":
        yield from _round_limits(p)
    else:
        yield AllowedWords("bolts", ("none", "2", "4"), "they lie along it, or in its corners", ("form",))
        yield from _rectangle_limits(p)
    thickest = max(0.5, SHEETS_PER_WEB * web(p))
    because = "so little stands between two of its edges"
    given = ("form", "bore", *(("bolt_hole",) if bolt_count(p) else ()))
    yield Limit("thickness", 0.5, min(6.0, thickest), because, given)


def _flange_limits(p: FlangeGasket) -> Iterator[Limit]:
    because = f"{LEAST_WEB:g} mm of gasket must stand between bores and bolts"
    if p.bores == "2":
        most = (MOST_BOLT_CIRCLE - p.bolt_hole - 3 * LEAST_WEB) / 2
        yield Limit("bore", LEAST_BORE, most, because, ("bores", "bolt_hole"))
        most = MOST_BOLT_CIRCLE - p.bore - p.bolt_hole - 2 * LEAST_WEB
        yield Limit("bore_spacing", p.bore + LEAST_WEB, most, because, ("bore", "bolt_hole"))
    given = ("bore", "bolt_hole", "bolts", *(("bore_spacing",) if p.bores == "2" else ()))
    yield Limit("bolt_circle", least_bolt_circle(p), MOST_BOLT_CIRCLE, because, given)
    most = p.bolt_circle / 2 + ear(p) - bore_places(p)[-1][0] - p.bore / 2
    because = "with more of it the bolts stand within the round"
    yield Limit("rim", LEAST_WEB, max(LEAST_WEB, most), because, ("bolt_circle", "bore", "edge"))


def least_bolt_circle(p: FlangeGasket) -> float:
    """Its diameter in mm at which each bolt stands off the bores and the next bolt."""
    turns, aside = bolt_turns(bolt_count(p)), bore_places(p)[-1][0]
    between = (p.bolt_hole + LEAST_WEB) / sin(pi / len(turns)) if turns else 0.0
    return max(between, *(2 * _beyond(aside, turn, apart(p)) for turn in turns), 0.0)


def _beyond(aside: float, turn: float, distance: float) -> float:
    """How far out on a ray from 0 0 one is so far from both places `aside` on x; 0 where one is so everywhere."""
    across = distance**2 - (aside * sin(turn)) ** 2
    return aside * abs(cos(turn)) + sqrt(across) if across > 0 else 0.0


def apart(p: FlangeGasket) -> float:
    """From the middle of a bore to that of a bolt at the least, in mm."""
    return (p.bore + p.bolt_hole) / 2 + LEAST_WEB


def ear(p: FlangeGasket) -> float:
    """The radius in mm of the outside round a bolt."""
    return p.bolt_hole / 2 + p.edge


def _round_limits(p: FlangeGasket) -> Iterator[Limit]:
    """With bolts: outwards from the bore web, hole, web; and round the circle hole, web, hole."""
    because = f"{LEAST_WEB:g} mm of gasket must stand round every hole"
    if not bolt_count(p):
        yield Limit("bore", LEAST_BORE, p.outside_diameter - 2 * LEAST_WEB, because, ("outside_diameter",))
        return
    close = 1 / sin(pi / bolt_count(p))
    least = (LEAST_HOLE + LEAST_WEB) * close + LEAST_HOLE + 2 * LEAST_WEB
    yield Limit("outside_diameter", least, 300, because, ("bolts",))
    room = p.outside_diameter - 2 * LEAST_WEB
    most = min((room - LEAST_BORE) / 2 - LEAST_WEB, (room - LEAST_WEB * close) / (1 + close))
    yield Limit("bolt_hole", LEAST_HOLE, most, because, ("outside_diameter", "bolts"))
    most = room - 2 * p.bolt_hole - 2 * LEAST_WEB
    yield Limit("bore", LEAST_BORE, most, because, ("outside_diameter", "bolt_hole"))
    least = max(2 * apart(p), (p.bolt_hole + LEAST_WEB) * close)
    yield Limit("bolt_circle", least, room - p.bolt_hole, because, ("outside_diameter", "bore", "bolt_hole", "bolts"))


def _rectangle_limits(p: FlangeGasket) -> Iterator[Limit]:
    """First the bores' sizes, then the holes' places, then the corners."""
    count, twin = bolt_count(p), p.bores == "2"
    sides, because = ("over_length", "over_width"), f"{LEAST_WEB:g} mm of gasket must stand round every hole"
    if count:
        most = (p.over_length - 4 * LEAST_WEB - (2 * LEAST_BORE + LEAST_WEB if twin else LEAST_BORE)) / 2
        most = min(most, p.over_width - 2 * LEAST_WEB, *([(p.over_width - 3 * LEAST_WEB) / 2] if count == 4 else []))
        yield Limit("bolt_hole", LEAST_HOLE, most, because, (*sides, "bolts", "bores"))
    bolted = ("bolt_hole",) if count else ()
    yield Limit("bore", LEAST_BORE, _most_bore(p), because, (*sides, *bolted, "bores"))
    if twin:
        yield Limit("bore_spacing", p.bore + LEAST_WEB, _most_spacing(p), because, ("over_length", "bore", *bolted))
    given = (*sides, "bore", "bolt_hole")
    if count == 4:
        yield Limit("holes_across", _least_across(p), most_across(p), because, given)
    if count:
        yield Limit("holes_along", _least_along(p), most_along(p), because, given)
    most = (min(p.over_length, p.over_width) - LEAST_STRAIGHT) / 2
    because = "sides must stay straight between, and corners clear the holes"
    yield Limit("corner", 0.5, min(most, _most_corner(p)), because, (*sides, *bolted))


def most_along(p: FlangeGasket) -> float:
    """From bolt to bolt along the length, in mm."""
    return p.over_length - p.bolt_hole - 2 * LEAST_WEB


def most_across(p: FlangeGasket) -> float:
    """From bolt to bolt across, in mm."""
    return p.over_width - p.bolt_hole - 2 * LEAST_WEB


def _most_bore(p: FlangeGasket) -> float:
    """So that bolts find a place: beyond the bores, or, of four, beside them."""
    twin = p.bores == "2"
    free = (p.over_length - 3 * LEAST_WEB) / 2 if twin else p.over_length - 2 * LEAST_WEB
    most = min(free, p.over_width - 2 * LEAST_WEB)
    if not bolt_count(p):
        return most
    hole = p.bolt_hole + 2 * LEAST_WEB
    beyond = (most_along(p) - hole - LEAST_WEB) / 2 if twin else most_along(p) - hole
    if p.bolts == "4":
        beside = most_across(p) if twin else hypot(most_along(p), most_across(p))
        beyond = max(beyond, beside - hole)
    return min(most, beyond)


def _most_spacing(p: FlangeGasket) -> float:
    free = p.over_length - p.bore - 2 * LEAST_WEB
    if not bolt_count(p):
        return free
    across = most_across(p) if p.bolts == "4" else 0.0
    return min(free, most_along(p) - _chord(apart(p), across / 2)) if across / 2 < apart(p) else free


def _chord(radius: float, off: float) -> float:
    """Of a circle, so far off its middle; 0 beyond it."""
    return 2 * sqrt(max(0.0, radius**2 - off**2))


def _least_across(p: FlangeGasket) -> float:
    """Of four bolts as far along as they may be."""
    beyond = most_along(p) / 2 - bore_places(p)[-1][0]
    return max(p.bolt_hole + LEAST_WEB, _chord(apart(p), max(0.0, beyond)))


def _least_along(p: FlangeGasket) -> float:
    across = p.holes_across / 2 if p.bolts == "4" else 0.0
    beside = across >= apart(p)
    return p.bolt_hole + LEAST_WEB if beside else 2 * bore_places(p)[-1][0] + _chord(apart(p), across)


def _most_corner(p: FlangeGasket) -> float:
    """The radius in mm of a corner whose arc stands a web off the hole in it."""
    if p.bolts != "4":
        return inf if not bolt_count(p) else _corner_beside(p, p.over_width / 2)
    return _corner_beside(p, (p.over_width - p.holes_across) / 2)


def _corner_beside(p: FlangeGasket, from_side: float) -> float:
    """For a hole so far from a long side: the larger root of (c - x)² + (c - y)² = (c - m)²."""
    margin = p.bolt_hole / 2 + LEAST_WEB
    off = max(0.0, (p.over_length - p.holes_along) / 2 - margin), max(0.0, from_side - margin)
    return sum(off) + margin + sqrt(2 * off[0] * off[1])


def build(p: FlangeGasket) -> Any:
    """Its middle is 0 0, the flange z = 0."""
    from configurator.shapes.flat_sheet import flat_sheet

    return flat_sheet(loops(p), p.thickness)


def compensate(p: FlangeGasket, widening: float) -> FlangeGasket:
    """For a process that closes holes: bores and bolt holes; what stands round them gives way."""
    wider = {"bore": p.bore + widening, "bolt_hole": p.bolt_hole + widening}
    narrower = {"rim": p.rim - widening / 2, "edge": p.edge - widening / 2}
    return p.model_copy(update=wider | narrower)


def wall(p: FlangeGasket) -> float:
    """The thinnest in mm: the sheet, or between two edges."""
    return min(p.thickness, web(p))


def dimensions(p: FlangeGasket) -> Iterator[Dimension]:
    """What ports, bolts and the flange's outside meet."""
    # Before the others: pictures leave out what comes last.
    yield _thickness(p)
    yield _holes("bore", p.bore, _at_half(p, bore_places(p)))
    if len(bore_places(p)) == 2:
        left, right = (_bore(p, each) for each in bore_places(p))
        yield _position("bore_spacing", p.bore_spacing, X, left, right)
    if bolt_count(p):
        yield _holes("bolt_hole", p.bolt_hole, _at_half(p, bolt_places(p)))
        yield from _bolt_positions(p)
    yield from {"flange": _flange_sizes, "round": _round_sizes, "rectangular": _rectangle_sizes}[p.form](p)


def _at_half(p: FlangeGasket, places: list[Place]) -> list[Point]:
    return [(x, y, p.thickness / 2) for x, y in places]


def _bore(p: FlangeGasket, place: Place) -> Round:
    return Round(centre=(*place, p.thickness / 2), diameter=p.bore, reach=0.5)


def _bolt(p: FlangeGasket, place: Place) -> Round:
    return Round(centre=(*place, p.thickness / 2), diameter=p.bolt_hole, reach=0.5)


def _holes(field: str, size: float, centres: list[Point]) -> Diameter:
    first, *others = centres
    return Diameter(
        name=field,
        field=field,
        nominal=size,
        tolerance=model_tolerance(size),
        centre=first,
        repeats=tuple(others),
        role="bore",
        reach=0.5,
    )


def _position(
    name: str, size: float, axis: Point, datum: Round | Face, of: Round | Face, field: str | None = None
) -> Position:
    shown = name if field is None else field
    return Position(
        name=name, field=shown, nominal=size, tolerance=model_tolerance(size), of=of, datum=datum, axis=axis
    )


def _bolt_positions(p: FlangeGasket) -> Iterator[Dimension]:
    """From bolt to bolt, and from a bore to the first bolt."""
    places, centre = bolt_places(p), bore_places(p)[-1]
    first, second = _bolt(p, places[0]), _bolt(p, places[1])
    if p.form == "rectangular":
        yield _position("holes_along", p.holes_along, X, second, first)
        if p.bolts == "4":
            yield _position("holes_across", p.holes_across, Y, _bolt(p, places[2]), second)
    elif len(places) == 2:
        yield _position("bolt_circle", p.bolt_circle, X, second, first)
    else:
        yield PitchCircle(
            name="bolt_circle",
            field="bolt_circle",
            nominal=p.bolt_circle,
            tolerance=model_tolerance(p.bolt_circle),
            centres=tuple(_at_half(p, places)),
            size=p.bolt_hole,
            reach=0.5,
        )
    away = (places[0][0] - centre[0], places[0][1] - centre[1])
    axis, size = (X, away[0]) if away[0] >= away[1] else (Y, away[1])
    yield _position("bore_to_bolt", size, axis, _bore(p, centre), first, "")


def _flange_sizes(p: FlangeGasket) -> Iterator[Dimension]:
    box = loops(p)[0]
    yield _over("length", box.width, X)
    yield _over("width", box.height, Y)
    yield from _ear(p)


def _ear(p: FlangeGasket) -> Iterator[Dimension]:
    """The arc round the first bolt, where the rim round the bore leaves enough of it to be measured."""
    x, y = bolt_places(p)[0]
    radius, away = ear(p), hypot(x, y)
    arcs = [
        each for each in loops(p)[0].segments if each.radius and hypot(each.centre[0] - x, each.centre[1] - y) < 1e-3
    ]
    if sum(each.turn for each in arcs) > LEAST_ARC_RAD:
        out = (away + radius) / away
        yield Radius(
            name="ear",
            field="edge",
            nominal=radius,
            tolerance=model_tolerance(radius),
            origin=(x * out, y * out, p.thickness / 2),
            axis=Z,
        )


def _over(name: str, size: float, axis: Point, field: str = "") -> Distance:
    return Distance(name=name, field=field, nominal=size, tolerance=model_tolerance(size), axis=axis)


def _round_sizes(p: FlangeGasket) -> Iterator[Dimension]:
    size = p.outside_diameter
    yield Diameter(
        name="outside_diameter",
        field="outside_diameter",
        nominal=size,
        tolerance=model_tolerance(size),
        centre=(0, 0, p.thickness / 2),
        reach=0.5,
    )


def _rectangle_sizes(p: FlangeGasket) -> Iterator[Dimension]:
    yield _over("length", p.over_length, X, "over_length")
    yield _over("width", p.over_width, Y, "over_width")
    inwards = p.corner * (1 - sqrt(0.5))
    yield Radius(
        name="corner",
        field="corner",
        nominal=p.corner,
        tolerance=model_tolerance(p.corner),
        origin=(p.over_length / 2 - inwards, p.over_width / 2 - inwards, p.thickness / 2),
        axis=Z,
    )
    left, half = p.over_length / 2, p.over_width / 2 - p.corner
    side = Face(box=Box((-left - 0.1, -half, -0.1), (-left + 0.1, half, p.thickness + 0.1)), facing=(-1, 0, 0))
    place = bore_places(p)[0]
    yield _position("edge_to_bore", left + place[0], X, side, _bore(p, place), "over_length")


def _thickness(p: FlangeGasket) -> Thickness:
    """Down through the sheet beside the first bore: nothing is nearer to it than half a web."""
    x, y = bore_places(p)[0]
    return Thickness(
        name="thickness",
        field="thickness",
        nominal=p.thickness,
        tolerance=model_tolerance(p.thickness),
        origin=(x, y - (p.bore + web(p)) / 2, 10 * p.thickness),
        direction=(0, 0, -1),
        spot=min(0.5, web(p) / 4),
    )


def notes(p: FlangeGasket) -> Iterator[str]:
    """What no dimension tells."""
    if p.form == "flange":
        yield f"Outside: arcs {p.rim:g} mm round the bore and {p.edge:g} mm round the bolt holes, joined by tangents."
    if p.form == "rectangular":
        yield "All four corners alike; holes and bores lie symmetric."
    elif bolt_count(p):
        yield f"{bolt_count(p)} bolt holes evenly on the circle."
    yield "Burrs off; edges not rounded."


TEMPLATE = Template(
    id="flange_gasket",
    version="1",
    title="Flange gasket",
    group="Classic car",
    summary="A flat gasket by its sizes: for a flange, round or rectangular, with a bore or two and bolt holes.",
    keywords=("seal", "carburettor", "carburetor", "manifold", "exhaust", "thermostat", "insulator", "spacer", "shim"),
    parameters=FlangeGasket,
    limits=limits,
    build=build,
    compensate=compensate,
    dimensions=dimensions,
    notes=notes,
    front=Z,
    up=Y,
    measuring={
        "outside_diameter": FLANGE_FROM_IN_FRONT.line("outside"),
        "bolt_hole": FLANGE_FROM_IN_FRONT.line("bolt_hole"),
        "bore": FLANGE_FROM_IN_FRONT.line("bore"),
        "bolt_circle": FLANGE_FROM_IN_FRONT.line("bolt_circle"),
        "over_length": COVER_FROM_IN_FRONT.line("length"),
        "over_width": COVER_FROM_IN_FRONT.line("width"),
        "bore_spacing": COVER_FROM_IN_FRONT.line("bore_spacing"),
        "holes_across": COVER_FROM_IN_FRONT.line("across"),
        "holes_along": COVER_FROM_IN_FRONT.line("along"),
        "thickness": GASKET_FROM_ITS_EDGE.line("thickness"),
    },
    presets={
        "two bolts": FlangeGasket(),
        "three bolts": FlangeGasket(bolts="3", bore=48, bolt_circle=78, bolt_hole=10.5, edge=6, rim=6),
        "twin choke": FlangeGasket(
            form="rectangular",
            bores="2",
            bolts="4",
            bore=38,
            bore_spacing=44,
            over_length=108,
            over_width=70,
            holes_along=90,
            holes_across=50,
            bolt_hole=8.5,
            corner=10,
        ),
        "four bolts": FlangeGasket(bolts="4", bore=60, bolt_circle=95, bolt_hole=10.5, edge=6, thickness=2),
        "round, six bolts": FlangeGasket(
            form="round", bolts="6", outside_diameter=110, bore=72, bolt_circle=92, bolt_hole=6.5, thickness=2
        ),
        "plain ring": FlangeGasket(form="round", bolts="none", outside_diameter=40, bore=28, thickness=2),
    },
    preset_titles={
        "two bolts": "Carburettor flange, two bolts",
        "three bolts": "Exhaust flange, three bolts",
        "twin choke": "Carburettor with two chokes, four bolts",
    },
    zone="engine bay",
    offers=("cut-aramid", "cut-nbr", "cut-cork", "cut-ptfe", "mjf-tpu", "sls-pa12", "mjf-pa12"),
    sheet=lambda p: p.thickness,
    wall=wall,
    sources=("All proportions are the project's own choices",),
)
