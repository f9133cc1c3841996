"""What a drawing shows by convention and not as an outline: pitch circles, tapes, threads that are tapped later."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from configurator.domain.parts.dimensions import Girth, PitchCircle, ThreadDiameter
from configurator.kernel.drawing.primitives import LineStyle, Stroke
from configurator.kernel.drawing.projection import ProjectedView
from configurator.kernel.drawing.views import ViewPoints
from configurator.kernel.part import Measurement

# Cosines: an axis points at the eye, or lies in the plane of the view.
FACING_COS, ACROSS_COS = 0.999, 0.02
CIRCLE_TURNS = np.linspace(0, 2 * np.pi, 97)
# ISO 6410-1: three quarters of a circle, preferably open in the upper right quadrant.
THREAD_TURNS = np.linspace(np.pi / 2 + 0.1, 2 * np.pi - 0.1, 73)


def convention_lines(measurement: Measurement, projected: ProjectedView, scale: float) -> Iterator[Stroke]:
    """In mm on the paper: a pitch circle is a dash-dotted line, a thread a thin one outside of its drilled hole.

    A tape that goes straight across an opening is a thin line in its section. A modelled thread is drawn as it is seen,
    and by its crests and roots where it is hidden.
    """
    match measurement.dimension:
        case PitchCircle() as circle if not projected.letter and _is_facing(circle.axis, projected):
            ends = projected.view.flat(np.array(measurement.ends)) * scale
            radius = float(np.linalg.norm(ends[1] - ends[0])) / 2
            yield Stroke(_arc(ends.mean(axis=0), radius, CIRCLE_TURNS), "centre")
        case Girth(side="inside", origin=origin) if projected.letter and _is_on_plane(np.array(origin), projected):
            yield Stroke(projected.view.flat(np.array(measurement.ends)) * scale, "thin")
        case ThreadDiameter(gauge="drill") as thread:
            yield from _thread_lines(thread, projected, scale)
        case ThreadDiameter() as thread if not projected.letter:
            yield from _hidden_thread_lines(thread, measurement.measured / 2, projected, scale)


def _thread_lines(thread: ThreadDiameter, projected: ProjectedView, scale: float) -> Iterator[Stroke]:
    axis = np.array(thread.axis, float) / np.linalg.norm(thread.axis)
    mouth, radius = np.array(thread.centre, float), thread.major / 2 * scale
    if axis @ projected.view.toward < -FACING_COS and not projected.letter:
        yield Stroke(_arc(projected.view.flat(mouth) * scale, radius, THREAD_TURNS), "thin")
    elif abs(axis @ projected.view.toward) < ACROSS_COS and _is_on_plane(mouth, projected):
        line = projected.view.flat(np.array([mouth, mouth + thread.depth * axis])) * scale
        along = (line[1] - line[0]) / np.linalg.norm(line[1] - line[0])
        aside = radius * np.array([-along[1], along[0]])
        style: LineStyle = "thin" if projected.letter else "hidden"
        yield from (Stroke(points, style) for points in (line + aside, line - aside))
        yield Stroke(np.array([line[1] - aside, line[1] + aside]), "visible" if projected.letter else "hidden")


def _hidden_thread_lines(
    thread: ThreadDiameter, radius: float, projected: ProjectedView, scale: float
) -> Iterator[Stroke]:
    """Crests or roots of a modelled thread in a bore: ISO 6410-1 draws both dashed where they are hidden."""
    axis = np.array(thread.axis, float) / np.linalg.norm(thread.axis)
    mouth, reach = np.array(thread.centre, float), radius * scale
    if thread.role == "bore" and axis @ projected.view.toward > FACING_COS:
        turns = CIRCLE_TURNS if thread.gauge == "crest" else THREAD_TURNS
        yield Stroke(_arc(projected.view.flat(mouth) * scale, reach, turns), "hidden")
    elif thread.role == "bore" and abs(axis @ projected.view.toward) < ACROSS_COS:
        line = projected.view.flat(np.array([mouth, mouth + thread.depth * axis])) * scale
        along = (line[1] - line[0]) / np.linalg.norm(line[1] - line[0])
        aside = reach * np.array([-along[1], along[0]])
        yield from (Stroke(points, "hidden") for points in (line + aside, line - aside))
        yield Stroke(np.array([line[1] - aside, line[1] + aside]), "hidden")


def _is_facing(direction: tuple[float, float, float], projected: ProjectedView) -> bool:
    return bool(abs(np.array(direction) @ projected.view.toward) > FACING_COS * np.linalg.norm(direction))


def _is_on_plane(point: ViewPoints, projected: ProjectedView) -> bool:
    """A section shows a thread only where its plane runs along the axis."""
    if projected.section is None:
        return True
    return abs(float((point - np.array(projected.section.origin)) @ projected.view.toward)) < 1e-3


def _arc(centre: ViewPoints, radius: float, turns: ViewPoints) -> ViewPoints:
    return np.asarray(centre + radius * np.stack([np.cos(turns), np.sin(turns)], axis=1))
