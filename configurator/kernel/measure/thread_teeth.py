"""The teeth of a modelled thread, in half-planes that begin at its axis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import ThreadDiameter, ThreadPitch
from configurator.kernel.geometry.axes import frame_along
from configurator.kernel.geometry.facets import Facets, greatest_sagitta, lean_across

HALF_PLANES = 16
# Shares of the nominal radius between which the thread's surface is looked for.
INNER_SHARE, OUTER_SHARE = 0.5, 1.3
# The least sine of a flank's normal out of the plane square to the axis: a face there is none.
FLANK_SIN = 0.05
# Shallower ridges in mm are the facets of a plain round.
MIN_TOOTH_MM = 0.05
MIN_TEETH = 3


@dataclass(frozen=True, eq=False)
class Teeth:
    """The radii (n,) of the vertices on the thread, and the heights of its flanks in each half-plane, in mm.

    `middle` (3,) is on the axis at half of its depth, `axes` (3, 3) the frame along it. `left_handed` says what
    the designation asks for.
    """

    radii: np.ndarray
    flanks: tuple[np.ndarray, ...]
    middle: np.ndarray
    axes: np.ndarray
    sagitta: float
    left_handed: bool


def find_teeth(facets: Facets, dimension: ThreadDiameter | ThreadPitch) -> Teeth:
    """The thread between its beginning and its depth; raises `Failed` where there are no teeth."""
    axes, centre = frame_along(dimension.axis), np.asarray(dimension.centre, float)
    points = (facets.vertices - centre) @ axes.T
    faces = _thread_faces(facets, points, axes, dimension)
    vertices = np.unique(facets.faces[faces]) if len(faces) else np.empty(0, int)
    vertices = vertices[(points[vertices, 2] >= 0) & (points[vertices, 2] <= dimension.depth)]
    radii = np.linalg.norm(points[vertices, :2], axis=1)
    if not len(radii) or np.ptp(radii) < MIN_TOOTH_MM:
        raise failed("there are no teeth of a thread", hint="Check centre, axis and depth; is the thread modelled?")
    level = float(radii.max() + radii.min()) / 2
    turns = 2 * np.pi * (np.arange(HALF_PLANES) + 0.5) / HALF_PLANES
    corners = points[facets.faces[faces]]
    flanks = tuple(_flank_heights(corners, turn, level, dimension.depth) for turn in turns)
    sagitta = greatest_sagitta(facets, faces, lean_across(facets, faces, axes[2]))
    middle = centre + dimension.depth / 2 * axes[2]
    return Teeth(radii, flanks, middle, axes, sagitta, dimension.designation.endswith("LH"))


def fit_pitch(teeth: Teeth) -> tuple[float, float]:
    """Pitch and uncertainty in mm; raises `Failed` for too few teeth, rings, and the wrong hand."""
    if min(map(len, teeth.flanks)) < MIN_TEETH:
        raise failed("there are less than three turns of a thread", hint="State the depth to which it is full.")
    pitches, doubts = zip(*(_row_pitch(heights) for heights in teeth.flanks), strict=True)
    pitch = float(np.mean(pitches))
    _check_hand(teeth, pitch)
    return pitch, float(np.max(np.abs(np.array(pitches) - pitch)) + np.mean(doubts))


def _thread_faces(
    facets: Facets, points: np.ndarray, axes: np.ndarray, dimension: ThreadDiameter | ThreadPitch
) -> np.ndarray:
    """Indices of the faces in the thread's place that face away from the axis of a shaft, or towards that of a bore."""
    corners = points[facets.faces]
    reach, heights = np.linalg.norm(corners[..., :2], axis=2), corners[..., 2]
    radius = dimension.major / 2
    near = (reach.max(axis=1) < OUTER_SHARE * radius) & (reach.min(axis=1) > INNER_SHARE * radius)
    near &= (heights.max(axis=1) > 0) & (heights.min(axis=1) < dimension.depth)
    outwards = corners.mean(axis=1)[:, :2]
    facing = ((facets.normals @ axes[:2].T) * outwards).sum(axis=1) / np.maximum(
        np.linalg.norm(outwards, axis=1), 1e-12
    )
    return np.flatnonzero(near & (facing * (1 if dimension.role == "shaft" else -1) > FLANK_SIN))


def _flank_heights(corners: np.ndarray, turn: float, level: float, depth: float) -> np.ndarray:
    """Rising heights at which the rising flanks cross the level in the half-plane at an angle about the axis."""
    outwards, aside = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    ahead = corners[..., :2] @ aside > 0
    corners = corners[ahead.any(axis=1) & ~ahead.all(axis=1)]
    off, radius, height = corners[..., :2] @ aside, corners[..., :2] @ outwards, corners[..., 2]
    ends = [_crossings(off, radius, height, edge) for edge in range(3)]
    points = np.stack(ends, axis=1)
    met = np.isfinite(points[..., 0])
    chosen = met.sum(axis=1) == 2
    lines = points[chosen][met[chosen]].reshape(-1, 2, 2)
    lines = np.take_along_axis(lines, lines[..., 1:].argsort(axis=1), axis=1)
    rising = lines[(lines[:, 0, 0] < level) & (lines[:, 1, 0] >= level)]
    share = (level - rising[:, 0, 0]) / (rising[:, 1, 0] - rising[:, 0, 0])
    heights = rising[:, 0, 1] + share * (rising[:, 1, 1] - rising[:, 0, 1])
    return np.sort(heights[(heights > 0) & (heights < depth)])


def _crossings(off: np.ndarray, radius: np.ndarray, height: np.ndarray, edge: int) -> np.ndarray:
    """(n, 2) radius and height where an edge of each triangle crosses the half-plane; not finite where it does not."""
    start, end = edge, (edge + 1) % 3
    crosses = (off[:, start] > 0) != (off[:, end] > 0)
    share = off[:, start] / np.where(crosses, off[:, start] - off[:, end], 1.0)
    points = np.stack([each[:, start] + share * (each[:, end] - each[:, start]) for each in (radius, height)], axis=1)
    return np.where((crosses & (points[:, 0] > 0))[:, None], points, np.nan)


def _row_pitch(heights: np.ndarray) -> tuple[float, float]:
    """The slope of heights over their numbers, and by how much it may be off as far as they are off a line."""
    numbers = np.arange(len(heights))
    columns = np.column_stack([np.ones(len(heights)), numbers])
    answer = np.linalg.pinv(columns)
    fitted = answer @ heights
    off = float(np.abs(heights - columns @ fitted).max())
    return float(fitted[1]), off * float(np.abs(answer[1]).sum())


def _check_hand(teeth: Teeth, pitch: float) -> None:
    phases = np.array([np.angle(np.exp(2j * np.pi * heights / pitch).mean()) for heights in teeth.flanks])
    steps = np.angle(np.exp(1j * np.diff(phases, append=phases[:1])))
    starts = round(float(steps.sum()) / (2 * np.pi))
    if starts == 0:
        raise failed("the ridges are rings and no thread", hint="Check how the thread is built.")
    if (starts < 0) != teeth.left_handed:
        words = "left" if starts < 0 else "right"
        raise failed(f"the thread is {words}-handed", hint="A mirrored part mirrors its modelled threads.")
