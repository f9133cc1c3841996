"""Flat gasket: a sheet cut after a drawing, with every hole that the drawing has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from configurator.sdk import (
    Circle,
    Diameter,
    Dimension,
    Distance,
    Limit,
    Outline,
    Parameters,
    Point,
    Position,
    Round,
    Template,
    Thickness,
    X,
    Y,
    Z,
    length,
    model_tolerance,
    outline,
    parse_outline,
)

# The project's own choices: the least that stands between two edges, in mm, how many holes are measured, by how much
# holes in line may be off it, in mm, and how many the drawing lists.
LEAST_WEB = 1.0
MEASURED_HOLES = 12
IN_LINE_MM = 0.05
LISTED_HOLES = 24
CARBURETTOR = (
    "M 0 15 A 15 15 0 0 1 15 0 L 65 0 A 15 15 0 0 1 80 15 L 80 35 A 15 15 0 0 1 65 50 L 15 50 A 15 15 0 0 1 0 35 Z"
    " M 22 25 A 18 18 0 0 0 40 43 A 18 18 0 0 0 58 25 A 18 18 0 0 0 40 7 A 18 18 0 0 0 22 25 Z"
    " M 5.75 25 A 4.25 4.25 0 0 0 10 29.25 A 4.25 4.25 0 0 0 14.25 25 A 4.25 4.25 0 0 0 10 20.75"
    " A 4.25 4.25 0 0 0 5.75 25 Z"
    " M 65.75 25 A 4.25 4.25 0 0 0 70 29.25 A 4.25 4.25 0 0 0 74.25 25 A 4.25 4.25 0 0 0 70 20.75"
    " A 4.25 4.25 0 0 0 65.75 25 Z"
)
WASHER = (
    "M 0 6 A 6 6 0 0 1 6 0 A 6 6 0 0 1 12 6 A 6 6 0 0 1 6 12 A 6 6 0 0 1 0 6 Z"
    " M 2.75 6 A 3.25 3.25 0 0 0 6 9.25 A 3.25 3.25 0 0 0 9.25 6 A 3.25 3.25 0 0 0 6 2.75 A 3.25 3.25 0 0 0 2.75 6 Z"
)
COVER = "M 0 0 L 240 0 L 300 60 L 300 160 L 0 160 Z M 20 20 L 20 140 L 280 140 L 280 68.2843 L 231.7157 20 Z"


class FlatGasket(Parameters):
    """The drawing, and the sheet's thickness in mm."""

    shape: str = outline(
        *(WASHER, CARBURETTOR, COVER),
        title="Outline",
        group="Drawing",
        guide="Draw or trace the flange at its true size; leave out dimensions and centre lines.",
    )
    thickness: float = length(
        1.5, 0.5, 6, title="Thickness", group="Sheet", guide="Of the old gasket where it was not squeezed."
    )


def drawing(p: FlatGasket) -> Outline:
    """The outline with its holes; the lower left of its box is the origin."""
    return parse_outline(p.shape)


def web(p: FlatGasket) -> float:
    """The least in mm between a hole and another, or the edge."""
    gap = drawing(p).least_gap
    return gap if gap is not None else min(drawing(p).width, drawing(p).height)


def limits(p: FlatGasket) -> Iterator[Limit]:
    """A thick sheet needs more between its edges: at most four times it stands there."""
    thickest = max(0.5, 4 * web(p))
    yield Limit("thickness", 0.5, min(6, thickest), "so little stands between two of its edges", ("shape",))


def wall(p: FlatGasket) -> float:
    """The thinnest in mm: the sheet, or between two edges."""
    return min(p.thickness, web(p))


def build(p: FlatGasket) -> Any:
    """The drawing lies on z = 0."""
    from configurator.shapes.flat_sheet import flat_sheet

    return flat_sheet(drawing(p).loops, p.thickness)


def dimensions(p: FlatGasket) -> Iterator[Dimension]:
    """Over all, the sheet, and the round holes."""
    shape = drawing(p)
    for name, size, axis in (("length", shape.width, X), ("width", shape.height, Y)):
        yield Distance(name=name, field="shape", nominal=size, tolerance=model_tolerance(size), axis=axis)
    yield Thickness(
        name="thickness",
        field="thickness",
        nominal=p.thickness,
        tolerance=model_tolerance(p.thickness),
        origin=(*_on_the_sheet(shape), 10 * p.thickness),
        direction=(0, 0, -1),
        spot=0.2,
    )
    for number, circle in enumerate(shape.circles[:MEASURED_HOLES], 1):
        yield Diameter(
            name=f"hole_{number}",
            field="shape",
            nominal=circle.diameter,
            tolerance=model_tolerance(circle.diameter),
            centre=(*circle.centre, p.thickness / 2),
            role="bore",
        )
    yield from _hole_positions(p)


def _hole_positions(p: FlatGasket) -> Iterator[Dimension]:
    """Of each hole from the first of the largest, to the right and upwards; what is in line needs none."""
    holes = drawing(p).circles[:MEASURED_HOLES]
    largest = max(holes, key=lambda each: each.diameter, default=None)
    for number, hole in enumerate(holes, 1):
        for word, axis, coordinate in (("across", X, 0), ("up", Y, 1)):
            away = hole.centre[coordinate] - (largest or hole).centre[coordinate]
            if abs(away) > IN_LINE_MM:
                ends = (largest or hole, hole) if away > 0 else (hole, largest or hole)
                yield _position(f"hole_{number}_{word}", axis, ends, abs(away), p.thickness / 2)


def _position(name: str, axis: Point, ends: tuple[Circle, Circle], apart: float, z: float) -> Position:
    datum, of = (Round(centre=(*each.centre, z), diameter=each.diameter) for each in ends)
    return Position(
        name=name, field="shape", nominal=apart, tolerance=model_tolerance(apart), of=of, datum=datum, axis=axis
    )


def notes(p: FlatGasket) -> Iterator[str]:
    """Where every round hole lies, as a table of holes has it."""
    if circles := drawing(p).circles:
        places = "; ".join(
            f"Ø{each.diameter:g} at {each.centre[0]:g}, {each.centre[1]:g}" for each in circles[:LISTED_HOLES]
        )
        more = len(circles) - LISTED_HOLES
        rest = f"; {more} more as drawn" if more > 0 else ""
        yield f"Round holes, mm from the left and the lower edge of its box: {places}{rest}."


def _on_the_sheet(shape: Outline) -> tuple[float, float]:
    """A place in the material: just inside the middle of the outer loop's first side."""
    side = shape.outer.segments[0]
    (x, y), inside = side.middle, 0.4
    start, end = side.start, side.end
    long = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    # Counter-clockwise, the material is on the left.
    return x - inside * (end[1] - start[1]) / long, y + inside * (end[0] - start[0]) / long


TEMPLATE = Template(
    id="flat_gasket",
    version="1",
    title="Flat gasket",
    group="Classic car",
    summary="A gasket, washer or shim of even thickness, cut after a drawing of yours (DXF or SVG).",
    keywords=("seal", "shim", "washer", "carburettor", "flange", "dxf", "svg"),
    parameters=FlatGasket,
    limits=limits,
    build=build,
    dimensions=dimensions,
    notes=notes,
    front=Z,
    up=Y,
    presets={
        "carburettor": FlatGasket(shape=CARBURETTOR),
        "washer": FlatGasket(shape=WASHER, thickness=1.0),
        "cover": FlatGasket(shape=COVER, thickness=3.0),
    },
    preset_titles={"carburettor": "Carburettor flange, two bolts", "cover": "Cover of 300 by 160 mm"},
    zone="engine bay",
    offers=("cut-aramid", "cut-nbr", "cut-cork", "cut-ptfe", "mjf-tpu", "sls-pa12", "mjf-pa12"),
    sheet=lambda p: p.thickness,
    wall=wall,
    sources=("All proportions are the project's own choices",),
)
