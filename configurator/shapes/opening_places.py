"""Openings in a shell of two nets as numbers: their sizes, and where they lie in both surfaces."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.interpolate import NdBSpline

from configurator.shapes.net_numbers import SPLINE_DEGREE
from configurator.shapes.outline import PlanArray

# Steps of Newton's method from the middle of an opening to its rim, and from the nearest sample to the middle.
NEWTON_STEPS = 12
# Steps that fit an opening's length; each leaves a twentieth of what is missing, or less.
FIT_STEPS = 4
SAMPLES_PER_SPAN = 2
Direction = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A hole through a shell: what is clear between its round rims, `length` by `width` mm, seen square to the skin.

    `centre` is a measured point on the upper surface, or near it; `along` the direction of the length. Alike, they make
    a round hole; otherwise an oval is an ellipse, a slot has straight sides and round ends.
    The rim is half round over the wall, or has edges of about the radius `lip` and is straight between them, in mm.
    """

    centre: Direction
    length: float
    width: float
    along: Direction = (1.0, 0.0, 0.0)
    form: Literal["oval", "slot"] = "oval"
    lip: float | None = None

    def rim_reach(self, thickness: float) -> float:
        """How far in mm beside what passes its rim begins, in a wall of this thickness."""
        return thickness / 2 if self.lip is None else self.lip


def opening_ends(top: PlanArray, bottom: PlanArray, opening: Opening) -> tuple[PlanArray, PlanArray]:
    """(3,) each, in the middle of the wall between two nets: where the rims at both ends of an opening's length begin.

    A rim that is half round is half of a circle about that point.
    """
    upper, lower = Net(top), Net(bottom)
    return _ends(upper, lower, frame_of(upper, lower, opening), opening)


def _ends(upper: Net, lower: Net, frame: Frame, opening: Opening) -> tuple[PlanArray, PlanArray]:
    away = opening.length / 2 + opening.rim_reach(frame.thickness)
    uv = parameters_under(upper, frame, np.array([[-away, 0.0], [away, 0.0]]))
    start, end = (upper.points(uv) + lower.points(uv)) / 2
    return start, end


def fitted_opening(top: PlanArray, bottom: PlanArray, opening: Opening, clear: float) -> Opening:
    """As it is, but so long that `clear` mm are free between its half-round rims through the middle of the wall, which
    bends between two nets: seen square to the skin it is shorter or longer than that."""
    upper, lower = Net(top), Net(bottom)
    frame = frame_of(upper, lower, opening)
    for _ in range(FIT_STEPS):
        start, end = _ends(upper, lower, frame, opening)
        missing = clear + frame.thickness - float(np.linalg.norm(end - start))
        opening = replace(opening, length=opening.length + missing)
    return opening


class Net:
    """The surface of a net at (k, 2) parameters: its points (k, 3), and its slopes along u and v."""

    def __init__(self, net: PlanArray) -> None:
        self.spans = (net.shape[0] - SPLINE_DEGREE, net.shape[1] - SPLINE_DEGREE)
        self._spline = NdBSpline(tuple(map(_knots, self.spans)), net, SPLINE_DEGREE)

    def points(self, uv: PlanArray) -> PlanArray:
        """(k, 3), in mm."""
        return np.asarray(self._spline(self._inside(uv)))

    def slopes(self, uv: PlanArray) -> tuple[PlanArray, PlanArray]:
        """(k, 3) along each parameter, in mm for one span."""
        inside = self._inside(uv)
        return np.asarray(self._spline(inside, nu=(1, 0))), np.asarray(self._spline(inside, nu=(0, 1)))

    def nearest(self, place: PlanArray) -> PlanArray:
        """(2,) parameters of the sample nearest to a place."""
        u, v = (np.linspace(0, span, SAMPLES_PER_SPAN * span + 1) for span in self.spans)
        grid = np.stack(np.meshgrid(u, v, indexing="ij"), axis=2).reshape(-1, 2)
        return np.asarray(grid[np.linalg.norm(self.points(grid) - place, axis=1).argmin()])

    def _inside(self, uv: PlanArray) -> PlanArray:
        return np.clip(uv, 0.0, np.array(self.spans, float))


def _knots(spans: int) -> PlanArray:
    return np.concatenate([[0.0] * SPLINE_DEGREE, np.arange(spans + 1.0), [float(spans)] * SPLINE_DEGREE])


@dataclass(frozen=True, eq=False)
class Frame:
    """The middle of an opening in the upper surface, its plane there, and the shell's thickness."""

    uv: PlanArray
    middle: PlanArray
    axes: tuple[PlanArray, PlanArray]
    thickness: float


def frame_of(upper: Net, lower: Net, opening: Opening) -> Frame:
    """Of the place in the upper surface that is nearest to an opening's middle."""
    centre = np.array(opening.centre, float)
    uv = upper.nearest(centre)
    for _ in range(NEWTON_STEPS):
        du, dv = (slope[0] for slope in upper.slopes(uv[None]))
        uv = uv + np.linalg.lstsq(np.column_stack([du, dv]), centre - upper.points(uv[None])[0], rcond=None)[0]
        uv = np.clip(uv, 0.0, np.array(upper.spans, float))
    du, dv = (slope[0] for slope in upper.slopes(uv[None]))
    normal = np.cross(du, dv) / np.linalg.norm(np.cross(du, dv))
    along = np.array(opening.along, float)
    along = along - (along @ normal) * normal
    along = along / np.linalg.norm(along)
    middle = upper.points(uv[None])[0]
    thickness = float(np.linalg.norm(middle - lower.points(uv[None])[0]))
    return Frame(uv, middle, (along, np.cross(normal, along)), thickness)


def parameters_under(upper: Net, frame: Frame, flat: PlanArray) -> PlanArray:
    """(k, 2) where the surface lies under points (k, 2) of the opening's plane."""
    axes = np.stack(frame.axes, axis=1)
    uv = np.tile(frame.uv, (len(flat), 1))
    for _ in range(NEWTON_STEPS):
        missing = flat - (upper.points(uv) - frame.middle) @ axes
        slopes = np.stack([slope @ axes for slope in upper.slopes(uv)], axis=2)
        uv = uv + np.linalg.solve(slopes, missing[:, :, None])[:, :, 0]
    return np.asarray(uv)
