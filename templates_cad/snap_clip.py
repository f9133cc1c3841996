"""Snap clip: a trim clip that is pushed into a hole of a panel, where two arms spring out behind it."""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, cos, hypot, sin, sqrt
from typing import Any, Literal

from configurator.sdk import (
    KEYHOLE,
    LONG_HOLE,
    PANEL_IN_SECTION,
    PAWL,
    AllowedWords,
    Box,
    Circle,
    Depth,
    Diameter,
    Dimension,
    Distance,
    Face,
    Limit,
    Loop,
    Parameters,
    Position,
    Section,
    Template,
    Thickness,
    X,
    Y,
    Z,
    choice,
    circle_loop,
    length,
    model_tolerance,
    polygon_loop,
    rectangle_loop,
)
from templates_cad._keyhole_button import BUTTON_THICKNESS, KeyholeButton, keyhole_limits
from templates_cad._sleeve_clip import Sleeve, sleeve_limits

# The project's own choices, in mm.
# Between arm and stem at their root: flat that is left of its floor, and its corners' radius in arms' thicknesses.
SLOT_FLAT, SLOT_ROUND = 0.2, 0.5
LEAST_STEM, LEAST_ARM = 1.2, 0.8
PLAY = 0.1  # between the arms' ends and the panel
BELOW_SHANK = 0.5  # from the arms' ends up to the shank that fills the hole
LEAST_SHANK = 0.4
LEAST_OVERLAP = 1.5  # of the head round the hole
# How much of the catch the middle of an arm may lack in a round hole, as its edges meet the hole first.
USUAL_LACK, MOST_LACK = 0.4, 0.6
MOST_CATCH = 0.25  # in half holes
NOSE_SHARE, NOSE_SLOPE = 0.4, 1.2  # its flat end, and its height, in half widths
NOSE_SIDE = 0.2  # by how much its end is narrower on each side than the arms are wide, in their widths, at most
BASE_SHARE = 1.2  # what stands below the slot, in arms' thicknesses
LEAST_HEAD, MOST_HEAD = 1.2, 6.0  # thickness
EDGE_SHARE = 0.25  # chamfer of the head's edge, in its thickness
LEAST_END = 1.1  # radius of the head's ends and corners, in chamfers: within less the chamfer would fold
MOST_LEAN = 0.5  # a sine: of an arm, so that it slides into the hole
LEAST_COSINE = sqrt(1 - MOST_LEAN**2)
# In arms' thicknesses: an arm that leans and the slot's corners beside it.
ARM_AND_SLOT = 1 / LEAST_COSINE + 2 * SLOT_ROUND
LEAST_HALF = LEAST_STEM / 2 + SLOT_FLAT + ARM_AND_SLOT * LEAST_ARM  # of what passes through the hole
LEAST_SLENDER = 5.0  # an arm's length in its thicknesses
# By finite elements for arms of 5 to 20 thicknesses: of the strain beside the slot's corner; of the base, see `strain`.
NOTCH, GIVING_BASE = 1.43, 2.2
# The most of 4 to 6 %, usual in guidelines for snaps of PA12: no plastic here bears more.
MOST_STRAIN = 0.06
Corner = tuple[tuple[float, float], float]

ARMS, SLEEVE = {"form": ("arms",)}, {"form": ("sleeve",)}
IN_KEYHOLE = {"head": ("keyhole",)}
IN_ROUND, IN_RECTANGULAR = {"hole": ("round",)}, {"hole": ("rectangular",)}


class SnapClip(Parameters):
    """Sizes in mm, of the panel's hole, and of the clip."""

    form: Literal["arms", "sleeve"] = choice(
        "arms",
        title="Form",
        group="Panel",
        guide="A sleeve lines a rectangular hole, for what goes through it, such as a latch's pawl.",
    )
    hole: Literal["round", "rectangular"] = choice("round", title="Hole", group="Panel")
    hole_diameter: float = length(
        8,
        6,
        40,
        title="Hole diameter",
        group="Panel",
        measured=True,
        guide="Inside jaws across the hole, twice at right angles; enter the smaller.",
        when=IN_ROUND,
    )
    hole_length: float = length(
        12,
        6,
        60,
        title="Hole length",
        group="Panel",
        measured=True,
        guide="The way in which the arms spring.",
        when=IN_RECTANGULAR,
    )
    hole_width: float = length(
        6, 3, 60, title="Hole width", group="Panel", measured=True, guide="Square to the length.", when=IN_RECTANGULAR
    )
    panel_thickness: float = length(
        1.2,
        0.6,
        10,
        title="Panel thickness",
        group="Panel",
        measured=True,
        guide="With the trim board, if the clip holds both.",
    )
    clearance: float = length(
        0.2, 0.1, 0.6, title="Clearance", group="Panel", guide="Between shank and hole, on each side."
    )
    head: Literal["round", "oval", "rectangular", "keyhole"] = choice(
        "round",
        title="Head",
        group="Head",
        guide="For a keyhole it is round, and has a neck and a button over it: for a door card that slides on.",
    )
    head_length: float = length(
        16, 9, 100, title="Head length", group="Head", guide="Its diameter where it is round; else over the arms."
    )
    head_width: float = length(
        12,
        5,
        100,
        title="Head width",
        group="Head",
        guide="Square to the length.",
        when={"head": ("oval", "rectangular")},
    )
    head_thickness: float = length(2, LEAST_HEAD, MOST_HEAD, title="Head thickness", group="Head")
    keyhole_diameter: float = length(
        12,
        5,
        40,
        title="Keyhole diameter",
        group="Door card",
        measured=True,
        guide="The keyhole's round end, through which the button goes.",
        when=IN_KEYHOLE,
    )
    slot_width: float = length(
        7,
        3,
        40,
        title="Slot width",
        group="Door card",
        measured=True,
        guide="Of the keyhole's narrow part, where the neck rests.",
        when=IN_KEYHOLE,
    )
    card_thickness: float = length(
        3,
        0.8,
        10,
        title="Card thickness",
        group="Door card",
        measured=True,
        guide="Beside the keyhole, with what is glued on it there.",
        when=IN_KEYHOLE,
    )
    arm_length: float = length(
        9,
        5,
        40,
        title="Arm length",
        group="Arms",
        guide="From the bottom of the slot to the arm's free end, along it.",
        when=ARMS,
    )
    arm_thickness: float = length(
        1.2, 0.8, 4, title="Arm thickness", group="Arms", guide="At any place: it is even.", when=ARMS
    )
    catch: float = length(
        0.8,
        0.3,
        4,
        title="Catch",
        group="Arms",
        guide="How far each arm stands behind the panel: so far it is bent on the way in.",
        when=ARMS,
    )
    arm_width: float | None = length(
        None, 1.5, 60, title="Arm width", group="Arms", guide="Left empty: as wide as the hole allows.", when=ARMS
    )
    passage_length: float = length(
        8,
        3,
        50,
        title="Length of what goes through",
        group="Sleeve",
        measured=True,
        guide="Such as a latch's pawl, along the hole's length.",
        when=SLEEVE,
    )
    passage_width: float = length(
        8,
        3,
        50,
        title="Width of what goes through",
        group="Sleeve",
        measured=True,
        guide="Square to its length.",
        when=SLEEVE,
    )
    passage_play: float = length(
        0.5, 0, 2, title="Room round it", group="Sleeve", guide="On each side, within the opening.", when=SLEEVE
    )
    ridge: float = length(
        0.1,
        0.1,
        0.6,
        title="Ridge",
        group="Sleeve",
        guide="How far it stands behind the panel on two sides: so far their walls are bent on the way in.",
        when=SLEEVE,
    )


def button(p: SnapClip) -> KeyholeButton:
    """What its head has for a card's keyhole, if it is for one."""
    return KeyholeButton(p.keyhole_diameter, p.slot_width, p.card_thickness)


def has_round_head(p: SnapClip) -> bool:
    """Whether the head's length is its diameter."""
    return p.head in ("round", "keyhole")


def sleeve(p: SnapClip) -> Sleeve:
    """The sleeve that it is, if that is its form."""
    opening = p.passage_length + 2 * p.passage_play, p.passage_width + 2 * p.passage_play
    hole = p.hole_length, p.hole_width
    return Sleeve(hole, opening, p.panel_thickness, p.clearance, p.ridge, p.head_thickness)


def width(p: SnapClip) -> float:
    """How wide arms and stem are, in mm."""
    if p.arm_width is not None:
        return p.arm_width
    return _chord(p, USUAL_LACK * p.catch) if p.hole == "round" else p.hole_width - 2 * p.clearance


def _chord(p: SnapClip, sagitta: float) -> float:
    """Of a round hole, so far inside it at its middle."""
    return 2 * sqrt(sagitta * (p.hole_diameter - sagitta))


def half_hole(p: SnapClip, clearance: float = 0.0) -> float:
    """From the middle in mm to the hole's edge, where an arm's edges meet it."""
    if p.hole == "rectangular":
        return p.hole_length / 2 - clearance
    return sqrt(max(0.0, (p.hole_diameter / 2 - clearance) ** 2 - width(p) ** 2 / 4))


def half_shank(p: SnapClip) -> float:
    """Half of what passes through the hole unbent, in mm."""
    return half_hole(p, p.clearance)


def spread(p: SnapClip) -> float:
    """How much further out an arm's end is than its root, in mm."""
    return p.catch + half_hole(p) - half_shank(p)


def lean(p: SnapClip) -> float:
    """The arm's angle from the stem, in rad."""
    return asin(min(MOST_LEAN, spread(p) / p.arm_length))


def across(p: SnapClip) -> float:
    """The arm's thickness in mm, measured level."""
    return p.arm_thickness / cos(lean(p))


def stem(p: SnapClip) -> float:
    """Half its thickness in mm: what hole, arms and slots leave."""
    return half_shank(p) - slot(p) - across(p)


def slot(p: SnapClip) -> float:
    """How wide it is at its floor, in mm: its corners are as round as keeps the arm's root whole."""
    return SLOT_FLAT + 2 * SLOT_ROUND * p.arm_thickness


def strain(p: SnapClip) -> float:
    """The most that an arm is strained on its way through the hole, as a share: 1.5 h y / L², corrected; or a wall.

    That is a cantilever's; Bayer, Snap-Fit Joints for Plastics. That its base gives way divides it by a factor, as in
    BASF, Snap-Fit Design Manual, part IV; the slot's rounded corner is a notch. Both factors are those of this clip by
    finite elements, see `benchmarks/snap_strain.py`.
    """
    if p.form == "sleeve":
        return sleeve(p).strain
    cantilever = 1.5 * p.arm_thickness * p.catch / p.arm_length**2
    return NOTCH * cantilever / (1 + GIVING_BASE * p.arm_thickness / p.arm_length)


def limits(p: SnapClip) -> Iterator[Limit | AllowedWords]:
    """What is impossible given the others."""
    if p.form == "sleeve":
        yield AllowedWords(
            "head", ("round", "oval", "rectangular"), "what goes through a sleeve leaves no room for a neck", ("form",)
        )
        yield AllowedWords("hole", ("rectangular",), "a sleeve's walls are flat", ("form",))
        yield from sleeve_limits(sleeve(p), p.passage_play, MOST_STRAIN)
    else:
        yield from _arm_limits(p)
    yield from _head_limits(p)
    if p.head == "keyhole":
        yield from keyhole_limits(button(p), p.head_length)


def _arm_limits(p: SnapClip) -> Iterator[Limit]:
    """Hole, catch and arm before the arm's length, which is free."""
    size = "hole_diameter" if p.hole == "round" else "hole_length"
    half = (p.hole_diameter if p.hole == "round" else p.hole_length) / 2
    because = "arm, slot and stem beside it must pass through the hole"
    yield Limit("catch", 0.3, min(4.0, MOST_CATCH * half), because, (size,))
    if p.hole == "round":
        most = half - sqrt(LEAST_HALF**2 + _chord(p, USUAL_LACK * p.catch) ** 2 / 4)
        yield Limit("clearance", 0.1, min(0.6, most), because, (size, "catch"))
        widest = min(_chord(p, MOST_LACK * p.catch), 2 * sqrt(max(1.0, (half - p.clearance) ** 2 - LEAST_HALF**2)))
        yield Limit("arm_width", 1.5, widest, "its middle too must catch", (size, "clearance", "catch"))
    else:
        yield Limit("clearance", 0.1, min(0.6, half - LEAST_HALF), because, (size,))
        yield Limit("arm_width", 1.5, p.hole_width - 2 * p.clearance, because, ("hole_width", "clearance"))
    thickest = (half_shank(p) - SLOT_FLAT - LEAST_STEM / 2) / ARM_AND_SLOT
    yield Limit("arm_thickness", LEAST_ARM, min(4.0, thickest), because, (size, "clearance", "catch"))
    because = f"an arm this short would be strained by more than {100 * MOST_STRAIN:g} %, or be no spring"
    yield Limit("arm_length", _shortest_arm(p), 40, because, ("arm_thickness", "catch"))


def _shortest_arm(p: SnapClip) -> float:
    """In mm, by strain, by slenderness, and by how far it leans."""
    base = GIVING_BASE * p.arm_thickness / 2
    by_strain = sqrt(base**2 + NOTCH * 1.5 * p.arm_thickness * p.catch / MOST_STRAIN) - base
    return max(5.0, by_strain, LEAST_SLENDER * p.arm_thickness, spread(p) / MOST_LEAN)


def _head_limits(p: SnapClip) -> Iterator[Limit]:
    """It covers the hole and what stands behind it; a round or oval one their corners too."""
    because = f"the head must cover what stands behind the panel, and the hole by {LEAST_OVERLAP:g} mm"
    hole, beside = (p.hole_diameter,) * 2 if p.hole == "round" else (p.hole_length, p.hole_width)
    long, wide = max(hole + 2 * LEAST_OVERLAP, 2 * reach(p)), beside + 2 * LEAST_OVERLAP
    size = ("hole_diameter",) if p.hole == "round" else ("hole_length", "hole_width")
    behind = ("ridge",) if p.form == "sleeve" else ("catch",)
    if p.hole == "rectangular" and has_round_head(p):
        long = hypot(long, wide)
    if p.hole == "rectangular" and p.head == "oval":
        long, wide = sqrt(2) * long, sqrt(2) * wide
    yield Limit("head_length", long, 100, because, (*size, *behind, "head"))
    yield Limit("head_width", wide, 100, because, (*size, "head"))
    because = "its edge's chamfer must find room round its ends or corners"
    thickest = min(MOST_HEAD, end_radius(p) / LEAST_END / EDGE_SHARE)
    yield Limit("head_thickness", LEAST_HEAD, thickest, because, ("head", "head_length", "head_width"))


def end_radius(p: SnapClip) -> float:
    """The least of the head's outline, in mm: of an ellipse's ends, of a rectangle's corners."""
    narrow, long = sorted((p.head_width, p.head_length))
    if p.head == "rectangular":
        return corner(p)
    return p.head_length / 2 if has_round_head(p) else narrow**2 / 2 / long


def reach(p: SnapClip) -> float:
    """From the middle to the ends of arms or ridges, in mm."""
    if p.form == "sleeve":
        return p.hole_length / 2 + p.ridge
    return half_shank(p) + spread(p)


def levels(p: SnapClip) -> dict[str, float]:
    """Heights in mm above the nose's end: of its shoulder, the slot's floor, the arms' ends, shank, head and top.

    Of a sleeve those that it has, above its free end.
    """
    if p.form == "sleeve":
        return sleeve(p).levels()
    shoulder = NOSE_SLOPE * (1 - NOSE_SHARE) * half_shank(p)
    floor = shoulder + BASE_SHARE * p.arm_thickness
    ends = floor + p.arm_length * cos(lean(p))
    head = ends + PLAY + p.panel_thickness
    return {
        "shoulder": shoulder,
        "floor": floor,
        "ends": ends,
        "shank": ends + BELOW_SHANK,
        "head": head,
        "top": head + p.head_thickness,
    }


def has_shank(p: SnapClip) -> bool:
    """Whether the panel is thick enough for a shank that fills the hole."""
    return levels(p)["head"] - levels(p)["shank"] > LEAST_SHANK


def profile(p: SnapClip) -> Loop:
    """Of nose, arms and stem from the side: x across, y upwards; half way into the head."""
    right = _right_side(p)
    left = [((-x, y), radius) for (x, y), radius in reversed(right)]
    return polygon_loop([*right, *left])


def _right_side(p: SnapClip) -> list[Corner]:
    at, shank, inner = levels(p), half_shank(p), stem(p)
    end, top = reach(p), at["head"] + p.head_thickness / 2
    radius = SLOT_ROUND * p.arm_thickness
    filled = p.hole == "rectangular" and has_shank(p)
    neck: list[Corner] = [((inner, at["shank"]), 0.0), ((shank, at["shank"]), 0.0), ((shank, top), 0.0)]
    return [
        ((NOSE_SHARE * shank, 0.0), 0.0),
        ((shank, at["shoulder"]), 0.0),
        ((shank, at["floor"]), 0.0),
        ((end, at["ends"]), 0.0),
        ((end - across(p), at["ends"]), 0.0),
        ((inner + slot(p), at["floor"]), radius),
        ((inner, at["floor"]), radius),
        *(neck if filled else [((inner, top), 0.0)]),
    ]


def build(p: SnapClip) -> Any:
    """The nose's or the sleeve's end stands on z = 0; the arms or ridges spring along x."""
    return sleeve(p).solid(_head(p)) if p.form == "sleeve" else _with_arms(p)


def _with_arms(p: SnapClip) -> Any:
    import cadquery as cq

    from configurator.shapes.flat_sheet import flat_sheet

    wide, at = width(p), levels(p)
    clip = flat_sheet([profile(p)], wide).rotate((0, 0, 0), (1, 0, 0), 90).translate((0, wide / 2, 0))
    clip = clip.cut(_beside_nose(p))
    others = [_head(p).translate((0, 0, at["head"])).val()]
    if p.head == "keyhole":
        others += [each.translate((0, 0, at["top"])) for each in button(p).solids()]
    if p.hole == "round" and has_shank(p):
        high = at["head"] + p.head_thickness / 2 - at["shank"]
        shank = cq.Workplane(origin=(0, 0, at["shank"])).circle(p.hole_diameter / 2 - p.clearance).extrude(high)
        others.append(shank.val())
    # Not by `shapes.booleans`, which would take as long again: tests hold the volume against a formula.
    return cq.Workplane(clip.val().fuse(*others))


def nose_side(p: SnapClip) -> float:
    """By how much the nose is narrower at its end than the arms are wide, on each side in mm: it leads in there too."""
    return min((1 - NOSE_SHARE) * half_shank(p), NOSE_SIDE * width(p))


def _beside_nose(p: SnapClip) -> Any:
    """A wedge on each of the nose's sides, as steep as it is towards the arms."""
    import cadquery as cq

    half, away, far = width(p) / 2, nose_side(p), half_hole(p) + 1
    low, high = (half - away - 1, -NOSE_SLOPE), (half + 1, NOSE_SLOPE * (away + 1))
    wedges = cq.Workplane("YZ", origin=(-far, 0, 0))
    for side in (-1, 1):
        wedges = wedges.polyline([(side * y, z) for y, z in (low, high, (high[0], low[1]))]).close()
    return wedges.extrude(2 * far)


def _head(p: SnapClip) -> Any:
    import cadquery as cq

    long, wide = p.head_length, p.head_width
    if p.head == "oval":
        plate = cq.Workplane().ellipse(long / 2, wide / 2).extrude(p.head_thickness)
    else:
        from configurator.shapes.flat_sheet import flat_sheet

        plate = flat_sheet([head_outline(p)], p.head_thickness)
    return plate.faces(">Z").chamfer(EDGE_SHARE * p.head_thickness)


def head_outline(p: SnapClip) -> Loop:
    """Of a round or rectangular one."""
    if has_round_head(p):
        return circle_loop(Circle((0.0, 0.0), p.head_length))
    return rectangle_loop(p.head_length, p.head_width, corner(p))


def corner(p: SnapClip) -> float:
    """The radius in mm of a rectangular head's corners."""
    return 0.2 * min(p.head_length, p.head_width)


def wall(p: SnapClip) -> float:
    """The thinnest in mm: arm, stem, head or button; or a sleeve's wall."""
    if p.form == "sleeve":
        return min(*sleeve(p).walls, p.head_thickness)
    thinnest = min(p.arm_thickness, 2 * stem(p), p.head_thickness)
    return min(thinnest, BUTTON_THICKNESS) if p.head == "keyhole" else thinnest


def dimensions(p: SnapClip) -> Iterator[Dimension]:
    """What hole and panel meet, and what makes the arms springs."""
    yield from sleeve(p).dimensions() if p.form == "sleeve" else _arm_sizes(p)
    yield from _head_sizes(p)
    high = levels(p)["top"]
    if p.head == "keyhole":
        yield from button(p).dimensions(high)
        high += button(p).height
    yield Distance(name="height", nominal=high, tolerance=model_tolerance(high), axis=Z)


def _arm_sizes(p: SnapClip) -> Iterator[Dimension]:
    at, end = levels(p), reach(p)
    yield _over("over_arms", 2 * end, X, "catch", Box((-99, -99, -1), (99, 99, at["ends"] + 0.2)))
    yield _over("arm_width", width(p), Y, "arm_width", Box((-99, -99, -1), (99, 99, at["ends"] + 0.2)))
    yield _grip(p, end)
    yield _arm_thickness(p)
    yield _slot_depth(p, end)
    yield from _shank_size(p)


def _over(name: str, size: float, axis: Any, field: str, box: Box) -> Distance:
    return Distance(name=name, field=field, nominal=size, tolerance=model_tolerance(size), axis=axis, box=box)


def _grip(p: SnapClip, end: float) -> Distance:
    """Between the arms' ends and the head, where the panel goes."""
    at, size = levels(p), p.panel_thickness + PLAY
    middle, x = at["ends"] + size / 2, end - min(across(p), p.catch * (1 - MOST_LACK)) / 2
    return Distance(
        name="grip",
        field="panel_thickness",
        nominal=size,
        tolerance=model_tolerance(size),
        axis=Z,
        jaws="inside",
        box=Box((x - 0.01, -0.1, middle - 0.1), (x + 0.01, 0.1, middle + 0.1)),
    )


def _arm_thickness(p: SnapClip) -> Thickness:
    """Square to the arm, half way along it."""
    at, angle = levels(p), lean(p)
    x, z = half_shank(p) + spread(p) / 2, (at["floor"] + at["ends"]) / 2
    return Thickness(
        name="arm_thickness",
        field="arm_thickness",
        nominal=p.arm_thickness,
        tolerance=model_tolerance(p.arm_thickness),
        origin=(x + 5 * cos(angle), 0, z - 5 * sin(angle)),
        direction=(-cos(angle), 0, sin(angle)),
        spot=min(0.3, width(p) / 5),
    )


def _slot_depth(p: SnapClip, end: float) -> Depth:
    """From an arm's end down to the slot's floor, along the stem."""
    at, size = levels(p), levels(p)["ends"] - levels(p)["floor"]
    half, flat = width(p) / 2, stem(p) + SLOT_ROUND * p.arm_thickness
    return Depth(
        name="slot_depth",
        field="arm_length",
        nominal=size,
        tolerance=model_tolerance(size),
        face=Box((end - across(p) - 0.1, -half, at["ends"] - 0.1), (end + 0.1, half, at["ends"] + 0.1)),
        floor=Box((flat - 0.02, -half, at["floor"] - 0.02), (flat + SLOT_FLAT + 0.02, half, at["floor"] + 0.02)),
    )


def _shank_size(p: SnapClip) -> Iterator[Dimension]:
    if not has_shank(p):
        return
    at = levels(p)
    if p.hole == "rectangular":
        low, high = at["shank"] - 0.05, at["head"] - 0.05
        yield _over("shank", 2 * half_shank(p), X, "hole_length", Box((-99, -99, low), (99, 99, high)))
        return
    size = p.hole_diameter - 2 * p.clearance
    yield Diameter(
        name="shank",
        field="hole_diameter",
        nominal=size,
        tolerance=model_tolerance(size),
        centre=(0, 0, at["shank"]),
        height=0.2,
        reach=0.3,
    )


def _head_sizes(p: SnapClip) -> Iterator[Dimension]:
    yield _over("head_length", p.head_length, X, "head_length", _above(p))
    if not has_round_head(p):
        yield _over("head_width", p.head_width, Y, "head_width", _above(p))
    at, far = levels(p), max(p.head_length, p.head_width)
    # Between its faces: beside the shank a short head with a wide chamfer has no place for the jaws.
    under, over = (Box((-far, -far, z - 0.05), (far, far, z + 0.05)) for z in (at["head"], at["top"]))
    yield Position(
        name="head_thickness",
        field="head_thickness",
        nominal=p.head_thickness,
        tolerance=model_tolerance(p.head_thickness),
        of=Face(box=over, facing=Z),
        datum=Face(box=under, facing=(0, 0, -1)),
        axis=Z,
    )


def _above(p: SnapClip) -> Box:
    low = levels(p)["head"] - 0.05
    return Box((-99, -99, low), (99, 99, low + 99))


def sections(p: SnapClip) -> Iterator[Section]:
    """Through a sleeve's opening and ridges."""
    if p.form == "sleeve":
        yield Section(origin=(0, 0, 0), normal=(0, -1, 0))


def notes(p: SnapClip) -> Iterator[str]:
    """What no dimension tells."""
    yield from _sleeve_notes(p) if p.form == "sleeve" else _arm_notes(p)
    if p.head == "keyhole":
        yield "Neck and button: through the keyhole's round end, then along its slot."
    yield f"Head's edge: chamfer {EDGE_SHARE * p.head_thickness:g} mm × 45°."


def _sleeve_notes(p: SnapClip) -> Iterator[str]:
    yield f"Two walls spring in by {p.ridge:g} mm, which strains them by {100 * strain(p):.1f} % at most."
    ramp = levels(p)["ramp"]
    yield f"Ridges in the middle of two sides, both alike: a ramp over {ramp:.3g} mm from the sleeve's end."


def _arm_notes(p: SnapClip) -> Iterator[str]:
    yield f"Each arm springs in by {p.catch:g} mm, which strains it by {100 * strain(p):.1f} % at most."
    yield "Printed from filament it lies on its side: arms must not part between layers."
    yield f"Nose: {nose_side(p):.2g} mm narrower on each side of its end than the arms are wide."
    yield f"Slots {slot(p):g} mm wide at their floor, corners R{SLOT_ROUND * p.arm_thickness:g}. Both sides alike."


TEMPLATE = Template(
    id="snap_clip",
    version="2",
    title="Snap clip",
    group="Classic car",
    summary="A trim clip for a hole in a panel: two arms spring out behind it, or a sleeve lines it; "
    "its head is round, oval or rectangular, or slides into the keyhole of a door card.",
    keywords=("fastener", "rivet", "christmas tree", "door card", "trim", "retainer", "panel clip", "push pin"),
    parameters=SnapClip,
    limits=limits,
    build=build,
    dimensions=dimensions,
    sections=sections,
    notes=notes,
    measuring={
        "hole_diameter": PANEL_IN_SECTION.line("hole"),
        "panel_thickness": PANEL_IN_SECTION.line("sheet"),
        "hole_length": LONG_HOLE.line("length"),
        "hole_width": LONG_HOLE.line("width"),
        "keyhole_diameter": KEYHOLE.line("diameter"),
        "slot_width": KEYHOLE.line("slot"),
        "card_thickness": KEYHOLE.line("card"),
        "passage_length": PAWL.line("length"),
        "passage_width": PAWL.line("width"),
    },
    presets={
        "door card": SnapClip(),
        "keyhole": SnapClip(head="keyhole"),
        "rectangular hole": SnapClip(
            hole="rectangular",
            hole_length=12,
            hole_width=8,
            panel_thickness=2,
            head="rectangular",
            head_length=20,
            head_width=14,
            arm_length=11,
            arm_thickness=1.4,
            catch=1,
        ),
        "oval head": SnapClip(
            hole_diameter=10, panel_thickness=4, head="oval", head_length=24, head_width=16, arm_length=12
        ),
        "large, flat": SnapClip(
            hole="rectangular",
            hole_length=25,
            hole_width=15,
            panel_thickness=2.5,
            head="oval",
            head_length=50,
            head_width=34,
            head_thickness=3,
            arm_length=18,
            arm_thickness=2,
            catch=1.5,
        ),
        "toyota-glovebox-latch": SnapClip(
            form="sleeve",
            hole="rectangular",
            hole_length=13,
            hole_width=13,
            panel_thickness=2.8,
            clearance=0.1,
            head="rectangular",
            head_length=18,
            head_width=18,
            head_thickness=1.5,
        ),
    },
    preset_titles={
        "door card": "Door card, 8 mm hole",
        "keyhole": "Door card with keyholes, 12 by 7 mm",
        "toyota-glovebox-latch": "Toyota glove-box latch, its flange not published: 18 by 18 by 1.5 mm",
    },
    zone="cabin",
    offers=("mjf-pa12", "sls-pa12", "fdm-petg"),
    wall=wall,
    strain=strain,
    sources=(
        "Strain 1.5 h y / L²: Bayer, Snap-Fit Joints for Plastics, a cantilever of even section",
        "Its factor for a base that gives way: BASF, Snap-Fit Design Manual, part IV, here by finite elements",
        "Strain of a sleeve's wall: by the theory of beams, held at both ends or a cantilever, whichever is more",
        "Toyota glove-box latch, hole 13 by 13, panel 2.8, pawl 8 by 8, clearance 0.5, retainer 0.1 mm: "
        "bkw777/Grommet_Generator, glove_box_latch_grommet.scad; that the clearance is round the pawl is our reading",
        "All proportions are the project's own choices",
    ),
)
