"""Foot orthosis: a shell with heel cup, medial arch and ground posts, made to one foot."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import atan, cos, radians, sin
from typing import TYPE_CHECKING, Any, Literal

from configurator.sdk import (
    FOOT_FROM_ABOVE,
    FOOT_FROM_THE_SIDE,
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
    Thickness,
    X,
    Y,
    Z,
    angle,
    choice,
    engraved,
    engraving_choice,
    length,
    mass,
    warning,
)

if TYPE_CHECKING:
    from configurator.shapes.foot_bed import FootBed

LEAST_EDGE = 1.2  # mm; the least wall for FDM, and above that of SLS and MJF
# A 4 mm shell is flimsy under 113.4 kg (hersco); a plate's stiffness goes with its thickness cubed.
FLIMSY_THICKNESS, FLIMSY_MASS = 4.0, 113.4


class FootOrthosis(Parameters):
    """The foot as measured (loaded, standing) and what is prescribed for it."""

    side: Literal["left", "right"] = choice(
        "left", title="Side", group="Foot", stated=True, guide="Which foot it is for."
    )
    foot_length: float = length(
        262.0,
        120.0,
        340.0,
        title="Foot length",
        group="Foot",
        ansur="footlength",
        measured=True,
        guide="Standing: from the back of the heel to the tip of the longest toe, along the foot.",
    )
    foot_breadth: float = length(
        98,
        45,
        150,
        title="Foot breadth",
        group="Foot",
        ansur="footbreadthhorizontal",
        measured=True,
        guide="Standing: across the ball at its widest, square to the foot's length.",
    )
    ball_of_foot_length: float = length(
        194,
        80,
        270,
        title="Ball of foot length",
        group="Foot",
        ansur="balloffootlength",
        measured=True,
        guide="From the back of the heel to the bulge of the big toe's joint, along the foot.",
    )
    heel_breadth: float = length(
        70,
        28,
        110,
        title="Heel breadth",
        group="Foot",
        ansur="heelbreadth",
        measured=True,
        guide="Across the heel at its widest, behind the ankle bones.",
    )
    body_mass: float | None = mass(
        None,
        10,
        250,
        title="Body mass",
        group="Foot",
        ansur="mass",
        guide="Only used to warn when the shell is too thin for it.",
        shapes=False,
        belongs_to="person",
    )
    length_style: Literal["full", "sulcus", "three_quarter"] = choice(
        "three_quarter",
        title="Length",
        group="Shape",
        guide="Full: to the toes' tips. Sulcus: to their roots. Three quarter: to just behind the ball.",
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
    engraving: Engraving = engraving_choice()


def limits(p: FootOrthosis) -> Iterator[Limit]:
    """Beyond these no foot of the 6,068 of ANSUR II comes near; each leaves room beyond the extremes."""
    foot, breadth = p.foot_length, p.foot_breadth
    yield Limit(
        "foot_breadth", 0.29 * foot, 0.48 * foot, "no foot is that broad or narrow for its length", ("foot_length",)
    )
    yield Limit(
        "ball_of_foot_length",
        0.66 * foot,
        0.82 * foot,
        "the ball lies behind the toes and before the arch",
        ("foot_length",),
    )
    yield Limit(
        "heel_breadth",
        0.50 * breadth,
        0.98 * breadth,
        "no heel is that broad or narrow for its foot",
        ("foot_breadth",),
    )
    yield Limit(
        "heel_cup_depth", 0, 0.45 * p.heel_breadth, "the cup would be deeper than the heel is round", ("heel_breadth",)
    )
    yield Limit("arch_height", 0, 0.40 * breadth, "the arch would be steeper than a foot", ("foot_breadth",))
    yield Limit(
        "arch_height",
        0,
        bed(p).highest_arch,
        "a shell so thick cannot come down from it before its front edge",
        ("shell_thickness", "length_style", "ball_of_foot_length"),
    )


def check(p: FootOrthosis) -> Iterator[Problem]:
    """What a podiatrist would ask about."""
    if p.body_mass is not None and p.shell_thickness < stiff_enough(p.body_mass):
        yield warning(
            f"A shell of {p.shell_thickness:g} mm is likely to be flimsy under {p.body_mass:g} kg.",
            "shell_thickness",
            "body_mass",
            hint=f"Consider {stiff_enough(p.body_mass):.1f} mm or more.",
        )
    if p.heel_lift > 10:
        yield warning(
            "More than 10 mm of lift seldom fits inside a shoe.",
            "heel_lift",
            hint="Raise the rest on the shoe's outside.",
        )
    for name in ("rearfoot_posting", "forefoot_posting"):
        if abs(getattr(p, name)) > 7:
            yield warning("More than 7 degrees is beyond the usual range.", name, hint="Check sign and size.")


def stiff_enough(body_mass: float) -> float:
    """Thickness in mm that bends under `body_mass` kg as little as one just too thin for its own."""
    return FLIMSY_THICKNESS * float(body_mass / FLIMSY_MASS) ** (1 / 3)


def front_edge(p: FootOrthosis) -> float:
    """Thickness in mm to which the shorter styles are bevelled in front."""
    return max(LEAST_EDGE, 0.4 * p.shell_thickness)


def wall(p: FootOrthosis) -> float:
    """The thinnest in mm: the shell, or the front edge where there is a bevel."""
    return p.shell_thickness if p.length_style == "full" else front_edge(p)


# Asked for by limits, build, mark and dimensions one after the other.
@lru_cache(maxsize=8)
def bed(p: FootOrthosis) -> FootBed:
    """The left orthosis as numbers; the rim adds half a thickness all round the ball and the toes."""
    from configurator.shapes.foot_bed import FootBed
    from configurator.shapes.foot_outline import FootOutline

    t = p.shell_thickness
    foot = p.foot_length - (t / 2 if p.length_style == "full" else 0)
    outline = FootOutline(foot, p.foot_breadth - t, p.heel_breadth, p.ball_of_foot_length, p.length_style)
    return FootBed(
        outline,
        t,
        front_edge(p),
        p.heel_cup_depth,
        p.arch_height,
        p.rearfoot_posting,
        p.forefoot_posting,
        p.heel_lift,
        p.metatarsal_pad_height,
    )


def build(p: FootOrthosis) -> Any:
    """The left one; the kernel mirrors it for the right."""
    from configurator.shapes.nets import heel_window, shell_nets
    from configurator.shapes.shell import rounded_shell

    nets = shell_nets(bed(p))
    return rounded_shell(nets.top, nets.bottom, nets.normals, heel_window(nets))


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
    yield from _walls(p, b)
    yield from _wedges(p, b)


def _plan(p: FootOrthosis, b: FootBed) -> Iterator[Dimension]:
    middle = 0.5 * p.foot_length
    front = float(b.outline.curve.dense[:, 0].max())
    edge = p.shell_thickness if p.length_style == "full" else b.edge
    behind = p.shell_thickness / 2 * (1 + sin(atan(b.cup_slope)))
    # The shorter styles end at the ball, wherever the toes do.
    shown = "foot_length" if p.length_style == "full" else "ball_of_foot_length"
    yield Distance(name="overall_length", field=shown, nominal=front + edge / 2 + behind, tolerance=0.6, axis=X)
    yield Distance(
        name="forefoot_breadth",
        field="foot_breadth",
        nominal=b.breadth_beyond(middle),
        tolerance=max(0.8, 0.012 * p.foot_breadth),
        axis=Y,
        box=Box((middle, -1e3, -1e3), (1e3, 1e3, 1e3)),
    )
    yield _cup_breadth(p, b)


def _cup_breadth(p: FootOrthosis, b: FootBed) -> Distance:
    """Inside jaws a tenth of its depth below the cup's rim, level with the tilted seat."""
    from configurator.shapes.foot_bed import CUP_POWER
    from configurator.shapes.foot_outline import HEEL_AT

    tilt = radians(p.rearfoot_posting)
    breadth = p.heel_breadth - 2 * b.wall * (1 - 0.9 ** (1 / CUP_POWER))
    x, z = HEEL_AT * b.outline.length, b.seat + 0.9 * p.heel_cup_depth
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
    yield _height("heel_seat_height", "heel_lift", b.seat, 0.015 * b.seat, _column(b.seat_at, 0, 0.05, 0.05))
    heel = b.seat + p.heel_cup_depth + b.over_rim(b.cup_slope)
    yield _height("heel_rim_height", "heel_cup_depth", heel, 0.3, _column(0, 0, 6, 0.2))
    y, arch = b.medial_rim(b.apex)
    edge = Box((b.apex - 0.2, y - p.shell_thickness, -1e3), (b.apex + 0.2, y + 0.05, 1e3))
    yield _height("arch_rim_height", "arch_height", arch, 0.35, edge)
    if p.metatarsal_pad_height:
        x, y = b.pad_at
        yield _height("metatarsal_pad_top", "metatarsal_pad_height", b.top(x, y), 0.2, _column(x, y, 0.3, 0.3))


def _height(name: str, field: str, nominal: float, tolerance: float, box: Box) -> Distance:
    return Distance(name=name, field=field, nominal=nominal, tolerance=tolerance, axis=Z, jaws="height", box=box)


def _column(x: float, y: float, half_x: float, half_y: float) -> Box:
    return Box((x - half_x, y - half_y, -1e3), (x + half_x, y + half_y, 1e3))


def _walls(p: FootOrthosis, b: FootBed) -> Iterator[Dimension]:
    yield Thickness(
        name="shell_thickness",
        field="shell_thickness",
        nominal=p.shell_thickness,
        tolerance=0.015 * p.shell_thickness,
        origin=(b.apex, -0.2 * p.foot_breadth, 200),
        direction=(0, 0, -1),
    )


def _wedges(p: FootOrthosis, b: FootBed) -> Iterator[Dimension]:
    """Between the surface the foot rests on and the ground, seen from behind; varus is positive."""
    foot, half = p.foot_length, 0.03 * p.heel_breadth
    seat = Box((0.18 * foot, -half, -1), (0.21 * foot, half, 1e3))
    low, high = b.plate
    ball = Box((low, -0.27 * b.outline.breadth, -1), (high, -0.18 * b.outline.breadth, 1e3))
    for name, nominal, tolerance, box in (
        ("rearfoot_posting", p.rearfoot_posting, 0.1, seat),
        ("forefoot_posting", p.forefoot_posting, 0.2, ball),
    ):
        yield Angle(
            name=name,
            field=name,
            nominal=nominal,
            tolerance=tolerance,
            box=box,
            facing=Z,
            other_box=box,
            other_facing=(0, 0, -1),
            about=(-1, 0, 0),
        )


def sections(p: FootOrthosis) -> Iterator[Section]:
    """Through the heel cup and at the arch's highest point, both as seen from behind."""
    from configurator.shapes.foot_outline import HEEL_AT

    b = bed(p)
    for x in (HEEL_AT * b.outline.length, b.apex):
        yield Section(origin=(x, 0, 0), normal=(-1, 0, 0), beyond=False)


TEMPLATE = Template(
    id="foot_orthosis",
    version="2",
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
    },
    preset_titles={
        "three quarter": "Three-quarter length, standard shell",
        "full length, posted": "Full length with heel and forefoot posts and a metatarsal pad",
        "deep cup, right": "Right foot, sulcus length, deep heel cup",
        "small foot": "Thin shell with a low arch, for a small foot",
    },
    zone="skin",
    prescribed=True,
    offers=("mjf-pa12", "sls-pa12", "fdm-pp"),
    wall=wall,
    sections=sections,
    sources=(
        "Parameters and ranges: Rhino Orthotic Toolkit; cup depths: kevinorthopedic; posting: podiatry practice",
        "Sizes of feet and their proportions: ANSUR II, 6,068 people",
        "Outline, profile of cup and arch, and stiffness rule: the project's own, see configurator.shapes",
    ),
)
