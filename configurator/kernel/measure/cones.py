"""The cone through points near a round, by Gauss and Newton."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

MAX_STEPS = 8
# A step of the axis in mm, and of the taper, below which the fit has converged.
CONVERGED_STEP = 1e-12
# mm within which points lie in one plane: a taper cannot be told from the rounding of their corners, nor, where the
# plane leans, from where the middle is.
ONE_PLANE_MM = 1e-3


@dataclass(frozen=True)
class Cone:
    """Where its axis passes (2,), its radius in mm at z = 0, its taper (radius per z), the largest residual in mm."""

    middle: np.ndarray
    radius: float
    taper: float
    residual: float


def fit_cone(points: np.ndarray, taper: float) -> Cone:
    """The cone about the z direction through points (n, 3) in mm, by Gauss and Newton.

    `taper` is where the fit starts, and where it stays if all points lie in one plane.
    """
    heights = points[:, 2] - points[:, 2].mean()
    level = np.column_stack([points[:, :2], np.ones(len(points))])
    if np.ptp(heights - level @ np.linalg.lstsq(level, heights, rcond=None)[0]) < ONE_PLANE_MM:
        heights = np.zeros_like(heights)
    middle = np.zeros(2)
    for _ in range(MAX_STEPS):
        away = points[:, :2] - middle
        reach = np.linalg.norm(away, axis=1)
        columns = np.column_stack([away / np.maximum(reach, 1e-12)[:, None], np.ones_like(reach), heights])
        step = np.linalg.lstsq(columns, reach - taper * heights, rcond=1e-9)[0]
        middle, radius, taper = middle + step[:2], step[2], taper + step[3]
        if np.abs(step[[0, 1, 3]]).max() < CONVERGED_STEP:
            break
    residuals = np.linalg.norm(points[:, :2] - middle, axis=1) - radius - taper * heights
    return Cone(middle, float(radius - taper * points[:, 2].mean()), float(taper), float(np.abs(residuals).max()))


def middle_gain(away: np.ndarray) -> float:
    """By how many times more than any of the points, (n, 2) from the middle, the middle of the circle may be off."""
    outwards = away / np.linalg.norm(away, axis=1)[:, None]
    answer = np.linalg.pinv(np.column_stack([outwards, np.ones(len(away))]))
    return float(np.linalg.norm(np.abs(answer[:2]).sum(axis=1)))
