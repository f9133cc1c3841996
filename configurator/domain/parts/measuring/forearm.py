"""Forearm and hand from above, palm up, with what is measured on them. A left arm, its fingers to the right.

Outlines are drawn by this project after the proportions of ANSUR II: a hand of 193, a palm of 116 and 88 across.
"""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Spot, Words
from configurator.domain.parts.measuring.strokes import ellipse, size_line, smooth, straight, tape
from configurator.domain.parts.measuring.tools import callipers_across

RESTING = "The forearm and the hand's back rest on a table, fingers straight and relaxed"
TAPE = "the tape lies flat and does not dent the skin"
TOUCHING = "the jaws touch the skin and do not press"

THUMB_SIDE = (
    (-178, 48), (-130, 45), (-90, 39), (-55, 33), (-25, 30), (0, 31), (18, 37), (36, 50), (56, 68), (76, 84), (96, 95),
    (108, 96), (112, 87), (104, 78), (92, 68), (82, 56), (80, 46), (92, 43), (108, 42),
)  # fmt: skip
FINGERS = (
    ((108, 42), (130, 42), (152, 41), (170, 38), (176, 30), (170, 23), (150, 21), (116, 20)),
    ((116, 20), (140, 21), (168, 20), (184, 17), (190, 9), (184, 1), (168, -1), (118, -2)),
    ((118, -2), (140, -1), (160, -2), (174, -5), (179, -12), (174, -19), (158, -21), (112, -22)),
    ((112, -22), (128, -23), (140, -25), (149, -28), (152, -34), (146, -39), (130, -41), (104, -43)),
)
LITTLE_FINGER_SIDE = (
    (104, -43), (84, -46), (60, -45), (36, -41), (14, -34), (0, -31), (-25, -30), (-55, -33), (-90, -39), (-130, -44),
    (-178, -47),
)  # fmt: skip
CREASES = (
    ((94, -44), (90, -26), (95, -6), (106, 12), (112, 24)),
    ((86, 44), (76, 26), (54, 10), (30, 5), (8, 6)),
    ((84, 43), (82, 26), (74, 4), (66, -18), (62, -34)),
)
WRIST_CREASE = ((0, -31), (4, -14), (4, 14), (0, 31))
FOREARM_END, PALM_END = -120.0, 93.0


def _outline() -> tuple[Path, ...]:
    return (
        smooth(THUMB_SIDE, *FINGERS, LITTLE_FINGER_SIDE),
        smooth(((-178, 48), (-172, 16), (-182, -16), (-178, -47)), pen="hidden"),
        smooth(WRIST_CREASE, pen="detail"),
        *(smooth(each, pen="detail") for each in CREASES),
    )


def _girth(title: str, tool: str, words: Words, *spots: Spot) -> MeasuringMark:
    return MeasuringMark(title, tool, TAPE, RESTING, tape(*spots), (words,))


def _breadth(title: str, tool: str, beam: float, low: Spot, high: Spot, words: Words) -> MeasuringMark:
    paths = (*callipers_across(beam, low, high), *size_line((low[0] - 6, low[1]), (high[0] - 6, high[1])))
    return MeasuringMark(title, tool, TOUCHING, RESTING, paths, (words,))


def _along(title: str, tool: str, end: float, words: Words, tightness: str) -> MeasuringMark:
    """From the wrist's crease along the arm, below the hand."""
    low, high = sorted((0.0, end))
    return MeasuringMark(
        title,
        tool,
        tightness,
        RESTING,
        (
            smooth(WRIST_CREASE, pen="size"),
            ellipse((end, 0), 4, 4, "size"),
            straight((0, -31), (0, -78), pen="detail"),
            straight((end, 0), (end, -78), pen="detail"),
            *size_line((low, -72), (high, -72)),
        ),
        (words,),
    )


FOREARM_FROM_ABOVE = MeasuringFigure(
    title="The left forearm and hand from above, palm up",
    box=(-196, -104, 206, 116),
    paths=_outline(),
    words=(Words("thumb", (124, 90), "left"), Words("palm", (34, -16)), Words("to the elbow", (-172, 78), "left")),
    marks={
        "forearm_girth": _girth(
            "Forearm girth",
            "Tape round the forearm, square to it, two thirds of the way from the wrist's crease to the elbow's",
            Words("forearm girth", (FOREARM_END, 60)),
            (FOREARM_END, -43),
            (FOREARM_END + 7, -15),
            (FOREARM_END + 7, 15),
            (FOREARM_END, 43),
        ),
        "wrist_girth": _girth(
            "Wrist girth",
            "Tape round the wrist over its crease, towards the hand from the two bumps of bone",
            Words("wrist girth", (-10, 60)),
            *WRIST_CREASE,
        ),
        "wrist_breadth": _breadth(
            "Wrist breadth",
            "Callipers across the wrist, level with its crease, from the thumb's side to the little finger's",
            -34,
            (0, -31),
            (0, 31),
            Words("wrist breadth", (-6, 60)),
        ),
        "hand_girth": _girth(
            "Hand girth",
            "Tape round the hand over the knuckles of index and little finger, without the thumb",
            Words("hand girth", (100, -64)),
            (96, -45),
            (101, -15),
            (101, 15),
            (96, 43),
        ),
        "hand_breadth": _breadth(
            "Hand breadth",
            "Callipers across the hand at the knuckles of index and little finger, without the thumb",
            206 - 12,
            (100, -44),
            (100, 43),
            Words("hand breadth", (100, -64)),
        ),
        "forearm_length": _along(
            "Wrist to forearm",
            "Tape or rule from the wrist's crease along the arm to where the forearm's girth is taken",
            FOREARM_END,
            Words("wrist to forearm", (FOREARM_END / 2, -92)),
            "the tape lies straight and is not stretched",
        ),
        "palm_length": _along(
            "Wrist to palm",
            "Rule from the wrist's crease to 5 mm short of the far crease of the palm, in line with the middle finger",
            PALM_END,
            Words("wrist to palm", (PALM_END / 2, -92)),
            "bend the fingers first, to see the crease; the rule lies on the palm",
        ),
    },
)
