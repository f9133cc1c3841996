"""Toe spacer: a soft body between two toes, hollow on both sides, free or with a loop round one of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import pi, sqrt
from typing import TYPE_CHECKING, Any, Literal

from configurator.sdk import (
    TWO_TOES,
    Box,
    Dimension,
    Distance,
    Girth,
    Limit,
    Parameters,
    Problem,
    Section,
    Template,
    Thickness,
    X,
    Y,
    Z,
    choice,
    length,
    model_tolerance,
    warning,
)

if TYPE_CHECKING:
    from configurator.shapes.toe_bed import ToeBed

EDGE_ROUNDING = 1.5
# The rounding at most, of the neck and of the loop's wall.
NECK_SHARE, WALL_SHARE = 0.4, 0.42
# No section bends more tightly outwards than its rounded edges can follow.
TIGHTEST = 1.8
# Half of the slab in which sizes across are taken, in mm.
SLAB = 0.05
# Up to where the loop's outside is its own, of its radius: further up the hollow beside the body is filled.
ROUND_SHARE = 0.8
# In mm: what neck, hole and wall may stray by together.
OVER_LOOP = 0.12
LOOPS = ("medial", "lateral")


class ToeSpacer(Parameters):
    """The two toes as measured, and what is prescribed between them."""

    side: Literal["left", "right"] = choice(
        "left", title="Side", group="Toes", stated=True, guide="Which foot it is for."
    )
    between: Literal["1-2", "2-3", "3-4", "4-5"] = choice(
        "1-2", title="Between toes", group="Toes", stated=True, guide="1 is the big toe, 5 the little one."
    )
    gap: float = length(
        9,
        2,
        30,
        title="Gap",
        group="Toes",
        measured=True,
        guide="Between the two toes, held apart gently, to where they lie straight.",
        shapes=False,
    )
    toe_height: float = length(
        19,
        8,
        35,
        title="Toe height",
        group="Toes",
        measured=True,
        guide="Of the higher of the two, from its sole to its upper side, half way along.",
    )
    toe_length: float = length(
        30,
        12,
        65,
        title="Toe length",
        group="Toes",
        measured=True,
        guide="Of the shorter of the two, from the web between them to its tip.",
    )
    loop: Literal["free", "medial", "lateral"] = choice(
        "free",
        title="Loop",
        group="Spacer",
        guide="Free: held by the toes alone. Medial, lateral: a loop round the toe on the big or little toe's side.",
    )
    toe_girth: float = length(
        58,
        25,
        110,
        title="Toe girth",
        group="Toes",
        measured=True,
        guide="Round the toe that goes into the loop, over its thickest joint, which the loop passes. Late in the day.",
        when={"loop": LOOPS},
    )
    neck: float = length(
        7, 3, 18, title="Neck", group="Spacer", guide="Thickness in the middle, where the toes are closest."
    )
    dorsal_end: float = length(11, 4, 26, title="Upper end", group="Spacer", guide="Thickness above, dorsally.")
    plantar_end: float = length(12, 4, 26, title="Lower end", group="Spacer", guide="Thickness below, plantarly.")
    height: float = length(24, 10, 50, title="Height", group="Spacer", guide="From the lower to the upper end.")
    spacer_length: float = length(
        20, 8, 45, title="Length", group="Spacer", guide="Along the toes; it ends behind the shorter toe's tip."
    )
    loop_clearance: float = length(
        4,
        0,
        12,
        title="Loop clearance",
        group="Spacer",
        guide="By how much the loop's inner girth is more than the toe's.",
        when={"loop": LOOPS},
    )
    loop_wall: float = length(
        2.5, 1.5, 4, title="Loop wall", group="Spacer", guide="Thickness of the loop.", when={"loop": LOOPS}
    )


def limits(p: ToeSpacer) -> Iterator[Limit]:
    """A toe is neither as flat nor as slender as that; the rest keeps the section sound."""
    yield Limit("toe_length", 0.7 * p.toe_height, 65, "no toe is that short for its height", ("toe_height",))
    yield Limit("spacer_length", 8, min(45.0, p.toe_length), "it would stand out beyond the toe's tip", ("toe_length",))
    if p.loop == "free":
        because = "it would not hold the toes apart, or stand out"
        yield Limit("height", 0.8 * p.toe_height, 1.7 * p.toe_height, because, ("toe_height",))
    else:
        because = "no toe is that thick or thin for its height"
        yield Limit("toe_girth", 2.5 * p.toe_height, 4.2 * p.toe_height, because, ("toe_height",))
        over = 2 * (loop_girth(p) / (2 * pi) + p.loop_wall)
        because = "the body is as high as the loop over all, and not much higher"
        yield Limit("height", over, 1.5 * over, because, ("toe_girth", "loop_clearance", "loop_wall"))
    thinnest = 3.0 if p.loop == "free" else max(3.0, p.loop_wall)
    because = "it would be thinner than the loop's wall, or its ends too flat to be rounded"
    yield Limit("neck", thinnest, max(thinnest, roundest_end(p)), because, ("height", "loop_wall"))
    for name in ("dorsal_end", "plantar_end"):
        because = "an end is at least as thick as the neck, and round on all sides"
        yield Limit(name, max(4.0, p.neck), max(4.0, p.neck, thickest_end(p)), because, ("neck", "height"))


def check(p: ToeSpacer) -> Iterator[Problem]:
    """What a podiatrist would ask about."""
    if p.neck > p.gap:
        yield warning(
            f"A neck of {p.neck:g} mm pushes the toes further apart than is comfortable.",
            "neck",
            "gap",
            hint="Begin with the gap or less, and go on when the toes are used to it.",
        )
    if max(p.dorsal_end, p.plantar_end) > 18:
        yield warning(
            "More than 18 mm between two toes seldom fits inside a shoe.",
            "dorsal_end",
            "plantar_end",
            hint="Take it thinner, or for the night only.",
        )
    if p.loop != "free" and p.loop_clearance < 2:
        yield warning(
            "A loop that close may constrict the toe when it swells.",
            "loop_clearance",
            hint="Leave 2 mm or more; look at the toe after an hour, and each day where feeling is poor.",
        )


def roundest_end(p: ToeSpacer) -> float:
    """In mm: an end that is thicker for its height bends more tightly than its edges can be rounded."""
    cap = 0.25 * p.height
    return 2 * cap**2 / TIGHTEST


def thickest_end(p: ToeSpacer) -> float:
    """In mm: that, and what the hollow between neck and end, a sine squared, allows in the same way."""
    hollow = 0.25 * p.height
    return min(roundest_end(p), p.neck + 4 * hollow**2 / (pi**2 * TIGHTEST))


def loop_girth(p: ToeSpacer) -> float:
    """Inside the loop, in mm."""
    return p.toe_girth + p.loop_clearance


def rounding(p: ToeSpacer) -> float:
    """Of all edges, in mm: less where neck or loop are too thin for it."""
    thin = [EDGE_ROUNDING, NECK_SHARE * p.neck]
    return min([*thin, WALL_SHARE * p.loop_wall] if p.loop != "free" else thin)


def wall(p: ToeSpacer) -> float:
    """The thinnest in mm: the neck, or the loop."""
    return p.neck if p.loop == "free" else min(p.neck, p.loop_wall)


# Asked for by build and dimensions one after the other.
@lru_cache(maxsize=8)
def bed(p: ToeSpacer) -> ToeBed:
    """The section of the left foot's."""
    from configurator.shapes.toe_bed import ToeBed

    return ToeBed(
        neck=p.neck,
        dorsal=p.dorsal_end,
        plantar=p.plantar_end,
        height=p.height,
        loop_girth=0.0 if p.loop == "free" else loop_girth(p),
        loop_wall=p.loop_wall,
        loop_side=-1 if p.loop == "medial" else 1,
        tightest=TIGHTEST,
    )


def build(p: ToeSpacer) -> Any:
    """The left one; the kernel mirrors it for the right."""
    from configurator.shapes.rounded_prism import rounded_prism

    section = bed(p)
    holes = [] if p.loop == "free" else [section.hole]
    return rounded_prism(section.outer, holes, p.spacer_length, rounding(p))


def dimensions(p: ToeSpacer) -> Iterator[Dimension]:
    """What decides how far the toes are apart, and whether one fits through the loop."""
    section = bed(p)
    yield from _ends(p, section)
    yield _neck(p, section)
    yield _across("height", "height", p.height, Z)
    yield _across("length", "spacer_length", p.spacer_length, X)
    if p.loop != "free":
        yield Girth(
            name="loop_girth",
            field="toe_girth",
            nominal=loop_girth(p),
            tolerance=0.012 * loop_girth(p),
            origin=(0, *section.loop_centre),
            normal=X,
            side="inside",
        )
        # At mid height, from the neck's free side to the loop's outside.
        over = p.neck + 2 * section.loop_radius + p.loop_wall
        yield Distance(
            name="over_loop", field="loop_wall", nominal=over, tolerance=OVER_LOOP, axis=Y, box=_mid_height(p)
        )


def _neck(p: ToeSpacer, section: ToeBed) -> Distance | Thickness:
    """Across the hollows on both sides, where a gauge would lean; or from the free side to the loop's hole."""
    tolerance = model_tolerance(p.neck)
    if p.loop == "free":
        return Distance(name="neck", field="neck", nominal=p.neck, tolerance=tolerance, axis=Y, box=_mid_height(p))
    return Thickness(
        name="neck",
        field="neck",
        nominal=p.neck,
        tolerance=tolerance,
        origin=(0, *section.loop_centre),
        direction=(0, -section.loop_side, 0),
        spot=0.3,
    )


def _mid_height(p: ToeSpacer) -> Box:
    return Box((-1e3, -1e3, p.height / 2 - SLAB), (1e3, 1e3, p.height / 2 + SLAB))


def _ends(p: ToeSpacer, section: ToeBed) -> Iterator[Distance]:
    """Across each end where it is broadest; with a loop, from there to the loop's outside, where this is that high."""
    for name, size, z in (
        ("plantar_end", p.plantar_end, section.broadest[0]),
        ("dorsal_end", p.dorsal_end, section.broadest[1]),
    ):
        slab = Box((-1e3, -1e3, z - SLAB), (1e3, 1e3, z + SLAB))
        radius, rise = section.loop_radius + p.loop_wall, abs(z - section.loop_centre[1])
        if p.loop == "free":
            yield _across(name, name, size, Y, slab)
        elif rise < ROUND_SHARE * radius:
            chord = abs(section.loop_centre[0]) + sqrt(radius**2 - rise**2)
            yield _across(f"over_{name}", name, size / 2 + chord, Y, slab)


def _across(name: str, field: str, size: float, axis: tuple[float, float, float], box: Box | None = None) -> Distance:
    tolerance = model_tolerance(size, 0.2)
    if box is None:
        return Distance(name=name, field=field, nominal=size, tolerance=tolerance, axis=axis)
    return Distance(name=name, field=field, nominal=size, tolerance=tolerance, axis=axis, box=box)


def sections(p: ToeSpacer) -> Iterator[Section]:
    """Across the toes, as seen from behind."""
    yield Section(origin=(0, 0, 0), normal=(-1, 0, 0), beyond=False)


def notes(p: ToeSpacer) -> Iterator[str]:
    """What no dimension tells."""
    yield f"Between toes {p.between} of the {p.side} foot; the end of {p.plantar_end:g} mm is below."
    if p.loop != "free":
        first, second = p.between.split("-")
        toe = first if p.loop == "medial" else second
        yield f"The loop goes round toe {toe}: {p.loop_clearance:g} mm more than its girth of {p.toe_girth:g} mm."
    yield f"All edges rounded {rounding(p):.2g} mm."


TEMPLATE = Template(
    id="toe_spacer",
    version="1",
    title="Toe spacer",
    group="Orthosis",
    summary="A soft body between two toes that keeps them apart, free or with a loop round one of them.",
    keywords=("toe separator", "interdigital wedge", "hallux valgus", "bunion", "corn", "toe spreader"),
    parameters=ToeSpacer,
    limits=limits,
    check=check,
    build=build,
    dimensions=dimensions,
    mirror=lambda p: p.side == "right",
    front=X,
    measuring={
        "gap": TWO_TOES.line("gap"),
        "toe_height": TWO_TOES.line("height"),
        "toe_length": TWO_TOES.line("length"),
        "toe_girth": TWO_TOES.line("girth"),
    },
    presets={
        "big toe": ToeSpacer(),
        "loop round the second toe": ToeSpacer(
            loop="lateral", toe_girth=50, toe_height=17, neck=6, dorsal_end=9, plantar_end=10, spacer_length=16
        ),
        "big toe, right, with loop": ToeSpacer(
            side="right",
            loop="medial",
            toe_girth=80,
            toe_height=24,
            toe_length=36,
            height=32,
            neck=8,
            dorsal_end=13,
            plantar_end=15,
            spacer_length=24,
        ),
        "between small toes": ToeSpacer(
            between="4-5",
            gap=5,
            toe_height=14,
            toe_length=20,
            neck=4,
            dorsal_end=6,
            plantar_end=7,
            height=16,
            spacer_length=13,
        ),
    },
    preset_titles={
        "big toe": "Between big and second toe, free",
        "loop round the second toe": "Between big and second toe, looped round the second",
        "big toe, right, with loop": "Right foot, looped round the big toe",
        "between small toes": "Between the small toes, free",
    },
    zone="skin",
    prescribed=True,
    offers=("mjf-tpu",),
    wall=wall,
    sections=sections,
    notes=notes,
    sources=(
        "Kind and forms: toe spacers as podiatrists prescribe them; nobody publishes sizes of toes that go with them",
        "All ranges, defaults, the profile, clearance and roundings: the project's own choice",
    ),
)
