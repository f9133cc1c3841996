"""The foot from above and from its inner side, with what is measured on it. A left foot, its toes to the right.

Outlines are drawn by this project after the proportions of ANSUR II: a foot of 262, a ball of 100, a heel of 72.
"""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Spot, Words
from configurator.domain.parts.measuring.strokes import arrow, ellipse, size_line, smooth, straight, tape
from configurator.domain.parts.measuring.tools import callipers_across, plate

STANDING = "Standing, the weight on both feet"
TOUCHING = "the jaws touch the skin and do not press"
TAPE = "the tape lies flat and does not dent the skin"

HEEL_TO_BALL = (
    (192, 50), (178, 51), (165, 50), (150, 48), (125, 42), (95, 36), (65, 34), (40, 36), (20, 31), (6, 20), (0, 0),
    (6, -20), (20, -31), (40, -36), (65, -34), (95, -31), (120, -34), (150, -41), (175, -47), (194, -49), (208, -47),
)  # fmt: skip
TOES = (
    ((208, -47), (222, -45), (240, -46), (254, -42), (262, -31), (259, -20), (247, -15), (228, -15)),
    ((228, -15), (240, -16), (251, -13), (255, -5), (250, 2), (238, 3), (222, 2)),
    ((222, 2), (233, 3), (242, 7), (244, 14), (239, 20), (226, 20), (211, 19)),
    ((211, 19), (221, 20), (229, 24), (230, 31), (225, 36), (213, 36), (199, 35)),
    ((199, 35), (207, 36), (213, 40), (213, 47), (206, 51), (192, 50)),
)
NAILS = (((252, -31), 6, 8), ((249, -5), 4, 5), ((239, 13), 3.5, 4.5), ((225, 30), 3.5, 4), ((209, 44), 3, 3.5))
TENDONS = (
    ((218, -31), (180, -27), (130, -12), (96, -2)),
    ((212, -6), (175, -5), (130, 0), (98, 4)),
    ((204, 11), (170, 12), (130, 11), (98, 10)),
    ((192, 27), (165, 27), (130, 21), (98, 15)),
)


def _from_above() -> tuple[Path, ...]:
    return (
        smooth(HEEL_TO_BALL, *TOES, closed=True),
        *(ellipse(middle, wide, high, "detail") for middle, wide, high in NAILS),
        *(smooth(each, pen="detail") for each in TENDONS),
        ellipse((66, 0), 32, 27, "hidden"),
        ellipse((74, -31), 9, 7, "landmark"),
        ellipse((62, 30), 9, 7, "landmark"),
    )


def _extension(x: float, start: float, end: float) -> Path:
    return straight((x, start), (x, end), pen="detail")


HEEL_PLATE = plate((-9, -58), (0, 58))

FOOT_FROM_ABOVE = MeasuringFigure(
    title="The left foot from above",
    box=(-42, -110, 300, 84),
    paths=_from_above(),
    words=(Words("outer side", (118, 56)), Words("inner side", (148, -58))),
    marks={
        "length": MeasuringMark(
            title="Foot length",
            tool="Measuring board or long callipers: heel against the plate, the slide at the longest toe",
            tightness="both touch the skin and do not press",
            load=STANDING,
            paths=(
                HEEL_PLATE,
                plate((262, -58), (270, 20)),
                _extension(0, -58, -92),
                _extension(262, -58, -92),
                *size_line((0, -86), (262, -86)),
            ),
            words=(Words("foot length", (131, -102)),),
        ),
        "breadth": MeasuringMark(
            title="Foot breadth",
            tool="Callipers across the ball at its widest, square to the foot's length",
            tightness=TOUCHING,
            load=STANDING,
            paths=(*callipers_across(276, (186, -49), (160, 51)), *size_line((183, -49), (183, 51))),
            words=(Words("foot breadth", (196, 72)),),
        ),
        "ball_length": MeasuringMark(
            title="Ball of foot length",
            tool="Measuring board: heel against the plate, the slide level with the bulge of the big toe's joint",
            tightness="feel for the joint first; the slide touches and does not press",
            load=STANDING,
            paths=(
                HEEL_PLATE,
                straight((194, -51), (189, -72), (199, -72), pen="tool", closed=True),
                ellipse((194, -42), 7, 7, "size"),
                _extension(0, -58, -92),
                _extension(194, -72, -92),
                *size_line((0, -86), (194, -86)),
            ),
            words=(Words("ball of foot length", (97, -102)), Words("big toe's joint", (206, -66), "left")),
        ),
        "heel_breadth": MeasuringMark(
            title="Heel breadth",
            tool="Callipers across the heel at its widest, from behind, below and behind the ankle bones",
            tightness=TOUCHING,
            load=STANDING,
            paths=(*callipers_across(-18, (50, -36), (50, 36)), *size_line((40, -36), (40, 36))),
            words=(Words("heel breadth", (30, 66)), Words("ankle bones", (72, -57))),
        ),
        "malleolus_breadth": MeasuringMark(
            title="Ankle bone breadth",
            tool="Callipers across both ankle bones, aslant: the inner one stands higher and further forwards",
            tightness=TOUCHING,
            load=STANDING,
            paths=(*callipers_across(-18, (74, -38), (62, 37)), *size_line((68, -38), (68, 37))),
            words=(Words("ankle bone breadth", (30, 70)), Words("ankle bones", (72, -57))),
        ),
    },
)

HEADS = (((194, -36), 12, 11), ((190, -12), 8, 9), ((183, 6), 7, 8), ((175, 22), 7, 8), ((167, 38), 8, 8))
# Behind the heads, from under the first to under the fifth.
LINE_OF_HEADS = ((182, -46), (181, -12), (174, 6), (166, 22), (157, 48))
PAD = ((170, -14), (167, 0), (158, 20), (140, 24), (112, 18), (100, 6), (112, -8), (140, -18))

FOOT_FROM_BELOW = MeasuringFigure(
    title="The left foot, as if seen through from above, with the heads of its metatarsals",
    box=(-42, -110, 300, 84),
    paths=(
        smooth(HEEL_TO_BALL, *TOES, closed=True),
        ellipse((38, 0), 34, 27, "hidden"),
        *(ellipse(middle, wide, high, "landmark") for middle, wide, high in HEADS),
        smooth(LINE_OF_HEADS, pen="hidden"),
    ),
    words=(Words("outer side", (100, 56)), Words("inner side", (112, -58)), Words("seen through from above", (70, 74))),
    marks={
        "behind_heads": MeasuringMark(
            title="Behind the heads",
            tool="Feel for the heads from below and mark them; a rule from their line back to the pad's front edge",
            tightness="along the foot, from the line through the middles of the heads",
            load="The foot hangs free, toes bent up so that the heads stand out",
            paths=(
                smooth(PAD, pen="tool", closed=True),
                _extension(170, -12, -82),
                _extension(181, -12, -82),
                straight((181, -76), (206, -76), pen="size"),
                straight((170, -76), (145, -76), pen="size"),
                arrow((181, -76), (-1, 0)),
                arrow((170, -76), (1, 0)),
            ),
            words=(
                Words("behind the heads", (176, -98)),
                Words("pad", (128, 0)),
                Words("line of the heads", (206, 64)),
            ),
        )
    },
)

LEG_AND_FOOT = (
    (9, 196), (11, 165), (14, 130), (15, 104), (9, 78), (3, 52), (0, 28), (4, 10), (18, 1), (40, 0), (62, 3),
    (84, 11), (108, 18), (132, 16), (156, 8), (176, 1), (200, 0), (220, 3), (236, 3), (250, 1), (260, 6), (262, 14),
    (254, 24), (236, 30), (214, 38), (188, 52), (160, 68), (132, 84), (108, 100), (94, 118), (88, 142), (87, 168),
    (90, 196),
)  # fmt: skip


def _from_the_side() -> tuple[Path, ...]:
    return (
        smooth(LEG_AND_FOOT),
        smooth(((2, 193), (30, 200), (62, 192), (96, 199)), pen="hidden"),
        smooth(((246, 27), (255, 22), (259, 15)), pen="detail"),
        smooth(((226, 4), (230, 12), (228, 19)), pen="detail"),
        ellipse((72, 78), 11, 12, "landmark"),
        ellipse((108, 47), 8, 6, "landmark", 20),
        ellipse((196, 24), 9, 9, "landmark"),
    )


FLOOR = straight((-30, 0), (292, 0), pen="detail")
BOARD = plate((-14, -9), (236, 0))


def _height(title: str, tool: str, spot: Spot, aside: float, words: Words, tightness: str) -> MeasuringMark:
    """A height above the floor, taken with a gauge whose arm touches the spot."""
    low, high = min(spot[0], aside), max(spot[0], aside)
    return MeasuringMark(
        title=title,
        tool=tool,
        tightness=tightness,
        load=STANDING,
        paths=(
            FLOOR,
            straight((low, spot[1]), (high, spot[1]), pen="detail"),
            ellipse(spot, 4, 4, "size"),
            *size_line((aside, 0), (aside, spot[1])),
        ),
        words=(words,),
    )


FOOT_FROM_THE_SIDE = MeasuringFigure(
    title="The left foot from its inner side",
    box=(-42, -34, 300, 206),
    paths=_from_the_side(),
    words=(),
    marks={
        "arch_height": MeasuringMark(
            title="Arch height",
            tool="A rule upright on a flat board under heel and ball, up to where the shell's inner edge will lie",
            tightness="the board touches heel and ball and does not push; the edge stays just below the navicular bone",
            load="The foot hangs free, ankle at a right angle, held in its neutral position: nobody stands on it",
            paths=(
                BOARD,
                smooth(((24, 12), (56, 20), (86, 32), (112, 36), (140, 26), (170, 6)), pen="size"),
                straight((112, 36), (152, 36), pen="detail"),
                *size_line((146, 0), (146, 36)),
            ),
            words=(
                Words("arch height", (124, 42), "left"),
                Words("board at heel and ball", (111, -24)),
                Words("navicular", (98, 48), "right"),
            ),
        ),
        "navicular_height": _height(
            "Navicular height",
            "Height gauge from the floor to the bump of the navicular bone on the inner side (its tuberosity)",
            (108, 47),
            172,
            Words("navicular height", (180, -16)),
            "feel for the bone and mark it first",
        ),
        "instep_height": _height(
            "Instep height",
            "Height gauge from the floor to the top of the foot, half way along its length",
            (132, 84),
            214,
            Words("instep height", (214, -16)),
            "the arm touches the skin and does not press",
        ),
        "ankle_height": _height(
            "Ankle height",
            "Height gauge from the floor to the most prominent point of the ankle bone",
            (72, 78),
            -20,
            Words("ankle height", (30, -16)),
            "the arm touches the bone's tip",
        ),
        "ball_girth": MeasuringMark(
            title="Ball girth",
            tool="Tape round the ball, over the joints of big and little toe",
            tightness=TAPE,
            load=STANDING,
            paths=(FLOOR, *tape((194, 0), (203, 16), (201, 32), (192, 50))),
            words=(Words("ball girth", (200, -16)),),
        ),
        "ankle_girth": MeasuringMark(
            title="Ankle girth",
            tool="Tape round the leg where it is thinnest, above the ankle bones, level",
            tightness=TAPE,
            load=STANDING,
            paths=(FLOOR, *tape((14, 136), (36, 128), (64, 128), (89, 137))),
            words=(Words("ankle girth", (100, 134), "left"),),
        ),
    },
)
