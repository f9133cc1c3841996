"""The lower leg from its outer side, with what is measured on it. A right leg, its toes to the right.

The outline is drawn by this project after the proportions of ANSUR II: a calf of 382 and an ankle of 222 round.
"""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Spot, Words
from configurator.domain.parts.measuring.strokes import ellipse, size_line, smooth, straight, tape

STANDING = "Standing, or sitting with the foot flat on the floor; the shin upright"
TAPE = "the tape lies flat and level and does not dent the skin"
TOUCHING = "the arm touches the skin and does not press"

LEG_AND_FOOT = (
    (-12, 240), (-16, 215), (-21, 190), (-22, 165), (-18, 140), (-9, 112), (-1, 88), (4, 68), (3, 50), (-2, 34),
    (-3, 16), (6, 2), (30, 0), (66, 1), (100, 0), (126, 0), (141, 4), (140, 13), (124, 21), (100, 31), (78, 44),
    (60, 60), (52, 76), (50, 98), (51, 130), (52, 165), (54, 195), (62, 215), (66, 240),
)  # fmt: skip
MALLEOLUS: Spot = (38, 42)
ANKLE, CALF, TOP = 68.0, 172.0, 205.0
FLOOR = straight((-130, 0), (190, 0), pen="detail")


def _leg() -> tuple[Path, ...]:
    return (
        smooth(LEG_AND_FOOT),
        smooth(((-14, 238), (10, 244), (40, 235), (68, 242)), pen="hidden"),
        ellipse(MALLEOLUS, 6, 8, "landmark"),
        ellipse((14, 222), 7, 8, "landmark"),
        smooth(((134, 13), (139, 11), (141, 8)), pen="detail"),
    )


def _height(title: str, tool: str, spot: Spot, aside: float, words: Words, tightness: str) -> MeasuringMark:
    """A height above the floor, of a spot whose level is drawn to the side."""
    low, high = min(spot[0], aside), max(spot[0], aside)
    return MeasuringMark(
        title=title,
        tool=tool,
        tightness=tightness,
        load=STANDING,
        paths=(
            FLOOR,
            straight((low, spot[1]), (high, spot[1]), pen="detail"),
            ellipse(spot, 3, 3, "size"),
            *size_line((aside, 0), (aside, spot[1])),
        ),
        words=(words, Words("head of the fibula", (72, 219), "left")) if spot[1] == TOP else (words,),
    )


def _girth(title: str, tool: str, words: Words, *spots: Spot) -> MeasuringMark:
    return MeasuringMark(
        title=title, tool=tool, tightness=TAPE, load=STANDING, paths=(FLOOR, *tape(*spots)), words=(words,)
    )


LOWER_LEG = MeasuringFigure(
    title="The right leg from its outer side",
    box=(-150, -26, 210, 252),
    paths=_leg(),
    words=(),
    marks={
        "malleolus_height": _height(
            "Ankle bone height",
            "Height gauge from the floor to the most prominent point of the outer ankle bone",
            MALLEOLUS,
            -60,
            Words("ankle bone height", (-60, -18)),
            "feel for the point and mark it first; the arm touches it",
        ),
        "ankle_height": _height(
            "Ankle girth height",
            "Height gauge or rule from the floor to the middle of the tape, where the ankle's girth is taken",
            (4, ANKLE),
            -60,
            Words("ankle girth height", (-60, -18)),
            TOUCHING,
        ),
        "calf_height": _height(
            "Calf girth height",
            "Height gauge or rule from the floor to the middle of the tape, where the calf's girth is taken",
            (-22, CALF),
            -80,
            Words("calf girth height", (-80, -18)),
            TOUCHING,
        ),
        "shell_height": _height(
            "Shell height",
            "Height gauge from the floor to where the shell shall end: 20 to 40 mm below the head of the fibula",
            (-19, TOP),
            -100,
            Words("shell height", (-100, -18)),
            "feel for the head of the fibula first, and keep clear of the nerve below it",
        ),
        "ankle_girth": _girth(
            "Ankle girth",
            "Tape round the leg where it is thinnest, above the ankle bones, level",
            Words("ankle girth", (66, 66), "left"),
            (4, 70),
            (20, 64),
            (38, 64),
            (54, 70),
        ),
        "calf_girth": _girth(
            "Calf girth",
            "Tape round the calf where it is thickest, level",
            Words("calf girth", (66, 170), "left"),
            (-22, 174),
            (4, 166),
            (30, 166),
            (53, 174),
        ),
    },
)
