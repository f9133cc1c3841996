"""Openings in a shell of two nets, with round rims: their edges lie in the surfaces from the beginning, no boolean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cadquery as cq
import numpy as np
from scipy.interpolate import make_interp_spline
from shapely import LinearRing, Polygon

from configurator.domain.errors import failed
from configurator.shapes.net_numbers import SPLINE_DEGREE, ParameterWindow
from configurator.shapes.net_solid import NetLoop, net_solid
from configurator.shapes.opening_places import Frame, Net, Opening, frame_of, parameters_under
from configurator.shapes.outline import PlanArray
from configurator.shapes.shell import OUTWARD, rim_nets

TOP, BOTTOM = 0, 1
# The narrowest oval, of its length: its ends are sharp below.
NARROWEST_OVAL = 0.25
# Points of half a rim, so many that its edge keeps to the surface along a slot of 40 mm, and how small a step slopes
# along it are taken over, of its length.
RIM_POINTS, RIM_STEP = 65, 1e-4
# So many are enough up to so many mm.
FEWER_RIM_POINTS, SHORT_OPENING_MM = 21, 10.0


def pierced_shell(
    top: PlanArray,
    bottom: PlanArray,
    normals: PlanArray,
    openings: Sequence[Opening],
    window: ParameterWindow | None = None,
) -> cq.Solid:
    """As `rounded_shell`, with openings whose rims are half round too, which must keep clear of its window.

    Raises Failed for an opening that runs over the edge or into another.
    """
    _require_forms(openings)
    rims = [_rim(Net(top), Net(bottom), opening) for opening in openings]
    _require_apart(rims, top.shape)
    strips = [strip for rim in rims for strip in rim.strips]
    loops = [loop for rim in rims for loop in rim.loops]
    nets = [top, bottom, *rim_nets(top, bottom, normals), *strips]
    windowed = None if window is None else (BOTTOM, window)
    return net_solid(nets, [*OUTWARD, *[False] * len(strips)], windowed, loops)


@dataclass(frozen=True, eq=False)
class _Rim:
    """The two halves of a rim: strips (k, n, 3) from the upper surface to the lower, and their lines in parameters."""

    strips: Sequence[PlanArray]
    parameters: Sequence[PlanArray]

    @cached_property
    def loops(self) -> list[NetLoop]:
        above, below = [strip[0] for strip in self.strips], [strip[-1] for strip in self.strips]
        return [NetLoop(TOP, above, self.parameters), NetLoop(BOTTOM, below, self.parameters)]


def _rim(upper: Net, lower: Net, opening: Opening) -> _Rim:
    frame = frame_of(upper, lower, opening)
    count = FEWER_RIM_POINTS if opening.length <= SHORT_OPENING_MM else RIM_POINTS
    turns = np.linspace(0.0, 2.0 * np.pi, 2 * count - 1)
    rows = _rows(upper, lower, frame, opening, turns)
    behind, ahead = (_rows(upper, lower, frame, opening, turns + step) for step in (-RIM_STEP, RIM_STEP))
    slopes = (ahead - behind) / (2 * RIM_STEP) * (turns[1] - turns[0])
    # The last point is the first, to the last bit.
    rows[-1], slopes[-1] = rows[0], slopes[0]
    halves = [_controls(rows[part], slopes[part]) for part in (slice(count), slice(count - 1, None))]
    strips = [np.ascontiguousarray(half[:, 2:].reshape(len(half), -1, 3).swapaxes(0, 1)) for half in halves]
    return _Rim(strips, [np.ascontiguousarray(half[:, :2]) for half in halves])


def _rows(upper: Net, lower: Net, frame: Frame, opening: Opening, turns: PlanArray) -> PlanArray:
    """(k, 2 + 3 n): the parameters of points of the rim, and the n control points across it there, above first."""
    reach = opening.rim_reach(frame.thickness)
    uv, ahead, behind = (
        parameters_under(upper, frame, _outline(opening, reach, turns + step)) for step in (0.0, RIM_STEP, -RIM_STEP)
    )
    above, below = upper.points(uv), lower.points(uv)
    inwards = [_inwards(net, uv, ahead, behind) for net in (upper, lower)]
    controls = _half_round(above, below, inwards[0]) if opening.lip is None else _edged(above, below, inwards, reach)
    return np.concatenate([uv, *controls], axis=1)


def _inwards(net: Net, uv: PlanArray, ahead: PlanArray, behind: PlanArray) -> PlanArray:
    """(k, 3) unit vectors in a surface from an opening's edge at (k, 2) parameters, which runs from behind to ahead."""
    du, dv = net.slopes(uv)
    inwards = np.cross(np.cross(du, dv), net.points(ahead) - net.points(behind))
    return np.asarray(inwards / np.linalg.norm(inwards, axis=1)[:, None])


def _half_round(above: PlanArray, below: PlanArray, inwards: PlanArray) -> list[PlanArray]:
    """Control points (k, 3) of a rim from above to below."""
    # A cubic with handles of 4/3 of the radius is closest to half a circle.
    reach = (2.0 / 3.0) * np.linalg.norm(above - below, axis=1)[:, None] * inwards
    return [above, above + reach, below + reach, below]


def _edged(above: PlanArray, below: PlanArray, inwards: Sequence[PlanArray], lip: float) -> list[PlanArray]:
    """Control points (k, 3) of a rim with two round edges, by the inward vectors above and below."""
    down = (below - above) / np.linalg.norm(below - above, axis=1)[:, None]
    # Square to the wall, whichever way the surfaces lean.
    level = inwards[0] - np.einsum("ij,ij->i", inwards[0], down)[:, None] * down
    level = lip * level / np.linalg.norm(level, axis=1)[:, None]
    # Handles of 0.55 of the radius are closest to a quarter of a circle.
    near, drop = 0.55 * lip, 0.45 * lip * down
    return [
        above,
        above + near * inwards[0],
        above + level + drop,
        (above + below) / 2 + level,
        below + level - drop,
        below + near * inwards[1],
        below,
    ]


def _outline(opening: Opening, reach: float, turns: PlanArray) -> PlanArray:
    """(k, 2) points in the opening's plane where its rim begins, a reach beside what passes."""
    if opening.form == "slot":
        return _stadium(opening.length - opening.width, opening.width / 2 + reach, turns)
    a, b = opening.length / 2, opening.width / 2
    circle = np.column_stack([np.cos(turns), np.sin(turns)])
    outward = circle * [b, a]
    # Parallel to the ellipse, so that its rim comes back to it and folds nowhere.
    return circle * [a, b] + reach * outward / np.linalg.norm(outward, axis=1)[:, None]


def _stadium(straight: float, radius: float, turns: PlanArray) -> PlanArray:
    """(k, 2) points evenly along two straight sides and two half circles, from the middle of the one on x."""
    quarter = np.pi * radius / 2
    gone = np.mod(turns, 2 * np.pi) / (2 * np.pi) * (4 * quarter + 2 * straight)
    ends = np.array([0.0, quarter, quarter + straight, 3 * quarter + straight, 3 * quarter + 2 * straight])
    lengths = np.append(ends, ends[-1] + quarter)
    x = np.interp(gone, lengths, np.array([1, 1, -1, -1, 1, 1]) * straight / 2)
    bend = np.interp(gone, lengths, np.array([0, 0.5, 0.5, 1.5, 1.5, 2]) * np.pi)
    return np.column_stack([x + radius * np.cos(bend), radius * np.sin(bend)])


def _controls(values: PlanArray, slopes: PlanArray) -> PlanArray:
    """(k + 2, m) control points of the uniform cubic through (k, m) values, with the slopes of its ends."""
    # The stubs know single slopes only.
    ends: Any = ([(1, slopes[0])], [(1, slopes[-1])])
    controls = make_interp_spline(np.arange(float(len(values))), values, SPLINE_DEGREE, bc_type=ends).c
    controls[0], controls[-1] = values[0], values[-1]
    return np.asarray(controls)


def _require_forms(openings: Sequence[Opening]) -> None:
    for number, opening in enumerate(openings, 1):
        narrowest = NARROWEST_OVAL * opening.length if opening.form == "oval" else 0.0
        if not narrowest <= opening.width <= opening.length or opening.width <= 0:
            raise failed(
                f"Opening {number} of {opening.length:g} x {opening.width:g} mm is no {opening.form}.",
                hint="Its width is at most its length; an oval's is at least a quarter of it: make a slot.",
            )


def _require_apart(rims: Sequence[_Rim], shape: tuple[int, ...]) -> None:
    """Raises Failed unless each rim lies within the net and beside all others, by their parameters."""
    last_u, last_v = shape[0] - SPLINE_DEGREE, shape[1] - SPLINE_DEGREE
    edge = LinearRing([(0, 0), (last_u, 0), (last_u, last_v), (0, last_v)])
    holes = [Polygon(np.concatenate(rim.parameters)) for rim in rims]
    for number, hole in enumerate(holes):
        if not hole.is_valid or hole.intersects(edge) or not Polygon(edge).contains(hole):
            raise failed(
                f"Opening {number + 1} runs over the shell's edge.", hint="Make it smaller, or move it inwards."
            )
        if any(hole.intersects(other) for other in holes[:number]):
            raise failed(f"Opening {number + 1} runs into another.", hint="Make them smaller, or move them apart.")
