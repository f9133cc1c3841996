"""Wrist orthosis: a trough under forearm and palm that holds the wrist extended, with slots for three straps.

It bears no engraved code: type needs a flat face, and all of these are bent. A flat one below the forearm would be as
wide as three spans of the surface's net, 14 mm, and the wall there 0.6 mm thicker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import dist, radians
from typing import TYPE_CHECKING, Any, Literal

from configurator.sdk import (
    FOREARM_FROM_ABOVE,
    Box,
    Dimension,
    Distance,
    Girth,
    Limit,
    Parameters,
    Point,
    Problem,
    Section,
    Template,
    Thickness,
    X,
    Y,
    Z,
    angle,
    choice,
    length,
    model_tolerance,
    refusal,
    warning,
)

if TYPE_CHECKING:
    from configurator.shapes.arm_trough import ArmTrough
    from configurator.shapes.opening_places import Opening
    from configurator.shapes.trough_nets import TroughNets

# The project's own choices, in mm.
TOLERANCE_MM = 0.5  # of the model at most
SLOT_WIDTH = 4.5  # across the strap
SLOT_SPARE = 2.0  # how much longer than the strap is wide
SLOT_FROM_EDGE = 8.5  # its middle, from the edge
SLOT_FROM_END = 8.0
MOST_TURN_DEG = 60.0  # of the shell from a slot's middle to its rim; slots were seen sound at 59, and folded at 66
WEB = 5.0  # between a slot and what is measured beside it
# Shares of the palm's length: how far back the thumb's opening begins, and how much of the palm lies beyond it.
THUMB_BEHIND, BEYOND_THUMB = 0.12, 0.42
# Beyond 30 degrees the pressure in the carpal tunnel rises; for carpal tunnel syndrome a wrist is held neutral.
MOST_USUAL_EXTENSION, NEUTRAL = 30.0, 10.0
LEVEL_DEG = 70.0  # where breadths are taken, from the middle below: all wraps reach it


class WristOrthosis(Parameters):
    """Forearm and hand as measured, palm up, and what is prescribed for them. Sizes in mm."""

    side: Literal["left", "right"] = choice(
        "left", title="Side", group="Arm", stated=True, guide="Which arm it is for."
    )
    forearm_girth: float = length(
        240,
        160,
        360,
        title="Forearm girth",
        group="Arm",
        measured=True,
        guide="Tape round the forearm where the orthosis shall end: two thirds of the way to the elbow.",
    )
    wrist_girth: float = length(
        168,
        110,
        230,
        title="Wrist girth",
        group="Arm",
        ansur="wristcircumference",
        measured=True,
        guide="Tape round the wrist over its crease.",
    )
    wrist_breadth: float = length(
        61,
        35,
        95,
        title="Wrist breadth",
        group="Arm",
        measured=True,
        guide="Callipers across the wrist, level with its crease.",
    )
    hand_girth: float = length(
        200,
        130,
        280,
        title="Hand girth",
        group="Arm",
        ansur="handcircumference",
        measured=True,
        guide="Tape round the knuckles, without the thumb.",
    )
    hand_breadth: float = length(
        84,
        48,
        128,
        title="Hand breadth",
        group="Arm",
        ansur="handbreadth",
        measured=True,
        guide="Callipers across the knuckles, without the thumb.",
    )
    forearm_length: float = length(
        150,
        80,
        220,
        title="Wrist to forearm",
        group="Arm",
        measured=True,
        guide="From the wrist's crease to where the forearm's girth is taken.",
    )
    palm_length: float = length(
        80,
        60,
        110,
        title="Wrist to palm",
        group="Arm",
        measured=True,
        guide="From the wrist's crease to 5 mm short of the palm's far crease, so that the fingers bend freely.",
    )
    extension: float = angle(
        20, 0, 35, title="Extension", group="Prescription", guide="How far the hand is turned up; 0 is neutral."
    )
    wrap: float = angle(
        100,
        85,
        120,
        title="Wrap",
        group="Prescription",
        guide="How far the edges rise on each side, from the middle below: 90 is half round the arm.",
    )
    padding: float = length(
        3, 0, 6, title="Lining", group="Prescription", guide="Thickness of the foam inside; 0 for none."
    )
    thickness: float = length(3.2, 2.5, 5, title="Thickness", group="Shell", guide="Of the shell, without lining.")
    strap: float = length(25, 15, 40, title="Strap width", group="Shell", guide="Of the straps at forearm and wrist.")
    hand_strap: float = length(
        15, 10, 30, title="Hand strap width", group="Shell", guide="Of the strap over the back of the hand."
    )


@dataclass(frozen=True)
class Slot:
    """Where the middle of a strap's slot lies: along the arm from the wrist, and on which side; -1 is the thumb's."""

    at: float
    side: int
    length: float


# Asked for by limits, build and dimensions one after the other.
@lru_cache(maxsize=8)
def trough(p: WristOrthosis) -> ArmTrough:
    """The left orthosis as numbers."""
    from configurator.shapes.arm_trough import ArmTrough

    return ArmTrough(
        forearm_girth=p.forearm_girth,
        wrist_girth=p.wrist_girth,
        wrist_breadth=p.wrist_breadth,
        hand_girth=p.hand_girth,
        hand_breadth=p.hand_breadth,
        forearm_at=p.forearm_length,
        palm_at=p.palm_length,
        extension=p.extension,
        wrap=p.wrap,
        padding=p.padding,
        thickness=p.thickness,
    )


def limits(p: WristOrthosis) -> Iterator[Limit]:
    """Beyond these no arm of the 6,068 of ANSUR II comes near, where it has the size; straps need room."""
    wrist, hand = p.wrist_girth, p.hand_girth
    because = "a forearm is 1.02 to 2.1 wrists round"
    yield Limit("forearm_girth", 1.02 * wrist, 2.1 * wrist, because, ("wrist_girth",))
    because = "no wrist is that broad or narrow for its girth"
    yield Limit("wrist_breadth", wrist / 2.95, wrist / 2.45, because, ("wrist_girth",))
    yield Limit(
        "hand_girth", wrist / 0.97, wrist / 0.70, "no hand is that large or small for its wrist", ("wrist_girth",)
    )
    because = "no hand is that broad or narrow for its girth"
    yield Limit("hand_breadth", hand / 2.65, hand / 2.18, because, ("hand_girth",))
    room = p.forearm_length - THUMB_BEHIND * p.palm_length - p.thickness - SLOT_FROM_END - 3 * WEB
    because = "two straps must fit on the forearm"
    yield Limit("strap", 15, room / 2 - SLOT_SPARE, because, ("forearm_length", "palm_length"))
    room = BEYOND_THUMB * p.palm_length - SLOT_FROM_END - WEB - SLOT_SPARE
    yield Limit("hand_strap", 10, room, "the strap must fit beyond the thumb", ("palm_length",))


def check(p: WristOrthosis) -> Iterator[Problem]:
    """What cannot be made, and what an orthotist would ask about."""
    yield from _slots_that_fold(p)
    if p.extension > MOST_USUAL_EXTENSION:
        yield warning(
            f"More than {MOST_USUAL_EXTENSION:g} degrees of extension narrows the carpal tunnel.",
            "extension",
            hint="0 to 30 degrees are usual, neutral for carpal tunnel syndrome.",
        )
    if p.forearm_length < 1.4 * p.palm_length:
        yield warning(
            "The forearm's part is short: it will press where it ends.",
            "forearm_length",
            hint="Two thirds of the forearm are usual.",
        )
    if p.padding < 1:
        yield warning(
            "Without a lining the shell lies on the wrist's bones.",
            "padding",
            hint="Plan for 3 mm of foam, or leave clear of both bumps of bone.",
        )


def _slots_that_fold(p: WristOrthosis) -> Iterator[Problem]:
    """A slot's half round rim folds where the shell turns away too sharply beside it."""
    t, way = trough(p), (SLOT_WIDTH + p.thickness) / 2
    for slot in slots(p):
        turn = t.down_from_edge(slot.at, slot.side, SLOT_FROM_EDGE)
        if t.turn_beside(slot.at, turn, way) > radians(MOST_TURN_DEG):
            yield refusal(
                "A slot lies where the shell bends too sharply for its round rim.",
                "hand_breadth" if slot.at > 0 else "wrist_breadth",
                "wrap",
                hint="Measure breadth and girth again; a lower edge or a thicker lining lies where it bends less.",
            )
            return


def wall(p: WristOrthosis) -> float:
    """The shell's, in mm: all rims are round."""
    return p.thickness


def slots(p: WristOrthosis) -> Iterator[Slot]:
    """Three straps, each with a slot on both sides: at the forearm's end, behind the wrist, and over the hand."""
    half, hand = (p.strap + SLOT_SPARE) / 2, (p.hand_strap + SLOT_SPARE) / 2
    wrist = wrist_station(p) - WEB - p.thickness / 2 - half
    for at, long in (
        (-p.forearm_length + SLOT_FROM_END + half, 2 * half),
        (wrist, 2 * half),
        (p.palm_length - SLOT_FROM_END - hand, 2 * hand),
    ):
        for side in (-1, 1):
            yield Slot(at, side, long)


def wrist_station(p: WristOrthosis) -> float:
    """Where the wrist is measured inside: just behind the thumb's opening."""
    return -THUMB_BEHIND * p.palm_length


def forearm_station(p: WristOrthosis) -> float:
    """Where the forearm is measured inside: just before the strap at its end."""
    return -p.forearm_length + SLOT_FROM_END + p.strap + SLOT_SPARE + WEB


def build(p: WristOrthosis) -> Any:
    """The left one; the kernel mirrors it for the right."""
    from configurator.shapes.openings import pierced_shell
    from configurator.shapes.trough_nets import trough_nets

    nets = trough_nets(trough(p))
    return pierced_shell(nets.inside, nets.outside, nets.normals, [slot_opening(p, nets, slot) for slot in slots(p)])


def slot_opening(p: WristOrthosis, nets: TroughNets, slot: Slot) -> Opening:
    """As long as the strap's slot in the middle of the wall, through which the strap goes."""
    from configurator.shapes.opening_places import Opening, fitted_opening

    t = trough(p)
    turn = t.down_from_edge(slot.at, slot.side, SLOT_FROM_EDGE)
    opening = Opening(
        centre=t.inside(slot.at, turn),
        length=slot.length,
        width=SLOT_WIDTH,
        along=direction(*slot_ends(t, slot, turn, 0)),
        form="slot",
    )
    return fitted_opening(nets.inside, nets.outside, opening, slot.length)


def slot_ends(t: ArmTrough, slot: Slot, turn: float, depth: float) -> tuple[Point, Point]:
    """Where the rims of a slot begin, so deep in the wall."""
    half = (slot.length + t.thickness) / 2
    return t.wall(slot.at - half, turn, depth), t.wall(slot.at + half, turn, depth)


def direction(start: Point, end: Point) -> Point:
    """The unit vector from one point to another."""
    x, y, z = (b - a for a, b in zip(start, end, strict=True))
    size = dist(start, end)
    return x / size, y / size, z / size


def dimensions(p: WristOrthosis) -> Iterator[Dimension]:
    """What proves the finished part: what forearm, wrist, hand and straps meet."""
    t = trough(p)
    yield from _girths(p, t)
    yield _breadth(t, "wrist_breadth", wrist_station(p))
    yield _breadth(t, "hand_breadth", p.palm_length - SLOT_FROM_END / 2)
    yield from _lengths(p, t)
    yield Thickness(
        name="shell_thickness",
        field="thickness",
        nominal=p.thickness,
        tolerance=0.015 * p.thickness,
        origin=t.middle(forearm_station(p)),
        direction=(0, 0, -1),
    )
    # Those behind the wrist and over the hand, away from the thumb.
    for name, field, slot in zip(
        ("wrist_slot", "hand_slot"), ("strap", "hand_strap"), list(slots(p))[3::2], strict=True
    ):
        yield _strap_slot(p, t, name, field, slot)


def _girths(p: WristOrthosis, t: ArmTrough) -> Iterator[Dimension]:
    """Inside, over the opening straight across, with room for the lining."""
    for name, at in (("forearm_girth", forearm_station(p)), ("wrist_girth", wrist_station(p))):
        size = t.inner_girth(at)
        yield Girth(
            name=f"inner_{name}",
            field=name,
            nominal=size,
            tolerance=0.01 * size,
            origin=t.middle(at),
            normal=X,
            side="inside",
        )


def _breadth(t: ArmTrough, field: str, at: float) -> Distance:
    """Inside jaws across the arm, a little below its middle."""
    turn = radians(LEVEL_DEG)
    x, y, z = t.inside(at, turn)
    box = Box((x - 0.05, -0.05, z - 0.05), (x + 0.05, 0.05, z + 0.05))
    return Distance(
        name=f"inner_{field}",
        field=field,
        nominal=2 * y,
        tolerance=model_tolerance(2 * y, TOLERANCE_MM),
        axis=Y,
        jaws="inside",
        box=box,
    )


def _lengths(p: WristOrthosis, t: ArmTrough) -> Iterator[Dimension]:
    """Over all, and how high the palm lies above the plate: that is the extension."""
    half = p.thickness / 2
    size = t.point(p.palm_length, 0, p.padding + half)[0] + half + p.forearm_length + half
    yield Distance(
        name="overall_length",
        field="forearm_length",
        nominal=size,
        tolerance=model_tolerance(size, TOLERANCE_MM),
        axis=X,
    )
    x, _, z = t.inside(p.palm_length - SLOT_FROM_END, 0)
    column = Box((x - 0.05, -0.05, -1e3), (x + 0.05, 0.05, 1e3))
    yield Distance(
        name="palm_height",
        field="extension",
        nominal=z,
        tolerance=model_tolerance(z, TOLERANCE_MM),
        axis=Z,
        jaws="height",
        box=column,
    )


def _strap_slot(p: WristOrthosis, t: ArmTrough, name: str, field: str, slot: Slot) -> Distance:
    """Along the shell, in the middle of the wall."""
    turn = t.down_from_edge(slot.at, slot.side, SLOT_FROM_EDGE)
    x, y, z = t.wall(slot.at, turn, p.thickness / 2)
    return Distance(
        name=name,
        field=field,
        nominal=slot.length,
        # Over the hand the wall bends most, and the model strays by up to 1.6 %.
        tolerance=min(0.5, 0.019 * slot.length),
        axis=direction(*slot_ends(t, slot, turn, p.thickness / 2)),
        jaws="inside",
        box=Box((x - 0.1, y - 0.1, z - 0.1), (x + 0.1, y + 0.1, z + 0.1)),
    )


def sections(p: WristOrthosis) -> Iterator[Section]:
    """Across forearm and wrist, as seen from behind."""
    for at in (forearm_station(p), wrist_station(p)):
        yield Section(origin=(at, 0, 0), normal=(-1, 0, 0), beyond=False)


def notes(p: WristOrthosis) -> Iterator[str]:
    """What no dimension tells."""
    yield f"Wrist held at {p.extension:g}° of extension. Edges rise {p.wrap:g}° from the middle below."
    if p.padding:
        yield f"Room for a lining of {p.padding:g} mm."
    yield f"Four slots {p.strap + SLOT_SPARE:g} × {SLOT_WIDTH:g} mm for straps of {p.strap:g} mm."
    yield f"Two slots {p.hand_strap + SLOT_SPARE:g} × {SLOT_WIDTH:g} mm for a strap of {p.hand_strap:g} mm."
    yield "All rims are half round."


TEMPLATE = Template(
    id="wrist_orthosis",
    version="1",
    title="Wrist orthosis",
    group="Orthosis",
    summary="A trough under forearm and palm that holds the wrist, made to one arm, with slots for three straps.",
    keywords=("splint", "cock-up", "brace", "hand", "carpal tunnel", "WHO"),
    parameters=WristOrthosis,
    limits=limits,
    check=check,
    build=build,
    dimensions=dimensions,
    mirror=lambda p: p.side == "right",
    measuring={
        "forearm_girth": FOREARM_FROM_ABOVE.line("forearm_girth"),
        "wrist_girth": FOREARM_FROM_ABOVE.line("wrist_girth"),
        "wrist_breadth": FOREARM_FROM_ABOVE.line("wrist_breadth"),
        "hand_girth": FOREARM_FROM_ABOVE.line("hand_girth"),
        "hand_breadth": FOREARM_FROM_ABOVE.line("hand_breadth"),
        "forearm_length": FOREARM_FROM_ABOVE.line("forearm_length"),
        "palm_length": FOREARM_FROM_ABOVE.line("palm_length"),
    },
    presets={
        "usual": WristOrthosis(),
        "carpal tunnel, right": WristOrthosis(
            side="right",
            forearm_girth=265,
            wrist_girth=176,
            wrist_breadth=64,
            hand_girth=212,
            hand_breadth=88,
            forearm_length=165,
            palm_length=86,
            extension=0,
            hand_strap=20,
        ),
        "small hand": WristOrthosis(
            forearm_girth=180,
            wrist_girth=130,
            wrist_breadth=48,
            hand_girth=158,
            hand_breadth=66,
            forearm_length=105,
            palm_length=64,
            extension=25,
            strap=20,
            hand_strap=11,
            thickness=2.5,
            padding=2,
        ),
    },
    preset_titles={
        "usual": "Left, 20° of extension",
        "carpal tunnel, right": "Right, neutral, for carpal tunnel syndrome",
        "small hand": "Thin shell for a small hand, 25° of extension",
    },
    zone="skin",
    prescribed=True,
    offers=("mjf-pa12", "sls-pa12", "fdm-pp"),
    wall=wall,
    sections=sections,
    notes=notes,
    sources=(
        "Length, extension and clearances: JPO 2008 and orthotic practice",
        "Sizes of wrists and hands and their proportions: ANSUR II, 6,068 people",
        "Sections as ellipses, thumb opening, slots and edges: the project's own, see configurator.shapes",
    ),
)
