"""Metatarsal pad: a dome or a bar on the insole that takes load off the heads of the metatarsals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import radians, tan
from typing import TYPE_CHECKING, Any, Literal

from configurator.sdk import (
    EVERYWHERE,
    FOOT_FROM_ABOVE,
    FOOT_FROM_BELOW,
    Angle,
    Box,
    Dimension,
    Distance,
    Engraving,
    Limit,
    Mark,
    Parameters,
    Point,
    Problem,
    Section,
    Template,
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
    from configurator.shapes.metatarsal import Bar, Dome

# Breadth of each form, of the foot's breadth, and length of the domes, of the way to the ball.
BREADTHS = {"narrow": 0.40, "broad": 0.60, "bar": 0.86}
LENGTHS = {"narrow": 0.27, "broad": 0.30}
# Length of the bar's level top, of the way to the ball, but never less than so many mm.
LEVEL_SHARE, LEAST_LEVEL = 0.05, 6.0
# mm; bars are made with bevels of 30 degrees over up to 25 mm behind and 45 degrees over up to 10 mm in front.
LONGEST_BEHIND, LONGEST_BEFORE = 25.0, 10.0
# mm that a bar's bevels rise at least, and from which on their slopes can be told.
LEAST_RISE, TOLD_RISE = 1.0, 2.5
# Of a dome's way from its summit to its front edge: what it may rise, which is a slope of 35 degrees at most.
STEEPEST_RISE = 0.45
# The heads of the first and the fifth metatarsal are so far apart, of the foot's breadth; the fifth lies so far behind
# the first, of the way to the ball; and the first so far from the middle line.
HEADS_APART, FIFTH_BEHIND, FIRST_ASIDE = 0.80, 0.14, 0.40
EDGE_ROUNDING, FOOT_ROUNDING = 2.0, 0.3
# Half of a code's line, in heights of type; and how much of the room it may take.
HALF_LINE, MARK_MARGIN = 2.9, 0.95
COLUMN = 0.05
# Half of the strip across which a bevel is measured, in mm; of the shortest, 1.5 mm are left between edge and bend.
STRIP, BEVEL_TOLERANCE_DEG = 1.0, 0.3
# Up to where in mm the underside is told from what is cut into it.
GROUND_MM = 0.1


class MetatarsalPad(Parameters):
    """The foot as measured (loaded, standing) and what is prescribed for it."""

    side: Literal["left", "right"] = feet.side()
    foot_breadth: float = feet.foot_breadth()
    ball_of_foot_length: float = feet.ball_of_foot_length()
    form: Literal["narrow", "broad", "bar"] = choice(
        "narrow",
        title="Form",
        group="Pad",
        guide="Narrow: a drop behind the second to fourth head. Broad: behind all but the first. Bar: right across.",
    )
    height: float = length(
        6, 3, 10, title="Height", group="Pad", guide="Of the summit above the insole. Begin low: 3 to 5 mm."
    )
    edge: float = length(1.5, 1, 2.5, title="Edge", group="Pad", guide="Thickness all round, where it is stuck down.")
    bevel_behind: float = angle(
        30,
        15,
        45,
        title="Bevel behind",
        group="Pad",
        guide="Towards the heel, from the ground.",
        when={"form": ("bar",)},
    )
    bevel_before: float = angle(
        45,
        25,
        50,
        title="Bevel in front",
        group="Pad",
        guide="Towards the toes, from the ground.",
        when={"form": ("bar",)},
    )
    behind_heads: float = length(
        5,
        -5,
        15,
        title="Behind the heads",
        group="Place",
        guide="How far its front edge lies behind the line of the heads; below 0 it reaches under them.",
        shapes=False,
    )
    engraving: Engraving = engraving_choice(dot="behind it, or over it on a bar,")


def limits(p: MetatarsalPad) -> Iterator[Limit]:
    """Beyond these no foot of the 6,068 of ANSUR II comes near; each leaves room beyond the extremes."""
    ball = p.ball_of_foot_length
    yield Limit(
        "foot_breadth",
        0.40 * ball,
        0.66 * ball,
        "no foot is that broad or narrow for its ball",
        ("ball_of_foot_length",),
    )
    if p.form == "bar":
        rise = min(LONGEST_BEHIND * tan(radians(p.bevel_behind)), LONGEST_BEFORE * tan(radians(p.bevel_before)))
        because = "its bevels would be longer than 25 mm behind or 10 mm in front, or hardly rise"
        given = ("edge", "bevel_behind", "bevel_before")
        yield Limit("height", max(3.0, p.edge + max(LEAST_RISE, bar(p).least_rise)), p.edge + rise, because, given)
    else:
        from configurator.shapes.metatarsal import SUMMIT_SHARE

        reach = min(SUMMIT_SHARE * LENGTHS[p.form] * ball, BREADTHS[p.form] / 2 * p.foot_breadth)
        because = "the pad would be steeper than 35 degrees, a lump under the foot"
        yield Limit(
            "height",
            3,
            max(3.0, p.edge + STEEPEST_RISE * reach),
            because,
            ("ball_of_foot_length", "foot_breadth", "edge"),
        )


def check(p: MetatarsalPad) -> Iterator[Problem]:
    """What a podiatrist would ask about."""
    if p.height > 8:
        yield warning(
            "A pad of more than 8 mm is seldom borne at once.",
            "height",
            hint="Begin with 3 to 5 mm, and go on when the foot is used to it.",
        )
    if p.behind_heads < 0:
        yield warning(
            "A pad that reaches under the heads lifts them.",
            "behind_heads",
            hint="Say so in the prescription; most are set 5 to 10 mm behind the heads.",
        )


def skew(p: MetatarsalPad) -> float:
    """How far back the line of the heads runs for each mm towards the little toe."""
    return FIFTH_BEHIND * p.ball_of_foot_length / (HEADS_APART * p.foot_breadth)


def wall(p: MetatarsalPad) -> float:
    """The thinnest in mm: the edge."""
    return p.edge


# Asked for by build, mark and dimensions one after the other.
@lru_cache(maxsize=8)
def pad(p: MetatarsalPad) -> Dome | Bar:
    """The left pad as numbers."""
    from configurator.shapes.metatarsal import Dome

    if p.form == "bar":
        return bar(p)
    breadth = BREADTHS[p.form] * p.foot_breadth
    return Dome(LENGTHS[p.form] * p.ball_of_foot_length, breadth, p.height, p.edge, skew(p))


def bar(p: MetatarsalPad) -> Bar:
    """The left bar as numbers."""
    from configurator.shapes.metatarsal import Bar

    level, breadth = max(LEAST_LEVEL, LEVEL_SHARE * p.ball_of_foot_length), BREADTHS["bar"] * p.foot_breadth
    return Bar(level, breadth, p.height, p.edge, p.bevel_behind, p.bevel_before, skew(p))


def build(p: MetatarsalPad) -> Any:
    """The left one; the kernel mirrors it for the right."""
    from configurator.shapes.pads import pad_solid

    shape = pad(p)
    return pad_solid(shape.plan, shape.heights, EDGE_ROUNDING, FOOT_ROUNDING)


def mark(p: MetatarsalPad) -> Mark | None:
    """Below, where the insole is."""
    from configurator.shapes.metatarsal import Bar

    shape = pad(p)
    if isinstance(shape, Bar):
        # A line across the foot has no end that lies towards the toes, but its letters stand towards them.
        height = min(4.0, 0.3 * shape.length, _room(shape))
        across = Mark(centre=(0, 0, 0), normal=(0, 0, -1), reading=Y, height=height, dot_over=True)
        return engraved(across, p.engraving)
    behind, before = shape.ends
    height = min(4.0, 0.55 * shape.length / 6.5)
    centre = ((behind + before) / 2, 0, 0)
    return engraved(Mark(centre=centre, normal=(0, 0, -1), reading=X, height=height), p.engraving)


def _room(bar: Bar) -> float:
    """In mm, the height of a line of code across the foot whose corners lie on the underside of the turned bar."""
    reach = (bar.length / 2 - FOOT_ROUNDING) / bar.square[0]
    return MARK_MARGIN * reach / (bar.skew * HALF_LINE + 0.5)


def dimensions(p: MetatarsalPad) -> Iterator[Dimension]:
    """What decides whether it sits behind the heads and how much it lifts."""
    from configurator.shapes.metatarsal import Bar

    shape = pad(p)
    strip = Box((-1e3, -COLUMN, -1e3), (1e3, COLUMN, 1e3))
    yield height_over_ground("height", "height", p.height, 0.019 * p.height, strip)
    size = shape.breadth
    if isinstance(shape, Bar):
        yield _across("length", "", shape.length, 0.3, shape.square)
        yield _across("breadth", "foot_breadth", size, 0.4, shape.along)
        if p.height - p.edge >= TOLD_RISE:
            yield from _bevels(p, shape)
    else:
        yield _across("length", "", shape.length, 0.3, X, strip)
        yield _across("breadth", "", size, 0.4, Y)


def _across(name: str, field: str, size: float, most: float, axis: Point, box: Box = EVERYWHERE) -> Distance:
    return Distance(name=name, field=field, nominal=size, tolerance=model_tolerance(size, most), axis=axis, box=box)


def _bevels(p: MetatarsalPad, bar: Bar) -> Iterator[Angle]:
    """Against the ground, as a goniometer along the bar reads them."""
    for name, nominal, bevel, way in (
        ("bevel_behind", p.bevel_behind, bar.patch("behind"), -1.0),
        ("bevel_before", p.bevel_before, bar.patch("before"), 1.0),
    ):
        box = Box((bevel[0], -STRIP, -1), (bevel[1], STRIP, 1e3))
        # Of the underside, without the floor of a dot that is cut into it.
        ground = Box((bevel[0], -STRIP, -1), (bevel[1], STRIP, GROUND_MM))
        yield Angle(
            name=name,
            field=name,
            nominal=nominal,
            tolerance=BEVEL_TOLERANCE_DEG,
            box=box,
            facing=(0.5 * way, 0.0, 0.87),
            other_box=ground,
            other_facing=(0, 0, -1),
            about=(way * bar.along[0], way * bar.along[1], 0.0),
        )


def sections(p: MetatarsalPad) -> Iterator[Section]:
    """Along its middle, and across its summit as seen from behind."""
    yield Section(origin=(0, 0, 0), normal=(0, -1, 0), beyond=False)
    yield Section(origin=(0, 0, 0), normal=(-1, 0, 0), beyond=False)


def notes(p: MetatarsalPad) -> Iterator[str]:
    """Where it is stuck down, which the part itself does not show."""
    heads = p.ball_of_foot_length - skew(p) * FIRST_ASIDE * p.foot_breadth
    yield (
        f"On the insole's middle line its front edge lies {heads - p.behind_heads:.0f} mm from the back of the heel: "
        f"{p.behind_heads:g} mm behind the line of the heads."
    )
    yield "The broad end is in front; the line of the heads runs back towards the little toe, and the pad with it."
    yield f"Edges {p.edge:g} mm thick all round, rounded above."


TEMPLATE = Template(
    id="metatarsal_pad",
    version="3",
    title="Metatarsal pad",
    group="Orthosis",
    summary="A dome or a bar on the insole, behind the heads of the metatarsals, that takes load off them.",
    keywords=("metatarsal dome", "metatarsal bar", "metatarsalgia", "forefoot pad", "Morton", "insole"),
    parameters=MetatarsalPad,
    limits=limits,
    check=check,
    build=build,
    dimensions=dimensions,
    mirror=lambda p: p.side == "right",
    mark=mark,
    measuring={
        "foot_breadth": FOOT_FROM_ABOVE.line("breadth"),
        "ball_of_foot_length": FOOT_FROM_ABOVE.line("ball_length"),
        "behind_heads": FOOT_FROM_BELOW.line("behind_heads"),
    },
    presets={
        "narrow": MetatarsalPad(),
        "broad, right": MetatarsalPad(side="right", form="broad", height=7),
        "bar": MetatarsalPad(form="bar", height=6),
        "small foot": MetatarsalPad(foot_breadth=64, ball_of_foot_length=122, height=4, edge=1),
    },
    preset_titles={
        "narrow": "Narrow dome of 6 mm",
        "broad, right": "Right foot, broad dome of 7 mm",
        "bar": "Metatarsal bar of 6 mm",
        "small foot": "Low dome for a small foot",
    },
    zone="skin",
    prescribed=True,
    offers=("mjf-tpu", "mjf-pa12", "sls-pa12", "fdm-pp", "fdm-petg"),
    wall=wall,
    sections=sections,
    notes=notes,
    sources=(
        "Bevels of 30 degrees over 25 mm and 45 degrees over 10 mm, rounded; domes from 5 mm in front of the heads to "
        "10 mm behind: J Foot Ankle Res 7:18 (2014) and its additional file",
        "Domes 5 mm behind the heads: Landorf, J Foot Ankle Res 13 (2020); forms narrow and broad, heights up to "
        "10 mm: Green-AI-Hub insole toolbox",
        "Sizes of feet and their proportions: ANSUR II, 6,068 people",
        "Breadths and lengths of the forms, line of the heads, edges and all other ranges: the project's own choice",
    ),
)
