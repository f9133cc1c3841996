"""Which of the rays through walls or over gaps lead over a step, and how broad the others are beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from configurator.kernel.geometry.rays import Target, cast_rays

# In how many directions round the middle of a ray the breadth is measured, as far away as the ray is
# long, but at least STEP_RATIO in mm; and how much broader makes it a step on something larger.
STEP_DIRECTIONS = 8
STEP_RATIO = 0.5
STEP_BREADTH_RATIO = 1.5
# Thin twice: as narrow in one of four directions, to within what they miss. Of material also no narrower
# there, as at a bent plate's rim, and not long in its neighbours, as in a plate's corner.
MAX_PIN_RATIO, MIN_PIN_RATIO, MAX_CHORD_RATIO = 1.25, 0.95, 2.75


@dataclass(frozen=True)
class RayThickness:
    """Rays through walls or over gaps, shortest first: n of them, each standing for `area` (n,) mm2 of skin.

    `middle` (n, 3), `along` (n, 3), `size` and its `uncertainty` (n,) in mm, the `faces` (n, 2) that it
    leads between. `breadth` (n,) is the size of the wall of which it may be the bevelled rim, and
    `thin_twice` (n,) whether it is as narrow the other way.
    """

    middle: np.ndarray
    along: np.ndarray
    size: np.ndarray
    uncertainty: np.ndarray
    area: np.ndarray
    faces: np.ndarray
    breadth: np.ndarray
    thin_twice: np.ndarray

    def where(self, selection: np.ndarray | slice) -> RayThickness:
        """Those that `selection` (mask, indices or slice) names."""
        return RayThickness(**{name: values[selection] for name, values in vars(self).items()})

    def concatenate(self, other: RayThickness) -> RayThickness:
        """All of both."""
        return RayThickness(
            **{name: np.concatenate([values, vars(other)[name]]) for name, values in vars(self).items()}
        )


def without_steps(target: Target, rays: RayThickness, sign: int) -> RayThickness:
    """Without what broadens at once: low steps, letters, wedges of more than 27 degrees.

    A hole is one up to its mouth, if it is as deep as wide.
    """
    sideways = _perpendiculars(rays.along)
    starts = np.repeat(rays.middle, STEP_DIRECTIONS, axis=0)
    reach = cast_rays(target, starts, sideways.reshape(-1, 3)).depth.reshape(-1, STEP_DIRECTIONS)
    thin_twice = _is_thin_twice(reach, rays.size, sign)
    away = np.maximum(rays.size, STEP_RATIO)[:, None]
    breadth = _breadths(target, rays, sideways, reach > away, away, sign)
    broad = breadth > STEP_BREADTH_RATIO * rays.size[:, None]
    hole = thin_twice & (broad & (_opposite(reach) > away)).any(axis=1) & (sign > 0)
    breadth = np.where(hole, rays.size, np.maximum(rays.size, breadth.max(axis=1)))
    return replace(rays, breadth=breadth, thin_twice=thin_twice).where(hole | ~broad.any(axis=1))


def _is_thin_twice(reach: np.ndarray, size: np.ndarray, sign: int) -> np.ndarray:
    chords = (reach + _opposite(reach))[:, : STEP_DIRECTIONS // 2] / size[:, None]
    least = chords.min(axis=1)
    no_corner = ((chords <= MAX_CHORD_RATIO).sum(axis=1) >= STEP_DIRECTIONS // 2 - 1) & (least >= MIN_PIN_RATIO)
    return (least <= MAX_PIN_RATIO) & (no_corner | (sign > 0))


def _opposite(values: np.ndarray) -> np.ndarray:
    """(n, STEP_DIRECTIONS) the same for the opposite directions."""
    return np.roll(values, STEP_DIRECTIONS // 2, axis=1)


def _perpendiculars(along: np.ndarray) -> np.ndarray:
    """(n, STEP_DIRECTIONS, 3) unit vectors square to `along` (n, 3), evenly round it."""
    across = np.eye(3)[np.abs(along).argmin(axis=1)]
    across = across - along * np.einsum("ij,ij->i", across, along)[:, None]
    across /= np.linalg.norm(across, axis=1)[:, None]
    other = np.cross(along, across)
    turn = 2 * np.pi * np.arange(STEP_DIRECTIONS) / STEP_DIRECTIONS
    return np.cos(turn)[:, None] * across[:, None] + np.sin(turn)[:, None] * other[:, None]


def _breadths(
    target: Target, rays: RayThickness, sideways: np.ndarray, free: np.ndarray, away: np.ndarray, sign: int
) -> np.ndarray:
    """(n, STEP_DIRECTIONS) how broad it is `away` mm off, where the way is `free`; 0 where the narrow part ends."""
    line, way = np.nonzero(free)
    points = rays.middle[line] + sideways[line, way] * away[line]
    ends = [cast_rays(target, points, towards * rays.along[line]) for towards in (1, -1)]
    # The skin met first faces the wrong way beyond a plate's rim or a slot's mouth.
    within = np.logical_and(*((each.face < 0) | (sign * each.facing < 0) for each in ends))
    breadth = np.zeros(free.shape)
    breadth[line, way] = np.where(within, ends[0].depth + ends[1].depth, 0)
    return breadth
