"""What of a part overhangs when it is built upwards, for many orientations at once."""

from __future__ import annotations

import numpy as np

from configurator.domain.parts.mesh_analysis import Pose
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.geometry.rays import Target, cast_rays
from configurator.kernel.manufacturability.surface_samples import SurfaceSamples

# Skin that leans out by more than 45 degrees, as the cosine between its normal and down; and level ceilings.
STEEP_COS = 0.5**0.5 + 1e-6
LEVEL_COS = 0.98
# mm above the bed within which skin rests on it: a layer.
LAYER_MM = 0.2
# Samples by which skin is measured, the air under it, and its ceilings.
SKIN_SAMPLES, SUPPORT_SAMPLES, CEILING_SAMPLES = 10_000, 2000, 60
# Directions in which the span of a ceiling is measured, and how far under it, in mm.
DIRECTIONS, UNDERSIDE_DEPTH_MM = 8, 0.3


def measure_overhang(target: Target, samples: SurfaceSamples, rotations: np.ndarray) -> tuple[Pose, ...]:
    """For each rotation (n, 3, 3) of the part its size, and what of it rests, overhangs, needs support and bridges."""
    up = rotations[:, 2]
    low, high = _bounding_boxes(target, rotations)
    size, floor = high - low, low[:, 2]
    bed, overhang = _skin_areas(samples.subsample(SKIN_SAMPLES), up, floor)
    support, bridge = _support_volumes(target, samples, up, floor), _bridge_spans(target, samples, rotations, floor)
    numbers = np.stack([bed, overhang, support, bridge], axis=1).round(2)
    return tuple(
        Pose((as_point(x), as_point(y), as_point(z)), as_point(box), *row)
        for (x, y, z), box, row in zip(rotations.round(6) + 0.0, size.round(3), numbers.tolist(), strict=True)
    )


def _bounding_boxes(target: Target, rotations: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Corners (poses, 3) of the turned part's box; the arrays are large, so they are of single precision."""
    points = (target.facets.vertices - target.origin).T.astype(np.float32)
    turned = rotations.reshape(-1, 3).astype(np.float32) @ points
    middle = rotations @ target.origin
    return middle + turned.min(axis=1).reshape(-1, 3), middle + turned.max(axis=1).reshape(-1, 3)


def _skin_areas(samples: SurfaceSamples, up: np.ndarray, floor: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(poses,) mm2 that rest on the bed, and that lean out."""
    height, down = up @ samples.points.T - floor[:, None], -up @ samples.normals.T
    resting = (down > LEVEL_COS) & (height < LAYER_MM)
    leaning = (down > STEEP_COS) & ~resting
    return resting.sum(axis=1) * samples.area, leaning.sum(axis=1) * samples.area


def _overhang(
    samples: SurfaceSamples, up: np.ndarray, floor: np.ndarray, steep: float
) -> tuple[np.ndarray, np.ndarray]:
    """(n, poses) how far the samples hang over the bed, and whether they lean out by more than `steep`."""
    height = samples.points @ up.T - floor
    return height, (samples.normals @ -up.T > steep) & (height > LAYER_MM)


def _support_volumes(target: Target, samples: SurfaceSamples, up: np.ndarray, floor: np.ndarray) -> np.ndarray:
    """(poses,) mm3 of air between what leans out and what is straight under it, the part or the bed."""
    subset = samples.subsample(SUPPORT_SAMPLES)
    height, hanging = _overhang(subset, up, floor, STEEP_COS)
    at, pose = np.nonzero(hanging)
    down = -up[pose]
    hits = cast_rays(target, subset.points[at] + target.clear * down, down)
    drop = np.minimum(hits.depth, height[at, pose]) * np.einsum("ij,ij->i", subset.normals[at], down)
    return np.bincount(pose, drop * subset.area, len(up))


def _bridge_spans(target: Target, samples: SurfaceSamples, rotations: np.ndarray, floor: np.ndarray) -> np.ndarray:
    """(poses,) mm of the widest level ceiling between two walls, along the shortest way over it."""
    subset = samples.subsample(SUPPORT_SAMPLES)
    _, hanging = _overhang(subset, rotations[:, 2], floor, LEVEL_COS)
    pose, at = np.nonzero(hanging.T)
    rank = np.arange(len(pose)) - np.searchsorted(pose, pose)
    spread = rank % np.maximum(1, np.bincount(pose, minlength=len(floor)) // CEILING_SAMPLES)[pose] == 0
    pose, at = pose[spread], at[spread]
    turn = 2 * np.pi * np.arange(DIRECTIONS) / DIRECTIONS
    level = np.cos(turn)[:, None] * rotations[pose, None, 0] + np.sin(turn)[:, None] * rotations[pose, None, 1]
    starts = np.repeat(subset.points[at] - UNDERSIDE_DEPTH_MM * rotations[pose, 2], DIRECTIONS, axis=0)
    reach = cast_rays(target, starts, level.reshape(-1, 3)).depth.reshape(-1, DIRECTIONS)
    span = (reach[:, : DIRECTIONS // 2] + reach[:, DIRECTIONS // 2 :]).min(axis=1, initial=np.inf)
    widest = np.zeros(len(floor))
    np.maximum.at(widest, pose, np.where(np.isfinite(span), span, 0))
    return widest
