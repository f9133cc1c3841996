"""Points spread evenly over a surface, the same ones for the same mesh."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from configurator.kernel.geometry.facets import Facets

# Points on a mm2 of skin, and the fewest and most of them on a part.
SAMPLES_PER_MM2, MIN_SURFACE_SAMPLES, MAX_SURFACE_SAMPLES = 4.0, 4_000, 40_000
# Steps of the R2 sequence (Roberts 2018), which fills a square evenly: 1/p and 1/p2 of the plastic number p.
R2_STEPS = np.array([0.7548776662466927, 0.5698402909980532])


@dataclass(frozen=True)
class SurfaceSamples:
    """(n, 3) points, the faces (n,) they are on, with their unit normals (n, 3); each stands for `area` mm2."""

    points: np.ndarray
    faces: np.ndarray
    normals: np.ndarray
    area: float

    def subsample(self, count: int) -> SurfaceSamples:
        """About `count` of them, as evenly spread."""
        step = max(1, len(self.points) // count)
        return SurfaceSamples(self.points[::step], self.faces[::step], self.normals[::step], self.area * step)

    def where(self, selection: np.ndarray) -> SurfaceSamples:
        """Those that `selection` (mask or indices) names."""
        return SurfaceSamples(self.points[selection], self.faces[selection], self.normals[selection], self.area)


def sample_surface(facets: Facets) -> SurfaceSamples:
    """Points, as many on every mm2 of the skin: `DENSE` of them, on a large part fewer, on a small one more."""
    cumulative_area = np.cumsum(facets.areas)
    count = int(min(max(SAMPLES_PER_MM2 * cumulative_area[-1], MIN_SURFACE_SAMPLES), MAX_SURFACE_SAMPLES))
    at = (np.arange(count) + 0.5) * (cumulative_area[-1] / count)
    faces = np.minimum(np.searchsorted(cumulative_area, at), len(cumulative_area) - 1)
    u, v = _spread(count)
    a, b, c = facets.corners[faces].swapaxes(0, 1)
    return SurfaceSamples(
        a + u * (b - a) + v * (c - a), faces, facets.normals[faces], float(cumulative_area[-1]) / count
    )


@lru_cache(maxsize=1)
def _spread(count: int) -> tuple[np.ndarray, np.ndarray]:
    """(count, 1) shares of the two sides of a triangle, spread evenly over it."""
    u, v = ((np.arange(count)[:, None] + 1) * R2_STEPS % 1).T[:, :, None]
    beyond = u + v > 1
    return np.where(beyond, 1 - u, u), np.where(beyond, 1 - v, v)
