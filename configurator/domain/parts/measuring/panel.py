"""A car's sheet metal in section: a hole, the grommet that will sit in it, or the cable that goes through it."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Words
from configurator.domain.parts.measuring.strokes import size_line, smooth, straight
from configurator.domain.parts.measuring.tools import callipers_across, callipers_down

# In units of the drawing: half of hole, cable and flange; the sheet's two faces; the flanges' outsides.
HOLE, CABLE, FLANGE, SHEET_END = 56.0, 30.0, 78.0, 150.0
BACK, FACE, LOW, HIGH = -9.0, 9.0, -25.0, 25.0
BEAD = 118.0
HATCH_STEP = 12.0


def _sheet(side: float) -> tuple[Path, ...]:
    """One side of the hole, hatched as a cut."""
    edges = sorted((side * HOLE, side * SHEET_END))
    thick = FACE - BACK
    starts = [edges[0] + HATCH_STEP * number for number in range(int((SHEET_END - HOLE - thick) // HATCH_STEP) + 1)]
    body = straight((edges[0], BACK), (edges[1], BACK), (edges[1], FACE), (edges[0], FACE), pen="cut", closed=True)
    hatch = (straight((x, BACK), (x + thick, FACE), pen="detail") for x in starts)
    return (body, *hatch)


def _grommet(side: float) -> Path:
    """One half, as it will sit."""
    profile = (
        (CABLE, LOW), (FLANGE, LOW), (FLANGE, BACK), (HOLE, BACK),
        (HOLE, FACE), (FLANGE, FACE), (FLANGE, HIGH), (CABLE, HIGH),
    )  # fmt: skip
    return straight(*((side * x, y) for x, y in profile), pen="hidden", closed=True)


def _cable(low: float, high: float) -> tuple[Path, ...]:
    """A length of it, broken off at both ends."""
    return (
        straight((-CABLE, low), (-CABLE, high), pen="detail"),
        straight((CABLE, low), (CABLE, high), pen="detail"),
        *(
            smooth(((-CABLE, y), (-CABLE / 2, y + 5), (0, y), (CABLE / 2, y - 5), (CABLE, y)), pen="detail")
            for y in (low, high)
        ),
    )


PANEL_IN_SECTION = MeasuringFigure(
    title="A hole in sheet metal, cut through its middle",
    box=(-172, -112, 172, 92),
    paths=(*_sheet(-1), *_sheet(1)),
    words=(Words("sheet metal", (-128, 22)),),
    marks={
        "hole": MeasuringMark(
            title="Hole diameter",
            tool="Inside jaws of the callipers across the hole, twice at right angles: the smaller counts",
            tightness="the jaws touch both edges; take off burrs first",
            load="The hole empty, without cable and grommet",
            paths=(
                *callipers_down(44, (-HOLE, BACK), (HOLE, BACK), inside=True),
                *size_line((-HOLE, -30), (HOLE, -30)),
                straight((-HOLE, BACK), (-HOLE, -36), pen="detail"),
                straight((HOLE, BACK), (HOLE, -36), pen="detail"),
            ),
            words=(Words("hole", (0, -46)),),
        ),
        "sheet": MeasuringMark(
            title="Panel thickness",
            tool="Callipers on the sheet beside the hole, with its paint",
            tightness="closed until both jaws touch; not over a burr or a weld",
            load="",
            paths=(
                *callipers_across(158, (112, BACK), (112, FACE)),
                *size_line((104, BACK - 20), (104, BACK)),
                *size_line((104, FACE + 20), (104, FACE)),
            ),
            words=(Words("panel thickness", (100, -46)),),
        ),
        "cable": MeasuringMark(
            title="Cable diameter",
            tool="Callipers across the sheath",
            tightness="until the jaws touch, without squeezing it",
            load="The cable as it is, not stretched",
            paths=(
                *_cable(-74, 82),
                *callipers_down(-92, (-CABLE, -52), (CABLE, -52)),
                *size_line((-CABLE, -58), (CABLE, -58)),
            ),
            words=(Words("cable", (58, -62), "left"),),
        ),
        "flange": MeasuringMark(
            title="Flange diameter",
            tool="Rule from the middle of the hole to the nearest bead, screw or edge: twice that is the most",
            tightness="the flange lies all round on flat metal",
            load="",
            paths=(
                straight((0, -60), (0, 70), pen="detail"),
                _grommet(-1),
                _grommet(1),
                straight((BEAD - 9, FACE), (BEAD - 5, 24), (BEAD + 5, 24), (BEAD + 9, FACE), pen="cut", closed=True),
                straight((BEAD - 9, 24), (BEAD - 9, 58), pen="detail"),
                *size_line((0, 52), (BEAD - 9, 52)),
                straight((-FLANGE, LOW), (-FLANGE, -60), pen="detail"),
                straight((FLANGE, LOW), (FLANGE, -60), pen="detail"),
                *size_line((-FLANGE, -54), (FLANGE, -54)),
            ),
            words=(Words("half at most", (12, 58), "left"), Words("bead", (BEAD + 14, 28)), Words("flange", (0, -72))),
        ),
    },
)
