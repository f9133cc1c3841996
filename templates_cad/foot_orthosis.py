"""Foot orthosis: a shell with heel cup, medial arch and ground posts, made to one foot."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import atan, cos, radians, sin
from typing import TYPE_CHECKING, Any, Literal

from configurator.sdk import (
    FOOT_FROM_ABOVE,
    FOOT_FROM_THE_SIDE,
    AllowedWords,
    Angle,
    Box,
    Diameter,
    Dimension,
    Distance,
    Engraving,
    Limit,
    Mark,
    Parameters,
    Problem,
    Section,
    Template,
    Thickness,
    X,
    Y,
    Z,
    angle,
    choice,
    engraved,
    engraving_choice,
    feet,
    height_over_ground,
    length,
    upright_column,
    warning,
)

if TYPE_CHECKING:
    from configurator.shapes.foot_bed import FootBed

LEAST_EDGE = 1.2  # mm; the least wall for FDM, and above that of SLS and MJF
# A 4 mm shell is flimsy under 113.4 kg (hersco); a plate's stiffness goes with its thickness cubed.
FLIMSY_THICKNESS, FLIMSY_MASS = 4.0, 113.4
MOST_HEEL_RAISE, USUAL_HEEL_RAISE = 15.0, 10.0  # mm, lift and post together; 10 fit inside a shoe (HMP)
USUAL_POSTING = 7.0  # degrees
FEWEST_HOLES = 3
THICKEST_OF_HEEL = 0.18  # a shell, of the heel's breadth
PLATE_FROM = 0.66  # of the way to the ball: from there on the plate's breadth is taken
CORRECTIONS = 2  # of the outline, after which its length and breadth are within 0.02 mm of what is asked
HEADS = ("first", "second", "third", "fourth", "fifth")
# Up to so many mm the navicular stands so (PMC3354337, table 3), with the arch heights that do not agree with it.
NAVICULAR_CLASSES: tuple[tuple[float, str, float, float], ...] = (
    (27.0, "severely low", 0.0, 15.0),
    (36.0, "low", 0.0, 22.0),
    (56.0, "normal", 0.0, 40.0),
    (64.0, "high", 15.0, 40.0),
    (200.0, "severely high", 20.0, 40.0),
)
COVERS_BALL = {"length_style": ("full", "sulcus")}


def head_relief(which: str) -> float:
    """The parameter of a metatarsal head's relief."""
    relief: float = length(
        0,
        0,
        3.6,
        title=f"Relief, {which} metatarsal head",
        group="Relief",
        guide="How much lower the shell is under the head; 0 for none.",
        when=COVERS_BALL,
    )
    return relief


class FootOrthosis(Parameters):
    """The foot as measured (loaded, standing) and what is prescribed for it."""

    side: Literal["left", "right"] = feet.side()
    foot_length: float = feet.foot_length()
    foot_breadth: float = feet.foot_breadth()
    ball_of_foot_length: float = feet.ball_of_foot_length()
    heel_breadth: float = feet.heel_breadth()
    body_mass: float | None = feet.body_mass()
    navicular_height: float | None = length(
        None,
        5,
        110,
        title="Navicular height",
        group="Foot",
        guide="Standing, from the floor to the middle of the navicular bone; only used to warn of an arch height that "
        "does not agree. May be left empty.",
        shapes=False,
    )
    length_style: Literal["full", "sulcus", "three_quarter"] = choice(
        "three_quarter",
        title="Length",
        group="Shape",
        guide="Full: to the toes' tips. Sulcus: to their roots, 6 % of the foot's length beyond the ball. Three "
        "quarter: to just behind the ball, by 3.5 % of the foot's length. Rim included, at the foremost.",
    )
    arch_height: float = length(
        20,
        0,
        40,
        title="Arch height",
        group="Shape",
        guide="Of the shell's medial edge above the heel seat, at the arch's highest point.",
    )
    heel_cup_depth: float = length(
        12,
        5,
        30,
        title="Heel cup depth",
        group="Shape",
        guide="From the heel seat to the rim: 6 shallow, 12 standard, 18 and more deep.",
    )
    shell_thickness: float = length(
        4, 2, 6, title="Shell thickness", group="Shape", guide="Of the shell itself, without posts."
    )
    metatarsal_pad_height: float = length(
        0, 0, 10, title="Metatarsal pad height", group="Shape", guide="Just behind the metatarsal heads; 0 for none."
    )
    medial_flange: float = length(
        0,
        0,
        10,
        title="Medial flange",
        group="Shape",
        guide="How much higher the medial edge stands along the arch; 0 for none.",
    )
    lateral_flange: float = length(
        0,
        0,
        10,
        title="Lateral flange",
        group="Shape",
        guide="How much higher the lateral edge stands between heel cup and ball; 0 for none.",
    )
    cover_thickness: float = length(
        0,
        0,
        5,
        title="Top cover",
        group="Shape",
        guide="Thickness of the cover that is glued on: the heel cup is wider and deeper by it. 0 for none.",
    )
    forefoot_surface: Literal["plain", "perforated"] = choice(
        "plain",
        title="Forefoot",
        group="Shape",
        guide="Perforated: with round holes that air the ball and the toes.",
        when=COVERS_BALL,
    )
    hole_diameter: float = length(
        5,
        3,
        8,
        title="Diameter of the holes",
        group="Shape",
        guide="Of those in the forefoot.",
        when={"forefoot_surface": ("perforated",)},
    )
    head_1_relief: float = head_relief("first")
    head_2_relief: float = head_relief("second")
    head_3_relief: float = head_relief("third")
    head_4_relief: float = head_relief("fourth")
    head_5_relief: float = head_relief("fifth")
    heel_spur_relief: float = length(
        0,
        0,
        5,
        title="Relief, heel spur",
        group="Relief",
        guide="How much lower the heel seat is under the inner bump of the heel bone; 0 for none.",
    )
    rearfoot_posting: float = angle(
        0, -15, 15, title="Rearfoot posting", group="Posting", guide="Varus (+) raises the medial side of the heel."
    )
    forefoot_posting: float = angle(
        0, -15, 15, title="Forefoot posting", group="Posting", guide="Varus (+) raises the medial side of the ball."
    )
    heel_lift: float = length(
        0,
        0,
        15,
        title="Heel lift",
        group="Posting",
        guide="Raises the whole heel; half the leg-length difference to start.",
    )
    rearfoot_post_thickness: float = length(
        0,
        0,
        6,
        title="Rearfoot post thickness",
        group="Posting",
        guide="Of the post below the shell where it is thinnest; it raises the heel. 0: only as its angle needs.",
    )
    engraving: Engraving = engraving_choice()


def limits(p: FootOrthosis) -> Iterator[Limit | AllowedWords]:
    """Beyond these no foot of the 6,068 of ANSUR II comes near; each leaves room beyond the extremes."""
    yield from feet.foot_proportions(p.foot_length, p.foot_breadth)
    breadth = p.foot_breadth
    because = "the cup would be broader than the ball"
    yield Limit("cover_thickness", 0, 0.49 * breadth - p.heel_breadth / 2, because, ("heel_breadth", "foot_breadth"))
    yield Limit(
        "heel_cup_depth",
        0,
        0.45 * p.heel_breadth - 0.1 * p.cover_thickness,
        "the cup would be deeper than the heel is round",
        ("heel_breadth",),
    )
    because = "so thick a rim would fold round so narrow a heel"
    yield Limit("shell_thickness", 0, THICKEST_OF_HEEL * p.heel_breadth, because, ("heel_breadth",))
    yield Limit("arch_height", 0, 0.40 * breadth, "the arch would be steeper than a foot", ("foot_breadth",))
    for flange in ("medial_flange", "lateral_flange"):
        yield Limit(flange, 0, 0.12 * breadth, "a flange so high needs a broader foot", ("foot_breadth",))
    yield Limit(
        "arch_height",
        0,
        bed(p).highest_arch,
        "a shell so thick cannot come down from it before its front edge",
        ("shell_thickness", "length_style", "ball_of_foot_length", "medial_flange"),
    )
    yield from _depths(p)
    if p.forefoot_surface == "perforated" and len(holes(p)) < FEWEST_HOLES:
        because = "there is no room for holes in this forefoot; smaller ones, no pad and no reliefs make some"
        yield AllowedWords("forefoot_surface", ("plain",), because, ("hole_diameter", "length_style"))


def _depths(p: FootOrthosis) -> Iterator[Limit]:
    """What is taken off leaves an edge's thickness; what raises the heel leaves it in the shoe."""
    because = "with the lift the heel would stand too high in any shoe"
    yield Limit("rearfoot_post_thickness", 0, MOST_HEEL_RAISE - p.heel_lift, because, ("heel_lift",))
    because, spare = "too little of the shell would be left", p.shell_thickness - front_edge(p)
    for number in range(1, len(HEADS) + 1):
        yield Limit(f"head_{number}_relief", 0, spare, because, ("shell_thickness",))
    given = ("shell_thickness", "heel_lift", "rearfoot_post_thickness")
    yield Limit("heel_spur_relief", 0, spare + heel_raise(p), because, given)
    because = "so deep a hollow would have a steep edge"
    yield Limit("heel_spur_relief", 0, 0.05 * p.heel_breadth, because, ("heel_breadth",))
    if p.forefoot_surface == "perforated":
        most, because = USUAL_POSTING, "holes do not go through so thick a wedge"
        yield Limit("forefoot_posting", -most, most, because, ("forefoot_surface",))


def check(p: FootOrthosis) -> Iterator[Problem]:
    """What a podiatrist would ask about."""
    if p.body_mass is not None and p.shell_thickness < stiff_enough(p.body_mass):
        yield warning(
            f"A shell of {p.shell_thickness:g} mm is likely to be flimsy under {p.body_mass:g} kg.",
            "shell_thickness",
            "body_mass",
            hint=f"Consider {stiff_enough(p.body_mass):.1f} mm or more.",
        )
    if heel_raise(p) > USUAL_HEEL_RAISE:
        yield warning(
            f"More than {USUAL_HEEL_RAISE:g} mm of lift seldom fits inside a shoe.",
            "heel_lift",
            *(["rearfoot_post_thickness"] if p.rearfoot_post_thickness else []),
            hint="Raise the rest on the shoe's outside.",
        )
    for name in ("rearfoot_posting", "forefoot_posting"):
        if abs(getattr(p, name)) > USUAL_POSTING:
            yield warning("More than 7 degrees is beyond the usual range.", name, hint="Check sign and size.")

    yield from _navicular(p)


def _navicular(p: FootOrthosis) -> Iterator[Problem]:
    """An arch that does not agree with the height of the navicular bone; nothing is prescribed by it."""
    if p.navicular_height is None:
        return
    _, name, low, high = next(each for each in NAVICULAR_CLASSES if p.navicular_height < each[0])
    stands = f"A navicular height of {p.navicular_height:g} mm is {name}"
    hint = "Measure it again, standing, or change the arch height."
    if p.arch_height >= p.navicular_height:
        yield warning(
            f"{stands}: the arch's edge would press against the bone.", "arch_height", "navicular_height", hint=hint
        )
    elif not low <= p.arch_height <= high:
        way = "low" if p.arch_height < low else "high"
        yield warning(
            f"{stands}; an arch of {p.arch_height:g} mm is {way} for it.", "arch_height", "navicular_height", hint=hint
        )


def heel_raise(p: FootOrthosis) -> float:
    """How much the heel is raised in mm, besides by the angle of its post."""
    return p.heel_lift + p.rearfoot_post_thickness


def head_depths(p: FootOrthosis) -> tuple[float, float, float, float, float]:
    """The reliefs of the metatarsal heads in mm, from the first."""
    return p.head_1_relief, p.head_2_relief, p.head_3_relief, p.head_4_relief, p.head_5_relief


def holes(p: FootOrthosis) -> tuple[tuple[float, float], ...]:
    """Where the forefoot is perforated: x and y of the left one's holes."""
    from configurator.shapes.foot_holes import hole_places

    return hole_places(bed(p), p.hole_diameter) if p.forefoot_surface == "perforated" else ()


def stiff_enough(body_mass: float) -> float:
    """Thickness in mm that bends under `body_mass` kg as little as one just too thin for its own."""
    return FLIMSY_THICKNESS * float(body_mass / FLIMSY_MASS) ** (1 / 3)


def front_edge(p: FootOrthosis) -> float:
    """Thickness in mm to which the shorter styles are bevelled in front."""
    return max(LEAST_EDGE, 0.4 * p.shell_thickness)


def wall(p: FootOrthosis) -> float:
    """The thinnest in mm: the shell, the front edge where there is a bevel, or what a relief leaves."""
    least = p.shell_thickness if p.length_style == "full" else front_edge(p)
    return min(least, p.shell_thickness - max(head_depths(p)), p.shell_thickness + heel_raise(p) - p.heel_spur_relief)


# Asked for by limits, build, mark and dimensions one after the other.
@lru_cache(maxsize=8)
def bed(p: FootOrthosis) -> FootBed:
    """The left orthosis as numbers; over the rims its plate is as broad and as long as asked."""
    share = plate_breadth(p) / p.foot_breadth
    outline_breadth, front_edge_at = p.foot_breadth - p.shell_thickness, plate_end(p)
    # The outline swells beside its outermost points, and the shorter styles' rims are bevelled there.
    for _ in range(CORRECTIONS):
        b = _bed_of(p, outline_breadth, front_edge_at)
        outline_breadth -= (b.breadth_beyond(PLATE_FROM * b.outline.ball) - plate_breadth(p)) / share
        front_edge_at -= b.foremost - plate_end(p)
    return _bed_of(p, outline_breadth, front_edge_at)


def plate_end(p: FootOrthosis) -> float:
    """How far before the back of the heel in mm the plate ends, over its rim; a cover lies behind the heel."""
    from configurator.shapes.foot_outline import FRONT

    if p.length_style == "full":
        return p.foot_length + p.cover_thickness
    return p.ball_of_foot_length + p.cover_thickness + FRONT[p.length_style] * p.foot_length


def plate_breadth(p: FootOrthosis) -> float:
    """How broad the plate is in mm, over its rims; behind the ball a foot is narrower."""
    from configurator.shapes.foot_outline import BREADTH

    return BREADTH[p.length_style] * p.foot_breadth


def _bed_of(p: FootOrthosis, outline_breadth: float, front_edge_at: float) -> FootBed:
    """The same of an outline so broad, with its front edge there; rims add half a thickness round ball and toes."""
    from configurator.shapes.foot_bed import FootBed
    from configurator.shapes.foot_outline import FootOutline

    t, cover = p.shell_thickness, p.cover_thickness
    # The cover lies between the heel and the cup's back, sides and seat; before the heel it only raises the foot.
    foot = p.foot_length + cover - (t / 2 if p.length_style == "full" else 0)
    ball, heel = p.ball_of_foot_length + cover, p.heel_breadth + 2 * cover
    return FootBed(
        FootOutline(foot, outline_breadth, heel, ball, p.length_style, front_edge_at),
        thickness=t,
        edge=front_edge(p),
        cup_depth=p.heel_cup_depth + cover,
        arch_height=p.arch_height,
        rearfoot=p.rearfoot_posting,
        forefoot=p.forefoot_posting,
        lift=heel_raise(p),
        pad=p.metatarsal_pad_height,
        medial_flange=p.medial_flange,
        lateral_flange=p.lateral_flange,
        spur=p.heel_spur_relief,
        heads=head_depths(p),
    )


def build(p: FootOrthosis) -> Any:
    """The left one; the kernel mirrors it for the right."""
    from configurator.shapes.foot_holes import forefoot_openings
    from configurator.shapes.nets import heel_window, shell_nets
    from configurator.shapes.openings import pierced_shell
    from configurator.shapes.shell import rounded_shell

    nets = shell_nets(bed(p))
    window = heel_window(nets)
    if p.forefoot_surface == "plain":
        return rounded_shell(nets.top, nets.bottom, nets.normals, window)
    return pierced_shell(nets.top, nets.bottom, nets.normals, forefoot_openings(bed(p), p.hole_diameter), window)


def mark(p: FootOrthosis) -> Mark | None:
    """Under the heel, on its lateral half, read along the foot, with a dot towards the toes."""
    from configurator.shapes.nets import heel_window, shell_nets, window_lane

    nets = shell_nets(bed(p))
    window = heel_window(nets)
    if window is None:
        return None
    x, y, long, broad = window_lane(nets, window)
    # A line of eight letters and a dot is 6.5 times as long as its type is high.
    height = min(5.0, long / 6.9, broad / 1.4)
    place = (x, -y if p.side == "right" else y, 0)
    return engraved(Mark(centre=place, normal=(0, 0, -1), reading=X, height=height), p.engraving)


def dimensions(p: FootOrthosis) -> Iterator[Dimension]:
    """What decides whether it fits: sizes of the plan, heights over the ground, walls and wedges."""
    b = bed(p)
    yield from _plan(p, b)
    yield from _heights(p, b)
    yield from _flanges(p, b)
    yield from _reliefs(p, b)
    yield from _holes(p, b)
    yield from _walls(p, b)
    yield from _wedges(p, b)


def _plan(p: FootOrthosis, b: FootBed) -> Iterator[Dimension]:
    # Beside flanges the rims lean outwards.
    flanged = p.medial_flange or p.lateral_flange
    middle = b.arch_end if flanged else PLATE_FROM * b.outline.ball
    behind = p.shell_thickness / 2 * (1 + sin(atan(b.cup_slope)))
    # The shorter styles end at the ball, wherever the toes do.
    shown = "foot_length" if p.length_style == "full" else "ball_of_foot_length"
    yield Distance(name="overall_length", field=shown, nominal=plate_end(p) + behind, tolerance=0.3, axis=X)
    yield Distance(
        name="forefoot_breadth",
        field="foot_breadth",
        nominal=b.breadth_beyond(middle) if flanged else plate_breadth(p),
        tolerance=0.3,
        axis=Y,
        box=Box((middle, -1e3, -1e3), (1e3, 1e3, 1e3)),
    )
    yield _cup_breadth(p, b)


def _cup_breadth(p: FootOrthosis, b: FootBed) -> Distance:
    """Inside jaws a tenth of its depth below the cup's rim, level with the tilted seat."""
    from configurator.shapes.foot_bed import CUP_POWER
    from configurator.shapes.foot_outline import HEEL_AT

    tilt = radians(p.rearfoot_posting)
    breadth = b.outline.heel - 2 * b.wall * (1 - 0.9 ** (1 / CUP_POWER))
    x, z = HEEL_AT * b.outline.length, b.seat + 0.9 * b.cup_depth
    return Distance(
        name="heel_cup_breadth",
        field="heel_breadth",
        nominal=breadth / cos(tilt),
        tolerance=0.008 * p.heel_breadth,
        jaws="inside",
        axis=(0, -cos(tilt), sin(tilt)),
        box=Box((x - 0.2, -0.2, z - 0.01), (x + 0.2, 0.2, z + 0.01)),
    )


def _heights(p: FootOrthosis, b: FootBed) -> Iterator[Dimension]:
    """By height gauge, the orthosis standing on its posts."""
    beside = _beside_spur(p, b)
    seat = b.top(b.seat_at, beside)
    yield height_over_ground(
        "heel_seat_height", "heel_lift", seat, 0.015 * seat, upright_column(b.seat_at, beside, 0.05, 0.05)
    )
    heel = b.seat + b.cup_depth + b.over_rim(b.cup_slope)
    yield height_over_ground("heel_rim_height", "heel_cup_depth", heel, 0.3, upright_column(0, 0, 6, 0.2))
    y, arch = b.medial_rim(b.apex)
    edge = Box((b.apex - 0.02, y - p.shell_thickness, -1e3), (b.apex + 0.02, y + 0.05, 1e3))
    yield height_over_ground("arch_rim_height", "arch_height", arch, 0.3, edge)
    if p.metatarsal_pad_height:
        x, y = b.pad_at
        yield height_over_ground(
            "metatarsal_pad_top", "metatarsal_pad_height", b.top(x, y), 0.2, upright_column(x, y, 0.3, 0.3)
        )


def _beside_spur(p: FootOrthosis, b: FootBed) -> float:
    """The y where the heel seat is looked at: in its middle, or beside a spur's hollow."""
    return min(0.09 * b.outline.heel, (b.outline.heel / 2 - b.wall) / 2) if p.heel_spur_relief else 0.0


def _flanges(p: FootOrthosis, b: FootBed) -> Iterator[Dimension]:
    """The rims' heights where both flanges are whole."""
    x = 0.40 * b.outline.length
    for name, asked, (y, height) in (
        ("medial_flange", p.medial_flange, b.medial_rim(x)),
        ("lateral_flange", p.lateral_flange, b.lateral_rim(x)),
    ):
        if asked:
            # A rim falls steeply there: the highest within a broad column would be that at its end.
            box = upright_column(x, y, 0.02, p.shell_thickness)
            yield height_over_ground(f"{name}_top", name, height, max(0.35, 0.018 * height), box)


def _reliefs(p: FootOrthosis, b: FootBed) -> Iterator[Dimension]:
    """How high the hollows' floors lie."""
    reliefs = {f"head_{number}_relief": each for number, each in enumerate(b.head_reliefs, 1)}
    for field, relief in {**reliefs, "heel_spur_relief": b.spur_relief}.items():
        if relief.depth:
            floor = b.top(relief.x, relief.y)
            box = upright_column(relief.x, relief.y, 0.05, 0.05)
            # Where the front edge is bevelled the floor slopes, and more on a posted forefoot.
            least = 0.13 if p.length_style == "sulcus" else 0.06
            yield height_over_ground(field.replace("relief", "floor"), field, floor, max(least, 0.015 * floor), box)


def _holes(p: FootOrthosis, b: FootBed) -> Iterator[Dimension]:
    from configurator.shapes.foot_holes import hole_axis, hole_middle

    if middles := [hole_middle(b, each) for each in holes(p)]:
        yield Diameter(
            name="holes",
            field="hole_diameter",
            nominal=p.hole_diameter,
            tolerance=max(0.1, 0.03 * p.hole_diameter),
            centre=middles[0],
            repeats=tuple(middles[1:]),
            axis=hole_axis(b, holes(p)),
            role="bore",
        )


def _walls(p: FootOrthosis, b: FootBed) -> Iterator[Dimension]:
    yield Thickness(
        name="shell_thickness",
        field="shell_thickness",
        nominal=p.shell_thickness,
        tolerance=0.015 * p.shell_thickness,
        origin=(b.apex, -0.2 * p.foot_breadth, 200),
        direction=(0, 0, -1),
    )
    if p.rearfoot_post_thickness:
        # A gauge on a wedge reads the mean of what is square to its faces; before a spur's hollow, at no letter.
        heel = b.seat * (1 + cos(radians(p.rearfoot_posting))) / 2
        yield Thickness(
            name="heel_thickness",
            field="rearfoot_post_thickness",
            nominal=heel,
            tolerance=0.015 * heel,
            origin=(0.217 * b.outline.length, 0, 200),
            direction=(0, 0, -1),
            spot=0.5,
        )


def _wedges(p: FootOrthosis, b: FootBed) -> Iterator[Dimension]:
    """Between the surface the foot rests on and the ground, seen from behind; varus is positive."""
    from configurator.shapes.foot_holes import LIP_MM
    from configurator.shapes.foot_plate import plain_rectangle

    foot, half, beside = p.foot_length, 0.03 * p.heel_breadth, _beside_spur(p, b)
    # Between a hollow and a deep cup's wall there is little room.
    reach = 0.6 * half if beside else half
    seat = Box((0.18 * foot, beside - reach, -1), (0.21 * foot, beside + reach, 1e3))
    # The ground below the middle, where no letters are.
    ground = Box((0.18 * foot, -half, -1), (0.21 * foot, half, 1e3))
    # That little is met by facets that reach over its edges and lean, within the mesh's 0.05 mm, by a little more.
    tolerance = 0.2 if beside else 0.1
    yield _wedge("rearfoot_posting", p.rearfoot_posting, tolerance, seat, ground)
    if place := plain_rectangle(b, holes(p), p.hole_diameter / 2 + LIP_MM + 0.5):
        low, high, inner, outer = place
        ball = Box((low, inner, -1), (high, outer, 1e3))
        yield _wedge("forefoot_posting", p.forefoot_posting, 0.2, ball, ball)


def _wedge(name: str, nominal: float, tolerance: float, top: Box, bottom: Box) -> Angle:
    return Angle(
        name=name,
        field=name,
        nominal=nominal,
        tolerance=tolerance,
        box=top,
        facing=Z,
        other_box=bottom,
        other_facing=(0, 0, -1),
        about=(-1, 0, 0),
        senses=("varus", "valgus"),
    )


def sections(p: FootOrthosis) -> Iterator[Section]:
    """Through the heel cup and at the arch's highest point, both as seen from behind."""
    from configurator.shapes.foot_outline import HEEL_AT

    b = bed(p)
    for x in (HEEL_AT * b.outline.length, b.apex):
        yield Section(origin=(x, 0, 0), normal=(-1, 0, 0), beyond=False)


TEMPLATE = Template(
    id="foot_orthosis",
    version="3",
    title="Foot orthosis",
    group="Orthosis",
    summary="A shell with heel cup, medial arch and ground posts, made to one foot.",
    keywords=("insole", "insert", "orthotic", "arch support", "shoe"),
    parameters=FootOrthosis,
    limits=limits,
    check=check,
    build=build,
    dimensions=dimensions,
    mirror=lambda p: p.side == "right",
    mark=mark,
    measuring={
        "foot_length": FOOT_FROM_ABOVE.line("length"),
        "foot_breadth": FOOT_FROM_ABOVE.line("breadth"),
        "ball_of_foot_length": FOOT_FROM_ABOVE.line("ball_length"),
        "heel_breadth": FOOT_FROM_ABOVE.line("heel_breadth"),
        "arch_height": FOOT_FROM_THE_SIDE.line("arch_height"),
        "navicular_height": FOOT_FROM_THE_SIDE.line("navicular_height"),
    },
    presets={
        "three quarter": FootOrthosis(),
        "full length, posted": FootOrthosis(
            length_style="full", rearfoot_posting=4, forefoot_posting=2, metatarsal_pad_height=4
        ),
        "deep cup, right": FootOrthosis(side="right", length_style="sulcus", heel_cup_depth=20, arch_height=26),
        "small foot": FootOrthosis(
            foot_length=160,
            foot_breadth=62,
            ball_of_foot_length=118,
            heel_breadth=44,
            arch_height=10,
            heel_cup_depth=8,
            shell_thickness=2.5,
        ),
        "neutral": FootOrthosis(length_style="sulcus", cover_thickness=2, rearfoot_post_thickness=3),
        "mild pronation": FootOrthosis(rearfoot_posting=3, heel_cup_depth=14, rearfoot_post_thickness=2),
        "moderate pronation": FootOrthosis(
            rearfoot_posting=5, forefoot_posting=2, heel_cup_depth=18, medial_flange=4, rearfoot_post_thickness=2
        ),
        "severe pronation": FootOrthosis(
            rearfoot_posting=7, forefoot_posting=3, heel_cup_depth=22, arch_height=18, medial_flange=8, lateral_flange=6
        ),
        "cavus": FootOrthosis(
            length_style="full",
            forefoot_surface="perforated",
            arch_height=32,
            rearfoot_posting=-2,
            forefoot_posting=-2,
            heel_cup_depth=14,
            cover_thickness=3,
        ),
        "heel spur": FootOrthosis(
            length_style="full", heel_cup_depth=18, heel_spur_relief=3, heel_lift=3, cover_thickness=3
        ),
        "leg-length difference": FootOrthosis(heel_lift=8, heel_cup_depth=14),
    },
    preset_titles={
        "three quarter": "Three-quarter length, standard shell",
        "full length, posted": "Full length with heel and forefoot posts and a metatarsal pad",
        "deep cup, right": "Right foot, sulcus length, deep heel cup",
        "small foot": "Thin shell with a low arch, for a small foot",
        "neutral": "Neutral: post of 3 mm without an angle, top cover, sulcus length",
        "mild pronation": "Mild pronation: rearfoot 3° varus",
        "moderate pronation": "Moderate pronation: rearfoot 5° varus, medial flange, deeper heel cup",
        "severe pronation": "Severe pronation: rearfoot 7° varus, both flanges, deep heel cup",
        "cavus": "Cavus foot: high arch, 2° valgus, perforated forefoot, top cover",
        "heel spur": "Heel spur: a hollow under the heel, a lift, and room for a cover",
        "leg-length difference": "Leg-length difference of 16 mm: heel lift of 8 mm",
    },
    zone="skin",
    prescribed=True,
    offers=("mjf-pa12", "sls-pa12", "fdm-pp"),
    wall=wall,
    sections=sections,
    sources=(
        "Parameters and ranges: Rhino Orthotic Toolkit; cup depths: kevinorthopedic; posting: podiatry practice",
        "Rearfoot of 3, 5 and 7 degrees for mild, moderate and severe pronation, with a cup over 21 mm for severe: "
        "inverted pour, podiatry practice; the other values of the presets are the project's own choice",
        "Flanges up to 10 mm: raised edges of the Green-AI-Hub insole toolbox",
        "Top cover up to 5 mm: Rhino Orthotic Toolkit",
        "Lift in the shoe: HMP, half the leg-length difference to start and 10 mm at most",
        "Classes of navicular height: PMC3354337, table 3; which arch heights do not agree with them: the project's "
        "own choice",
        "Places and reaches of reliefs, their depths, thickness of the post, sizes and places of holes, no cover as "
        "default: the project's own choice",
        "Sizes of feet and their proportions: ANSUR II, 6,068 people",
        "Outline, profile of cup and arch, and stiffness rule: the project's own, see configurator.shapes",
        "Edges: the rim is half round, so that its radius is half the wall: 1 mm and more from a shell of 2 mm on, and "
        "0.6 mm and more at the bevelled front edge of the shorter styles; 1 mm at holes",
    ),
)
