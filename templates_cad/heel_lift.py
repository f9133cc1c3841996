"""Heel lift: a wedge or a cup under the heel, inside the shoe, that makes up for a shorter leg."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import atan, degrees
from typing import TYPE_CHECKING, Any, Literal

from configurator.sdk import (
    FOOT_FROM_ABOVE,
    Angle,
    Box,
    Dimension,
    Distance,
    Engraving,
    Limit,
    Mark,
    Parameters,
    Problem,
    Section,
    Template,
    X,
    Y,
    Z,
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
    from configurator.shapes.heel_pad import HeelPad

# Of the foot's length: how long the lift is where nobody says it.
USUAL_LENGTH = 0.36
# More than that seldom fits inside a shoe (HMP); a slope from which a heel slides forwards is the project's own choice.
HIGHEST_IN_SHOE, STEEP_DEG = 10.0, 15.0
# Rise over run of the steepest taper that is made: 24 degrees, the project's own choice.
STEEPEST = 0.45
EDGE_ROUNDING, FOOT_ROUNDING = 2.0, 0.5
# In mm: how far behind the front edge its height is measured, and half of the columns in which heights are.
BEHIND_EDGE, COLUMN = 4.0, 0.05
MARK_DEPTH = 0.4


class HeelLift(Parameters):
    """The foot as measured (loaded, standing) and what is prescribed."""

    foot_length: float = feet.foot_length()
    heel_breadth: float = feet.heel_breadth()
    leg_length_difference: float | None = length(
        None,
        0,
        80,
        title="Leg-length difference",
        group="Foot",
        guide="Only used to warn when the lift is more than half of it, which is where one begins.",
        shapes=False,
        belongs_to="person",
    )
    form: Literal["wedge", "cup"] = choice(
        "wedge", title="Form", group="Lift", guide="Wedge: flat under the heel. Cup: with a rim that holds the heel."
    )
    lift: float = length(
        6, 1, 20, title="Lift", group="Lift", guide="How high the middle of the heel lies above the shoe's insole."
    )
    lift_length: float | None = length(
        None,
        45,
        170,
        title="Length",
        group="Lift",
        guide="From the back to the front edge. Left empty, it is 0.36 of the foot's length.",
    )
    taper: float | None = length(
        None,
        10,
        110,
        title="Taper",
        group="Lift",
        guide="Over what length it runs out to its front edge. Left empty, all the way from the middle of the heel.",
    )
    front_edge: float = length(
        1.5, 1, 4, title="Front edge", group="Lift", guide="Thickness to which it runs out in front."
    )
    cup_depth: float = length(
        8,
        3,
        20,
        title="Cup depth",
        group="Lift",
        guide="From where the heel rests up to the rim behind it: 6 shallow, 12 standard, 18 and more deep.",
        when={"form": ("cup",)},
    )
    rim_thickness: float = length(
        3, 2, 5, title="Rim thickness", group="Lift", guide="Of the cup's rim, which is round.", when={"form": ("cup",)}
    )
    engraving: Engraving = engraving_choice()


def limits(p: HeelLift) -> Iterator[Limit]:
    """Beyond these no foot of the 6,068 of ANSUR II comes near; each leaves room beyond the extremes."""
    foot = p.foot_length
    yield Limit(
        "heel_breadth", 0.19 * foot, 0.39 * foot, "no heel is that broad or narrow for its foot", ("foot_length",)
    )
    yield Limit(
        "lift_length", 0.30 * foot, 0.5 * foot, "it would end under the heel, or under the ball", ("foot_length",)
    )
    yield Limit(
        "lift",
        p.front_edge,
        p.front_edge + STEEPEST * longest_taper(p),
        "it would be lower than its front edge, or run out more steeply than 24 degrees",
        ("lift_length", "foot_length", "front_edge"),
    )
    yield Limit(
        "taper",
        max(10.0, (p.lift - p.front_edge) / STEEPEST),
        longest_taper(p),
        "it begins in front of the heel's middle, and is no steeper than a foot follows",
        ("lift_length", "foot_length", "lift", "front_edge"),
    )
    if p.form == "cup":
        yield Limit(
            "cup_depth", 0, 0.25 * p.heel_breadth, "the cup would be deeper than the heel is round", ("heel_breadth",)
        )


def check(p: HeelLift) -> Iterator[Problem]:
    """What a podiatrist would ask about."""
    if p.lift > HIGHEST_IN_SHOE:
        yield warning(
            "More than 10 mm of lift seldom fits inside a shoe.", "lift", hint="Raise the rest on the shoe's outside."
        )
    if p.leg_length_difference is not None and p.lift > p.leg_length_difference / 2:
        yield warning(
            f"A lift of {p.lift:g} mm is more than half of the difference of {p.leg_length_difference:g} mm.",
            "lift",
            "leg_length_difference",
            hint=f"Begin with {p.leg_length_difference / 2:g} mm and go on from there.",
        )
    if (slope := degrees(atan(pad(p).slope))) > STEEP_DEG:
        yield warning(
            f"It runs out at {slope:.0f} degrees, which the foot feels as a step.",
            "taper",
            "lift",
            hint="Make the taper longer, or the whole lift.",
        )


def whole_length(p: HeelLift) -> float:
    """In mm, from the back to the front edge."""
    return USUAL_LENGTH * p.foot_length if p.lift_length is None else p.lift_length


def longest_taper(p: HeelLift) -> float:
    """In mm: from in front of the heel's middle, where it is level, to the front edge."""
    from configurator.shapes.heel_pad import level_end

    return whole_length(p) - level_end(p.foot_length)


def wall(p: HeelLift) -> float:
    """The thinnest in mm: the front edge, or the rim of a cup."""
    return min(p.front_edge, p.rim_thickness) if p.form == "cup" else p.front_edge


# Asked for by check, build, mark and dimensions one after the other.
@lru_cache(maxsize=8)
def pad(p: HeelLift) -> HeelPad:
    """The lift as numbers."""
    from configurator.shapes.heel_pad import HeelPad

    return HeelPad(
        foot=p.foot_length,
        heel=p.heel_breadth,
        length=whole_length(p),
        lift=p.lift,
        taper=longest_taper(p) if p.taper is None else p.taper,
        edge=p.front_edge,
        cup_depth=p.cup_depth if p.form == "cup" else 0.0,
        rim=p.rim_thickness,
    )


def build(p: HeelLift) -> Any:
    """It has no sides: it fits either shoe."""
    from configurator.shapes.pads import pad_solid

    lift = pad(p)
    rounding = p.rim_thickness / 2 if p.form == "cup" else EDGE_ROUNDING
    return pad_solid(lift.plan, lift.heights, rounding, FOOT_ROUNDING)


def mark(p: HeelLift) -> Mark | None:
    """Below, under the heel, where the shoe is; none where the lift is thinner than the letters are safe in."""
    if p.lift < 5 * MARK_DEPTH:
        return None
    lift = pad(p)
    height = min(5.0, 0.55 * lift.length / 6.9)
    centre = (0.45 * lift.length, 0, 0)
    return engraved(Mark(centre=centre, normal=(0, 0, -1), reading=X, height=height, depth=MARK_DEPTH), p.engraving)


def dimensions(p: HeelLift) -> Iterator[Dimension]:
    """What decides whether it fits foot and shoe."""
    lift = pad(p)
    yield _distance("overall_length", "lift_length", lift.length, X, Box((-1e3, -0.5, -1e3), (1e3, 0.5, 1e3)))
    yield _distance("overall_breadth", "heel_breadth", lift.breadth, Y)
    yield _height("lift_height", "lift", lift.lift, lift.heel_at)
    x = lift.length - BEHIND_EDGE
    yield _height("front_height", "front_edge", lift.edge + BEHIND_EDGE * lift.slope, x)
    if lift.slope:
        yield _taper_angle(lift)
    if p.form == "cup":
        yield from _cup(p, lift)


def _taper_angle(lift: HeelPad) -> Angle:
    """In the middle of what runs out, against the ground, of which the floors of letters are none."""
    start, end = lift.ramp
    half = 0.08 * lift.heel
    box, ground = Box((start, -half, -1), (end, half, 1e3)), Box((start, -half, -1), (end, half, MARK_DEPTH / 2))
    return Angle(
        name="taper_angle",
        nominal=degrees(atan(lift.slope)),
        tolerance=0.15,
        box=box,
        facing=Z,
        other_box=ground,
        other_facing=(0, 0, -1),
        about=Y,
    )


def _cup(p: HeelLift, lift: HeelPad) -> Iterator[Dimension]:
    """How high its rim stands behind the heel, and inside jaws a tenth of its depth below the rim."""
    from configurator.shapes.heel_pad import GAUGE_SHARE

    rim = lift.lift + p.cup_depth
    box = Box((-1, -0.2, -1e3), (8, 0.2, 1e3))
    yield height_over_ground("rim_height", "cup_depth", rim, 0.015 * rim, box)
    x = lift.widest_at
    z = lift.height_at(x) + GAUGE_SHARE * p.cup_depth
    yield Distance(
        name="cup_breadth",
        field="heel_breadth",
        nominal=lift.heel,
        tolerance=0.008 * lift.heel,
        axis=Y,
        jaws="inside",
        box=Box((x - 0.2, -0.2, z - 0.01), (x + 0.2, 0.2, z + 0.01)),
    )


def _distance(
    name: str, field: str, nominal: float, axis: tuple[float, float, float], box: Box | None = None
) -> Distance:
    tolerance = model_tolerance(nominal, 0.3)
    if box is None:
        return Distance(name=name, field=field, nominal=nominal, tolerance=tolerance, axis=axis)
    return Distance(name=name, field=field, nominal=nominal, tolerance=tolerance, axis=axis, box=box)


def _height(name: str, field: str, nominal: float, x: float) -> Distance:
    """Over the ground, by height gauge, in a narrow column on the middle line."""
    box = Box((x, -COLUMN, -1e3), (x + COLUMN, COLUMN, 1e3))
    return height_over_ground(name, field, nominal, model_tolerance(nominal), box)


def sections(p: HeelLift) -> Iterator[Section]:
    """Along its middle, and across the heel as seen from behind."""
    yield Section(origin=(0, 0, 0), normal=(0, -1, 0), beyond=False)
    yield Section(origin=(pad(p).heel_at, 0, 0), normal=(-1, 0, 0), beyond=False)


def notes(p: HeelLift) -> Iterator[str]:
    """What no dimension tells."""
    lift = pad(p)
    yield f"Level to {lift.length - lift.taper:.0f} mm from the back, then down to {p.front_edge:g} mm in front."
    rounding = p.rim_thickness / 2 if p.form == "cup" else EDGE_ROUNDING
    yield f"Upper edges rounded {rounding:g} mm, less where the part is thinner than {2 * rounding:g} mm."


TEMPLATE = Template(
    id="heel_lift",
    version="1",
    title="Heel lift",
    group="Orthosis",
    summary="A wedge or a cup under the heel, inside the shoe, to make up for a shorter leg. It fits either shoe.",
    keywords=("heel raise", "heel wedge", "heel cup", "leg length discrepancy", "Achilles", "shoe insert"),
    parameters=HeelLift,
    limits=limits,
    check=check,
    build=build,
    dimensions=dimensions,
    mark=mark,
    measuring={"foot_length": FOOT_FROM_ABOVE.line("length"), "heel_breadth": FOOT_FROM_ABOVE.line("heel_breadth")},
    presets={
        "wedge": HeelLift(),
        "cup": HeelLift(form="cup", lift=5, cup_depth=10),
        "high wedge": HeelLift(lift=10, front_edge=2),
        "small foot": HeelLift(foot_length=180, heel_breadth=50, lift=3, front_edge=1),
    },
    preset_titles={
        "wedge": "Wedge of 6 mm",
        "cup": "Heel cup with 5 mm of lift",
        "high wedge": "Wedge of 10 mm",
        "small foot": "Thin wedge for a small foot",
    },
    zone="skin",
    prescribed=True,
    offers=("mjf-tpu", "mjf-pa12", "sls-pa12", "fdm-pp", "fdm-petg"),
    wall=wall,
    sections=sections,
    notes=notes,
    sources=(
        "Up to 10 mm in the shoe, at first half of the difference: HMP; cup depths: kevinorthopedic",
        "Sizes of feet and their proportions: ANSUR II, 6,068 people",
        "Outline, length, taper, front edge, profile of the cup and all other ranges: the project's own choice",
    ),
)
