"""Ankle-foot orthosis: a foot plate and a shell behind the leg in one piece, with slots for its straps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, dist, radians, sin
from typing import TYPE_CHECKING, Any, Literal

from configurator.sdk import (
    FOOT_FROM_ABOVE,
    LOWER_LEG,
    AllowedWords,
    Angle,
    Box,
    Dimension,
    Distance,
    Engraving,
    Girth,
    Limit,
    Mark,
    Parameters,
    Point,
    Problem,
    Section,
    Template,
    Thickness,
    X,
    Y,
    angle,
    choice,
    engraved,
    engraving_choice,
    feet,
    height_over_ground,
    length,
    model_tolerance,
    warning,
)

if TYPE_CHECKING:
    from configurator.shapes.leg_shell import LegShell
    from configurator.shapes.opening_places import Opening

# The project's own choices, in mm.
SLOT_WIDTH = 4.5  # across the strap
SLOT_SPARE = 2.0  # how much longer than the strap is wide
SLOT_FROM_EDGE = 12.0  # its middle, from the edge
SLOT_FROM_TOP = 26.0  # its upper end: below the rounded corner
TOP_ABOVE_CALF = 30.0  # the least, along which the shell's back is straight
THINNEST = 2.5  # wall
# Over the foot's length, with room for what is swollen: of ANSUR II's feet none is over 0.35, 0.32 and 1.12.
BROADEST_HEEL, BROADEST_ANKLE, THICKEST_ANKLE = 0.5, 0.5, 1.35
# Own choice: a solid one of 4 mm is stiff enough to 90 kg; a plate's stiffness goes with its thickness cubed.
STIFF_THICKNESS, STIFF_MASS = 4.0, 90.0
LEAST_USUAL_ANGLE, MOST_USUAL_ANGLE = -5.0, 10.0  # own choice
HEEL_DEPTH = 0.4  # of its breadth, from the heel's back: where its breadth is taken
CLEAR_OF_EDGE = 1.0  # what is measured across a shell, from its edges
WEB = 6.0  # between a slot and what is measured beside it
LEAST_TYPE = 2.0  # mm high
LEG_TOLERANCE_MM = 0.5  # of breadths, at most
FACETS_MM = 0.06  # of a wall's thickness, where it bends most
# Where an instep strap's slot lies, of the way along the edge from beside the arch to the ankle bones, where the wall
# is fairly straight; and how broad such a strap may be, of the ankle bones' height.
INSTEP_AT, INSTEP_SHARE = 0.65, 0.55
# How far the wall may bend away from a straight line along a slot: at the calf of the thickness, at the instep, where
# the heel turns into the leg, of the slot's length.
MOST_BOW, MOST_INSTEP_BOW = 0.25, 0.1
LEAST_INSTEP_STRAP = 15.0  # broad
SLOT_TOLERANCE = 0.007  # of a slot's length
LEAST_SLOT_ROOM = 7.0  # from a slot's middle line to the edge, which bends beside it
ROUNDING = 1e-4  # of what a limit compares
STRAPPED_TRIMS = ("semi_solid", "solid")
TRIM_WORDS = {"leaf_spring": "far behind", "semi_solid": "through", "solid": "before"}


class AnkleFootOrthosis(Parameters):
    """Foot and leg as measured, and what is prescribed for them. Sizes in mm."""

    side: Literal["left", "right"] = feet.side("Which leg it is for.")
    foot_length: float = feet.foot_length()
    foot_breadth: float = feet.foot_breadth()
    ball_of_foot_length: float = feet.ball_of_foot_length()
    heel_breadth: float = feet.heel_breadth()
    malleolus_height: float = length(
        70,
        30,
        110,
        title="Ankle bone height",
        group="Leg",
        ansur="lateralmalleolusheight",
        measured=True,
        guide="From the floor to the most prominent point of the outer ankle bone (lateral malleolus).",
    )
    malleolus_breadth: float = length(
        72,
        32,
        110,
        title="Ankle bone breadth",
        group="Leg",
        ansur="bimalleolarbreadth",
        measured=True,
        guide="Callipers across both ankle bones.",
    )
    ankle_girth: float = length(
        222,
        110,
        340,
        title="Ankle girth",
        group="Leg",
        ansur="anklecircumference",
        measured=True,
        guide="Tape round the leg where it is thinnest, above the ankle bones.",
    )
    ankle_height: float = length(
        118,
        50,
        170,
        title="Ankle girth height",
        group="Leg",
        measured=True,
        guide="From the floor to where the ankle's girth is taken.",
    )
    calf_girth: float = length(
        382,
        160,
        560,
        title="Calf girth",
        group="Leg",
        ansur="calfcircumference",
        measured=True,
        guide="Tape round the calf where it is thickest.",
    )
    calf_height: float = length(
        330,
        120,
        460,
        title="Calf girth height",
        group="Leg",
        measured=True,
        guide="From the floor to where the calf's girth is taken.",
    )
    shell_height: float = length(
        390,
        150,
        560,
        title="Shell height",
        group="Leg",
        measured=True,
        guide="From the floor to where the shell shall end, 20 to 40 mm below the lower edge of the fibula's head.",
    )
    body_mass: float | None = feet.body_mass(group="Leg")
    trim: Literal["leaf_spring", "semi_solid", "solid"] = choice(
        "solid",
        title="Trim line",
        group="Prescription",
        guide="Leaf spring: far behind the ankle bones, bends. Semi-solid: through them. Solid: before them, stiff.",
    )
    length_style: Literal["full", "sulcus", "three_quarter"] = choice(
        "full",
        title="Foot plate",
        group="Prescription",
        guide="Full: to the toes' tips. Sulcus: to their roots. Three quarter: to just behind the ball.",
    )
    ankle_angle: float = angle(
        0,
        -10,
        15,
        title="Ankle angle",
        group="Prescription",
        guide="Of the leg from upright: dorsiflexion (+) leans it forwards, plantarflexion (-) back.",
    )
    calf_wrap: float = angle(
        95,
        80,
        110,
        title="Calf wrap",
        group="Prescription",
        guide="How far the edges come forwards at the calf, from the middle behind: 90 is half round.",
    )
    padding: float = length(
        3, 0, 6, title="Lining", group="Prescription", guide="Thickness of the foam inside; 0 for none."
    )
    thickness: float = length(4, THINNEST, 6, title="Thickness", group="Shell", guide="Of the shell, without lining.")
    strap: float = length(40, 20, 50, title="Calf strap width", group="Shell", guide="Of the strap over the shin.")
    instep: Literal["strap", "none"] = choice(
        "strap",
        title="Strap over the instep",
        group="Shell",
        guide="Over the instep, it holds the heel back in the shell. A leaf spring leaves that to the shoe.",
        when={"trim": STRAPPED_TRIMS},
    )
    instep_strap: float = length(
        25,
        LEAST_INSTEP_STRAP,
        40,
        title="Instep strap width",
        group="Shell",
        guide="Of the strap over the instep.",
        when={"instep": ("strap",)},
    )
    engraving: Engraving = engraving_choice()


@dataclass(frozen=True)
class Slot:
    """Of a strap's slot: its name, the station of its middle, and on which side it is; -1 is the medial one."""

    name: str
    at: float
    side: int
    length: float


# Asked for by limits, build, mark and dimensions one after the other.
@lru_cache(maxsize=8)
def shell(p: AnkleFootOrthosis) -> LegShell:
    """The left orthosis as numbers."""
    from configurator.shapes.leg_shell import LegShell

    return LegShell(
        foot_length=p.foot_length,
        foot_breadth=p.foot_breadth,
        ball_length=p.ball_of_foot_length,
        heel_breadth=p.heel_breadth,
        malleolus_height=p.malleolus_height,
        malleolus_breadth=p.malleolus_breadth,
        ankle_girth=p.ankle_girth,
        ankle_height=p.ankle_height,
        calf_girth=p.calf_girth,
        calf_height=p.calf_height,
        top_height=p.shell_height,
        dorsiflexion=p.ankle_angle,
        plate=p.length_style,
        trim=p.trim,
        wrap=p.calf_wrap,
        padding=p.padding,
        thickness=p.thickness,
    )


def limits(p: AnkleFootOrthosis) -> Iterator[Limit | AllowedWords]:
    """Of a leg's sizes, and of the straps on its shell."""
    leg = list(_leg_limits(p))
    yield from leg
    because = "its slots would not find room between sole and ankle bones"
    yield Limit("instep_strap", 0, INSTEP_SHARE * p.malleolus_height, because, ("malleolus_height",))
    because = "the wall bends too much along so long a slot"
    if p.calf_height > p.ankle_height and (broadest := straightest_strap(p)) < p.strap:
        yield Limit("strap", 0, broadest, because, ("shell_height", "calf_height", "thickness"))
    # Of sizes that are no leg's there is no shell.
    is_leg = all(each.low - ROUNDING <= getattr(p, each.field) <= each.high + ROUNDING for each in leg)
    if not is_leg:
        return
    yield from _wall_limits(p)
    if has_instep_strap(p):
        yield from _instep_limits(p)


def _wall_limits(p: AnkleFootOrthosis) -> Iterator[Limit]:
    """A wall that would fold is thinner; where the thinnest would too, it is the leg's lean that folds it."""
    because = "a thicker wall would fold where the leg or the shell's edge bends tightly"
    given = ("malleolus_height", "malleolus_breadth", "ankle_angle", "trim")
    thick = thickest(p)
    if thick < THINNEST and (straighter := upright_enough(p)) is not None:
        low, high = min(straighter.ankle_angle, 0), max(straighter.ankle_angle, 0)
        folds = "with more the wall would fold behind the ankle"
        yield Limit("ankle_angle", low, high, folds, ("malleolus_height", "ankle_height", "foot_length"))
        thick = thickest(straighter)
    yield Limit("thickness", 0, thick, because, given)


def thickest(p: AnkleFootOrthosis) -> float:
    """How thick a wall may be in mm before it folds."""
    from configurator.shapes.leg_nets import leg_nets

    return leg_nets(shell(p)).thickest


def upright_enough(p: AnkleFootOrthosis) -> AnkleFootOrthosis | None:
    """The same with an ankle angle nearer to neutral by as few whole degrees as leave its wall sound, or else the
    thinnest; None where no such angle does."""
    way = 1 if p.ankle_angle > 0 else -1
    others = [p.model_copy(update={"ankle_angle": way * less}) for less in range(ceil(abs(p.ankle_angle)))][::-1]
    walls = [(each, thickest(each)) for each in others]
    needed = (each for least in (p.thickness, THINNEST) for each, wall in walls if wall >= least)
    return next(needed, None)


def _instep_limits(p: AnkleFootOrthosis) -> Iterator[Limit | AllowedWords]:
    """No strap where even the narrowest finds no wall that is straight enough."""
    broadest, given = straightest_instep_strap(p), ("malleolus_height", "ankle_height", "heel_breadth")
    if broadest < min(p.instep_strap, LEAST_INSTEP_STRAP):
        yield AllowedWords("instep", ("none",), "the wall or its edge bends too much beside any slot", given)
    elif broadest < p.instep_strap:
        yield Limit("instep_strap", 0, broadest, "the wall or its edge bends too much along so long a slot", given)


def _leg_limits(p: AnkleFootOrthosis) -> Iterator[Limit]:
    """Beyond these no leg of the 6,068 of ANSUR II comes near, where it has the size."""
    yield from feet.foot_proportions(p.foot_length, p.foot_breadth)
    foot = p.foot_length
    yield Limit("heel_breadth", 0, BROADEST_HEEL * foot, "no heel is that broad for its foot", ("foot_length",))
    because = "no ankle bone is that high or low for its foot"
    yield Limit("malleolus_height", 0.17 * foot, 0.40 * foot, because, ("foot_length",))
    because = "no ankle is that broad or narrow for its heel"
    yield Limit("malleolus_breadth", 0.75 * p.heel_breadth, 1.5 * p.heel_breadth, because, ("heel_breadth",))
    because = "no ankle is that broad for its foot"
    yield Limit("malleolus_breadth", 0, BROADEST_ANKLE * foot, because, ("foot_length",))
    because = "no ankle is that thick or thin for its breadth"
    yield Limit("ankle_girth", 2.2 * p.malleolus_breadth, 4.2 * p.malleolus_breadth, because, ("malleolus_breadth",))
    yield Limit("ankle_girth", 0, THICKEST_ANKLE * foot, "no ankle is that thick for its foot", ("foot_length",))
    because = "the ankle is thinnest above its bones"
    yield Limit("ankle_height", 1.3 * p.malleolus_height, 2.2 * p.malleolus_height, because, ("malleolus_height",))
    because = "a calf is 1.2 to 2.3 ankles round"
    yield Limit("calf_girth", 1.2 * p.ankle_girth, 2.3 * p.ankle_girth, because, ("ankle_girth",))
    because = "the calf is thickest far above the ankle"
    yield Limit("calf_height", p.ankle_height + 0.45 * foot, 2 * foot, because, ("ankle_height", "foot_length"))
    because = "the shell ends above the calf's thickest and below the knee"
    yield Limit(
        "shell_height",
        p.calf_height + TOP_ABOVE_CALF,
        p.calf_height + 0.5 * foot,
        because,
        ("calf_height", "foot_length"),
    )


def check(p: AnkleFootOrthosis) -> Iterator[Problem]:
    """What an orthotist would ask about."""
    if p.body_mass is not None and p.thickness < stiff_enough(p.body_mass):
        yield warning(
            f"A shell of {p.thickness:g} mm is likely to be flimsy under {p.body_mass:g} kg.",
            "thickness",
            "body_mass",
            hint=f"Consider {stiff_enough(p.body_mass):.1f} mm or more.",
        )
    if not LEAST_USUAL_ANGLE <= p.ankle_angle <= MOST_USUAL_ANGLE:
        yield warning(
            f"An ankle at {p.ankle_angle:g} degrees is beyond the usual {LEAST_USUAL_ANGLE:g} to {MOST_USUAL_ANGLE:g}.",
            "ankle_angle",
            hint="Check the sign: dorsiflexion is positive. Neutral is usual.",
        )
    if p.padding < 1:
        yield warning("Without a lining the shell lies on the ankle's bones.", "padding", hint="Plan for 3 mm of foam.")
    if p.trim == "leaf_spring" and p.thickness > STIFF_THICKNESS:
        yield warning(
            f"A leaf spring of {p.thickness:g} mm hardly bends.",
            "thickness",
            "trim",
            hint="2.5 to 4 mm are usual; for a stiff ankle choose a solid trim line.",
        )


def stiff_enough(body_mass: float) -> float:
    """Thickness in mm that bends under `body_mass` kg as little as one just stiff enough for its own."""
    return STIFF_THICKNESS * float(body_mass / STIFF_MASS) ** (1 / 3)


def wall(p: AnkleFootOrthosis) -> float:
    """The shell's, in mm: all rims are round."""
    return p.thickness


def has_instep_strap(p: AnkleFootOrthosis) -> bool:
    """Whether there are slots for a strap over the instep."""
    return p.instep == "strap" and p.trim in STRAPPED_TRIMS


def instep_ends(p: AnkleFootOrthosis) -> tuple[float, float]:
    """The stations beside the arch and at the ankle bones, between which the instep's slots lie."""
    from configurator.shapes.leg_shell import TRIM_FROM

    s = shell(p)
    return s.at_sole(TRIM_FROM * p.ball_of_foot_length), s.at_malleolus


def slots(p: AnkleFootOrthosis) -> Iterator[Slot]:
    """On both sides one for the strap over the shin, and one for that over the instep."""
    long = p.strap + SLOT_SPARE
    at = shell(p).length - SLOT_FROM_TOP - long / 2
    for side in (-1, 1):
        yield Slot("calf", at, side, long)
        if has_instep_strap(p):
            yield instep_slot(p, side, p.instep_strap)


def instep_slot(p: AnkleFootOrthosis, side: int, strap: float) -> Slot:
    """On a side, for a strap so broad over the instep."""
    arch, bones = instep_ends(p)
    return Slot("instep", arch + INSTEP_AT * (bones - arch), side, strap + SLOT_SPARE)


def build(p: AnkleFootOrthosis) -> Any:
    """The left one; the kernel mirrors it for the right."""
    from configurator.shapes.leg_nets import leg_nets
    from configurator.shapes.openings import pierced_shell

    nets = leg_nets(shell(p))
    openings = [slot_opening(p, slot) for slot in slots(p)]
    return pierced_shell(nets.inside, nets.outside, nets.normals, openings, nets.ground)


@lru_cache(maxsize=16)
def slot_opening(p: AnkleFootOrthosis, slot: Slot) -> Opening:
    """As long as the strap's slot in the middle of the wall, through which the strap goes."""
    from configurator.shapes.leg_nets import leg_nets
    from configurator.shapes.opening_places import Opening, fitted_opening

    nets = leg_nets(shell(p))
    opening = Opening(
        centre=shell(p).edge(slot.at, slot.side, SLOT_FROM_EDGE),
        length=slot.length,
        width=SLOT_WIDTH,
        along=slot_direction(p, slot),
        form="slot",
    )
    return fitted_opening(nets.inside, nets.outside, opening, slot.length)


def slot_ends(p: AnkleFootOrthosis, slot: Slot, long: float) -> tuple[float, float]:
    """The stations between which the edge beside a slot is `long` mm long: round the heel they lie further apart."""
    s = shell(p)
    pace = dist(*(s.edge(slot.at + way, slot.side, SLOT_FROM_EDGE) for way in (-1.0, 1.0))) / 2
    return slot.at - long / 2 / pace, slot.at + long / 2 / pace


def slot_direction(p: AnkleFootOrthosis, slot: Slot) -> Point:
    """The unit vector up along the edge beside a slot."""
    start, end = (shell(p).edge(at, slot.side, SLOT_FROM_EDGE) for at in slot_ends(p, slot, slot.length))
    return _unit(start, end)


def _unit(start: Point, end: Point) -> Point:
    """The unit vector from one point to another."""
    size = dist(start, end)
    x, y, z = ((b - a) / size for a, b in zip(start, end, strict=True))
    return x, y, z


def slot_normal(p: AnkleFootOrthosis, slot: Slot) -> Point:
    """The unit vector out of the shell at a slot's middle."""
    inside, middle = shell(p).edge(slot.at, slot.side, SLOT_FROM_EDGE), mid_wall(p, slot, slot.at)
    x, y, z = ((b - a) / (p.thickness / 2) for a, b in zip(inside, middle, strict=True))
    return x, y, z


def mid_wall(p: AnkleFootOrthosis, slot: Slot, at: float) -> Point:
    """In the middle of the wall along a slot, at a station."""
    return shell(p).wall(at, slot.side, SLOT_FROM_EDGE, p.thickness / 2)


def rim_middles(p: AnkleFootOrthosis, slot: Slot) -> tuple[Point, Point]:
    """In the middle of the wall, where the half-round rims of a slot's ends have their middles."""
    from configurator.shapes.leg_nets import leg_nets
    from configurator.shapes.opening_places import opening_ends

    nets = leg_nets(shell(p))
    (ax, ay, az), (bx, by, bz) = (
        each.tolist() for each in opening_ends(nets.inside, nets.outside, slot_opening(p, slot))
    )
    return (ax, ay, az), (bx, by, bz)


def slot_bow(p: AnkleFootOrthosis, slot: Slot) -> float:
    """How far in mm the wall at a slot's ends lies further out (+) or in (-) than at its middle."""
    start, end = (mid_wall(p, slot, at) for at in slot_ends(p, slot, slot.length + p.thickness))
    spots = zip(start, end, mid_wall(p, slot, slot.at), slot_normal(p, slot), strict=True)
    return sum(((a + b) / 2 - middle) * out for a, b, middle, out in spots)


def strap_field(slot: Slot) -> str:
    """The parameter of the strap that goes through it."""
    return "strap" if slot.name == "calf" else "instep_strap"


def straightest_strap(p: AnkleFootOrthosis) -> float:
    """The broadest calf strap in mm beside whose slots the wall is nearly straight, to a mm; its own if they are."""
    straps = (p.strap - less for less in range(int(p.strap)))
    return next((strap for strap in straps if bow(p, strap) <= MOST_BOW * p.thickness), 0.0)


def straightest_instep_strap(p: AnkleFootOrthosis) -> float:
    """The broadest instep strap in mm beside whose slots the wall is straight enough, to a mm; its own if they are."""
    straps = (p.instep_strap - less for less in range(int(p.instep_strap)))
    slots = (instep_slot(p, -1, strap) for strap in straps)
    return next((slot.length - SLOT_SPARE for slot in slots if is_straight(p, slot)), 0.0)


def is_straight(p: AnkleFootOrthosis, slot: Slot) -> bool:
    """Whether a strap lies well on the wall beside an instep's slot."""
    return abs(slot_bow(p, slot)) <= MOST_INSTEP_BOW * slot.length and slot_room(p, slot) >= LEAST_SLOT_ROOM


def slot_room(p: AnkleFootOrthosis, slot: Slot) -> float:
    """The least in mm from a slot's middle line to the edge: the slot is straight, and the edge bends towards it."""
    s, along = shell(p), slot_direction(p, slot)
    middle = s.edge(slot.at, slot.side, SLOT_FROM_EDGE)
    low, high = slot_ends(p, slot, slot.length)
    beside = (s.edge(low + (high - low) * step / 4, slot.side, 0.0) for step in range(5))
    return min(_off_line(spot, middle, along) for spot in beside)


def _off_line(spot: Point, middle: Point, along: Point) -> float:
    """How far in mm a spot lies from the line through a point in a direction."""
    away = [a - b for a, b in zip(spot, middle, strict=True)]
    run = sum(a * b for a, b in zip(away, along, strict=True))
    return float((sum(a * a for a in away) - run**2) ** 0.5)


def bow(p: AnkleFootOrthosis, strap: float) -> float:
    """How far in mm the leg's half breadth beside a calf strap's slot strays from the mean of those at its ends."""
    top = p.shell_height - SLOT_FROM_TOP
    upper, middle, lower = shell(p).halves([top, top - (strap + SLOT_SPARE) / 2, top - strap - SLOT_SPARE])[0]
    return abs((upper + lower) / 2 - middle)


def mark(p: AnkleFootOrthosis) -> Mark | None:
    """Under the middle of the foot, read along it, with a dot towards the toes."""
    from configurator.shapes.leg_nets import leg_nets

    x, long, broad = leg_nets(shell(p)).lane
    # A line of eight letters and a dot is 6.5 times as long as its type is high.
    height = min(5.0, long / 6.9, broad / 1.4)
    if height < LEAST_TYPE:
        return None
    return engraved(Mark(centre=(x, 0, 0), normal=(0, 0, -1), reading=X, height=height), p.engraving)


def dimensions(p: AnkleFootOrthosis) -> Iterator[Dimension]:
    """What proves the finished part: what foot, leg and straps meet."""
    s = shell(p)
    yield from _plate(p, s)
    yield from _breadths(p, s)
    yield from _leg(p, s)
    yield from _walls(p, s)
    for slot in slots(p):
        if slot.side == -1:
            yield _strap_slot(p, slot)


def calf_station(p: AnkleFootOrthosis) -> float:
    """The height at which the calf is measured inside: where its girth was taken, or just below the slots if these are
    there."""
    below = p.shell_height - SLOT_FROM_TOP - p.strap - SLOT_SPARE - WEB - p.thickness
    return min(p.calf_height, below)


def _plate(p: AnkleFootOrthosis, s: LegShell) -> Iterator[Dimension]:
    """From the heel's back to the front edge, and across the ball."""
    yield Distance(
        name="foot_plate_length",
        field="foot_length" if p.length_style == "full" else "ball_of_foot_length",
        nominal=s.front + p.thickness / 2 + p.padding + p.thickness,
        tolerance=0.3,
        axis=X,
        box=Box((-1e3, -1e3, -1e3), (1e3, 1e3, s.place_at(s.at_heel, 0)[1])),
    )
    yield Distance(
        name="foot_plate_breadth",
        field="foot_breadth",
        nominal=s.plate_breadth,
        tolerance=0.3,
        axis=Y,
        box=Box((s.walls_end, -1e3, -1e3), (1e3, 1e3, 2 * p.thickness)),
    )


def _breadths(p: AnkleFootOrthosis, s: LegShell) -> Iterator[Dimension]:
    """Inside jaws across the heel and, where the shell reaches there, the ankle bones; outside ones across a leaf."""
    # Of a leaf the heel's edges may lie far behind.
    heel = min(HEEL_DEPTH * p.heel_breadth, s.edge_depth(s.at_heel) - CLEAR_OF_EDGE)
    yield _inside(s, "heel_cup_breadth", "heel_breadth", s.at_heel, heel)
    if p.trim == "solid":
        yield _inside(s, "malleolus_breadth", "malleolus_breadth", s.at_malleolus, _malleolus_depth(p, s))
    if p.trim == "leaf_spring":
        # Where the edges are: with a leg that leans they stand lower than the line behind it, or higher.
        x, _, z = s.wall(s.at_height(p.ankle_height), -1, 0.0, p.thickness / 2)
        breadth = s.outer_breadth(p.ankle_height)
        yield Distance(
            name="leaf_breadth",
            nominal=breadth,
            tolerance=model_tolerance(breadth, LEG_TOLERANCE_MM),
            axis=Y,
            box=Box((x - 60, -1e3, z - 0.1), (x + 60, 1e3, z + 0.1)),
        )


def _malleolus_depth(p: AnkleFootOrthosis, s: LegShell) -> float:
    """In the middle of the ankle bones, or as far behind it as is clear of an instep strap's slot."""
    depth, clear = s.malleolus_depth, (SLOT_WIDTH + p.thickness) / 2 + CLEAR_OF_EDGE
    middles = [rim_middles(p, slot) for slot in slots(p) if slot.name == "instep"]
    while any(_from_line(ends, s.place_at(s.at_malleolus, depth)) < clear for ends in middles):
        depth -= CLEAR_OF_EDGE
    return depth


def _from_line(ends: tuple[Point, Point], spot: tuple[float, float]) -> float:
    """How far in mm a place (x, z) lies from a line between two points, seen from the side."""
    (start_x, _, start_z), (end_x, _, end_z) = ends
    along, away = (end_x - start_x, end_z - start_z), (spot[0] - start_x, spot[1] - start_z)
    share = (along[0] * away[0] + along[1] * away[1]) / (along[0] ** 2 + along[1] ** 2)
    share = min(1.0, max(0.0, share))
    return dist(away, (share * along[0], share * along[1]))


def _inside(s: LegShell, name: str, field: str, at: float, depth: float) -> Distance:
    (x, z), breadth = s.place_at(at, depth), s.breadth_at(at, depth)
    box = Box((x - 0.05, -0.05, z - 0.05), (x + 0.05, 0.05, z + 0.05))
    return Distance(
        name=name,
        field=field,
        nominal=breadth,
        tolerance=model_tolerance(breadth, LEG_TOLERANCE_MM),
        axis=Y,
        jaws="inside",
        box=box,
    )


def _leg(p: AnkleFootOrthosis, s: LegShell) -> Iterator[Dimension]:
    """Tapes inside, straight across the opening, with room for the lining; how high it is, and how it leans."""
    (up_x, up_z), turn = s.up.tolist(), radians(p.ankle_angle)
    girths = [("calf_girth", calf_station(p))] + ([] if p.trim == "leaf_spring" else [("ankle_girth", p.ankle_height)])
    for name, height in girths:
        x, z = s.axis(height)[0].tolist()
        yield Girth(
            name=f"{name}_across_opening",
            field=name,
            nominal=s.inner_girth(height),
            # A tape ends on the rims, whose facets it takes or leaves as a whole: up to a third of the wall.
            tolerance=max(0.008 * s.inner_girth(height), 0.35 * p.thickness),
            origin=(x, 0, z),
            normal=(up_x, 0, up_z),
            side="inside",
        )
    x, z = s.place_at(s.length, 0)
    top = z + p.thickness / 2 * (1 + sin(turn - s.flare_lean))
    column = Box((x - 2 * p.thickness, -0.2, z - 3), (x + 2 * p.thickness, 0.2, 1e3))
    yield height_over_ground("height", "shell_height", top, 0.3, column)
    yield _lean(p, s)


def _lean(p: AnkleFootOrthosis, s: LegShell) -> Angle:
    """From the sole to the back above the calf's thickest, which runs along the leg."""
    t, forwards = p.thickness, s.forwards
    low, high = (s.place_at(s.at_height(height), -t) for height in (p.calf_height + 2, s.flare_from - 2))
    plate = s.walls_end - 0.5 * p.foot_breadth
    return Angle(
        name="ankle_angle",
        field="ankle_angle",
        nominal=90 + p.ankle_angle,
        tolerance=0.2,
        box=Box((min(low[0], high[0]) - 2, -4, low[1]), (max(low[0], high[0]) + 2, 4, high[1])),
        facing=(-float(forwards[0]), 0, -float(forwards[1])),
        other_box=Box((plate, -0.15 * p.foot_breadth, -1), (s.walls_end, 0.15 * p.foot_breadth, t / 2)),
        # Leaning, so that no ankle angle makes the two face opposite ways.
        other_facing=(-0.3, 0, -0.95),
        about=Y,
    )


def _walls(p: AnkleFootOrthosis, s: LegShell) -> Iterator[Dimension]:
    """Under the foot, behind the heel, and behind calf and ankle."""
    heel, back = s.place_at(s.at_heel, 0), s.forwards
    # Of the plate beside the engraved code, which stands in its middle.
    places: list[tuple[str, Point, Point]] = [
        ("plate_thickness", (0.45 * p.foot_length, 0.12 * p.foot_breadth, 3 * p.thickness), (0, 0, -1)),
        ("heel_thickness", (heel[0] + 10, 0, heel[1]), (-1, 0, 0)),
    ]
    for name, height in (("ankle_thickness", p.ankle_height), ("calf_thickness", p.calf_height)):
        x, z = s.place_at(s.at_height(height), 10)
        places.append((name, (x, 0, z), (-float(back[0]), 0, -float(back[1]))))
    for name, origin, way in places:
        yield Thickness(
            name=name,
            field="thickness",
            nominal=p.thickness,
            tolerance=max(0.015 * p.thickness, FACETS_MM),
            origin=origin,
            direction=way,
        )


def _strap_slot(p: AnkleFootOrthosis, slot: Slot) -> Distance:
    """Along the shell, between the middles of the wall at its ends."""
    start, end = rim_middles(p, slot)
    x, y, z = ((a + b) / 2 for a, b in zip(start, end, strict=True))
    return Distance(
        name=f"{slot.name}_slot",
        field=strap_field(slot),
        nominal=slot.length,
        tolerance=SLOT_TOLERANCE * slot.length,
        axis=_unit(start, end),
        jaws="inside",
        box=Box((x - 0.1, y - 0.1, z - 0.1), (x + 0.1, y + 0.1, z + 0.1)),
    )


def sections(p: AnkleFootOrthosis) -> Iterator[Section]:
    """Across the leg where its girths are taken, as seen from above."""
    s = shell(p)
    for height in (calf_station(p), p.ankle_height):
        (x, z), (up_x, up_z) = s.axis(height)[0].tolist(), s.up.tolist()
        yield Section(origin=(x, 0, z), normal=(up_x, 0, up_z), beyond=False)


def notes(p: AnkleFootOrthosis) -> Iterator[str]:
    """What no dimension tells."""
    yield f"Trim line {TRIM_WORDS[p.trim]} the ankle bones. Edges at the calf {p.calf_wrap:g}° from the middle behind."
    if p.padding:
        yield f"Room for a lining of {p.padding:g} mm."
    yield f"Two slots {p.strap + SLOT_SPARE:g} × {SLOT_WIDTH:g} mm for a calf strap of {p.strap:g} mm."
    if has_instep_strap(p):
        long = p.instep_strap + SLOT_SPARE
        yield f"Two slots {long:g} × {SLOT_WIDTH:g} mm for an instep strap of {p.instep_strap:g} mm."
    yield "All rims are half round."


TEMPLATE = Template(
    id="ankle_foot_orthosis",
    version="3",
    title="Ankle-foot orthosis",
    group="Orthosis",
    summary="A foot plate and a shell behind the leg in one piece, made to one leg, with slots for straps.",
    keywords=("AFO", "drop foot", "leaf spring", "splint", "brace", "peroneal"),
    parameters=AnkleFootOrthosis,
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
        "malleolus_breadth": FOOT_FROM_ABOVE.line("malleolus_breadth"),
        "malleolus_height": LOWER_LEG.line("malleolus_height"),
        "ankle_girth": LOWER_LEG.line("ankle_girth"),
        "ankle_height": LOWER_LEG.line("ankle_height"),
        "calf_girth": LOWER_LEG.line("calf_girth"),
        "calf_height": LOWER_LEG.line("calf_height"),
        "shell_height": LOWER_LEG.line("shell_height"),
    },
    presets={
        "solid": AnkleFootOrthosis(),
        "leaf spring, right": AnkleFootOrthosis(side="right", trim="leaf_spring", length_style="sulcus", thickness=3.2),
        "semi-solid": AnkleFootOrthosis(trim="semi_solid", length_style="three_quarter", ankle_angle=3),
        "child": AnkleFootOrthosis(
            foot_length=170,
            foot_breadth=66,
            ball_of_foot_length=125,
            heel_breadth=48,
            malleolus_height=48,
            malleolus_breadth=50,
            ankle_girth=155,
            ankle_height=80,
            calf_girth=245,
            calf_height=205,
            shell_height=245,
            thickness=3,
            strap=25,
            instep_strap=20,
        ),
    },
    preset_titles={
        "solid": "Solid, neutral ankle, full foot plate",
        "leaf spring, right": "Posterior leaf spring, right leg, to the roots of the toes",
        "semi-solid": "Semi-solid, 3° of dorsiflexion, three-quarter foot plate",
        "child": "Solid, for a child's leg",
    },
    zone="skin",
    prescribed=True,
    offers=("sls-pa12", "mjf-pa12", "fdm-pp"),
    wall=wall,
    sections=sections,
    notes=notes,
    sources=(
        "Sizes of feet, ankles and calves and their proportions: ANSUR II, 6,068 people",
        "Ranges of the heights at which girths are taken, usual ankle angles, stiffness rule, trim lines, sections and "
        "slots: the project's own choice, see configurator.shapes",
    ),
)
