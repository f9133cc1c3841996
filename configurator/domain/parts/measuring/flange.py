"""A flange with a bore and bolts, and a cover with two bores, from in front: what a gasket for them is measured by."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Words
from configurator.domain.parts.measuring.strokes import ellipse, size_line, straight
from configurator.domain.parts.measuring.tools import callipers_across, callipers_down

# In units of the drawing. Of the flange: radii of bore, body, bolt hole, ear, and of a round one; a bolt's distance.
BORE, BODY, HOLE, EAR, ROUND, BOLT = 32.0, 48.0, 9.0, 20.0, 92.0, 74.0
# Of the cover: half its length and width, the bores' and holes' places beside the middle, and the bores' radius.
HALF_LENGTH, HALF_WIDTH, BORE_AWAY, HOLE_AWAY, HOLE_UP, THROAT = 128.0, 64.0, 44.0, 110.0, 46.0, 34.0


def _hole(x: float, y: float, radius: float, beyond: float = 6.0) -> tuple[Path, ...]:
    """With the lines through its middle."""
    reach = radius + beyond
    return (
        ellipse((x, y), radius, radius),
        straight((x - reach, y), (x + reach, y), pen="detail"),
        straight((x, y - reach), (x, y + reach), pen="detail"),
    )


def _flange() -> tuple[Path, ...]:
    sides = (((20, 44), (77, 19)), ((-20, 44), (-77, 19)), ((20, -44), (77, -19)), ((-20, -44), (-77, -19)))
    return (
        *(straight(*side) for side in sides),
        ellipse((0, 0), BODY, BODY, "detail"),
        *(ellipse((side * BOLT, 0), EAR, EAR, "detail") for side in (-1, 1)),
        *_hole(0, 0, BORE),
        *(path for side in (-1, 1) for path in _hole(side * BOLT, 0, HOLE)),
    )


def _cover() -> tuple[Path, ...]:
    wide, high = HALF_LENGTH, HALF_WIDTH
    return (
        straight((-wide, -high), (wide, -high), (wide, high), (-wide, high), closed=True),
        *(path for side in (-1, 1) for path in _hole(side * BORE_AWAY, 0, THROAT)),
        *(path for x in (-1, 1) for y in (-1, 1) for path in _hole(x * HOLE_AWAY, y * HOLE_UP, HOLE)),
    )


FLANGE_FROM_IN_FRONT = MeasuringFigure(
    title="A flange from in front",
    box=(-172, -116, 172, 116),
    paths=_flange(),
    words=(),
    marks={
        "bore": MeasuringMark(
            title="Bore",
            tool="Inside jaws of the callipers across the bore, twice at right angles; of two ports the larger counts",
            tightness="the jaws touch and do not wedge",
            load="",
            paths=(*callipers_down(70, (-BORE, 0), (BORE, 0), inside=True), *size_line((-BORE, -8), (BORE, -8))),
            words=(Words("bore", (12.5, -19)),),
        ),
        "bolt_hole": MeasuringMark(
            title="Bolt hole",
            tool="Inside jaws of the callipers across a hole of the flange, or across the bolt, and half a millimetre",
            tightness="the jaws touch and do not wedge",
            load="",
            paths=(
                *callipers_down(50, (BOLT - HOLE, 0), (BOLT + HOLE, 0), inside=True),
                straight((BOLT - HOLE, 0), (BOLT + HOLE, 0), pen="size"),
            ),
            words=(Words("bolt hole", (BOLT, -38)),),
        ),
        "bolt_circle": MeasuringMark(
            title="Bolt circle",
            tool="Inside jaws over two opposite holes, from outer edge to outer edge, less one hole's diameter",
            tightness="of three holes: the same between two of them, times 1.155",
            load="",
            paths=(
                *(straight((side * BOLT, 0), (side * BOLT, -74), pen="detail") for side in (-1, 1)),
                *size_line((-BOLT, -68), (BOLT, -68)),
            ),
            words=(Words("bolt circle", (0, -86)),),
        ),
        "outside": MeasuringMark(
            title="Outside diameter",
            tool="Callipers across a round flange without ears, or the old gasket, twice at right angles",
            tightness="closed until both jaws touch",
            load="",
            paths=(
                ellipse((0, 0), ROUND, ROUND, "hidden"),
                *callipers_across(128, (0, -ROUND), (0, ROUND)),
                straight((-ROUND, 0), (-ROUND, -106), pen="detail"),
                straight((ROUND, 0), (ROUND, -106), pen="detail"),
                *size_line((-ROUND, -100), (ROUND, -100)),
            ),
            words=(Words("outside diameter", (0, -112)),),
        ),
    },
)

COVER_FROM_IN_FRONT = MeasuringFigure(
    title="A cover from in front",
    box=(-184, -116, 184, 112),
    paths=_cover(),
    words=(),
    marks={
        "length": MeasuringMark(
            title="Length",
            tool="Callipers over the whole, the long way",
            tightness="closed until both jaws touch",
            load="",
            paths=(
                *(
                    straight((side * HALF_LENGTH, -HALF_WIDTH), (side * HALF_LENGTH, -94), pen="detail")
                    for side in (-1, 1)
                ),
                *size_line((-HALF_LENGTH, -88), (HALF_LENGTH, -88)),
            ),
            words=(Words("length", (0, -104)),),
        ),
        "width": MeasuringMark(
            title="Width",
            tool="Callipers over the whole, the short way",
            tightness="closed until both jaws touch",
            load="",
            paths=(
                *(
                    straight((HALF_LENGTH, side * HALF_WIDTH), (158, side * HALF_WIDTH), pen="detail")
                    for side in (-1, 1)
                ),
                *size_line((152, -HALF_WIDTH), (152, HALF_WIDTH)),
            ),
            words=(Words("width", (150, 74)),),
        ),
        "bore_spacing": MeasuringMark(
            title="Bore spacing",
            tool="Inside jaws over both bores, from outer edge to outer edge, less one bore's diameter",
            tightness="the jaws touch the edges; both bores must be equally wide",
            load="",
            paths=(
                *(straight((side * BORE_AWAY, 0), (side * BORE_AWAY, 92), pen="detail") for side in (-1, 1)),
                *size_line((-BORE_AWAY, 86), (BORE_AWAY, 86)),
            ),
            words=(Words("bore spacing", (0, 96)),),
        ),
        "along": MeasuringMark(
            title="Holes along",
            tool="Inside jaws over two holes along it, from outer edge to outer edge, less one hole's diameter",
            tightness="the jaws touch the edges; both holes must be equally wide",
            load="",
            paths=(
                *(straight((side * HOLE_AWAY, -HOLE_UP), (side * HOLE_AWAY, -94), pen="detail") for side in (-1, 1)),
                *size_line((-HOLE_AWAY, -88), (HOLE_AWAY, -88)),
            ),
            words=(Words("holes along", (0, -104)),),
        ),
        "across": MeasuringMark(
            title="Holes across",
            tool="Inside jaws over two holes across it, from outer edge to outer edge, less one hole's diameter",
            tightness="the jaws touch the edges; both holes must be equally wide",
            load="",
            paths=(
                *(straight((HOLE_AWAY, side * HOLE_UP), (158, side * HOLE_UP), pen="detail") for side in (-1, 1)),
                *size_line((152, -HOLE_UP), (152, HOLE_UP)),
            ),
            words=(Words("holes", (152, 74)), Words("across", (152, 58))),
        ),
    },
)
