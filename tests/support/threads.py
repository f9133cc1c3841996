"""Meshes of threads whose sizes are known in closed form."""

from __future__ import annotations

import numpy as np
import trimesh


def threaded(pitch, major, minor, depth, about=48, along=40, hand=1, starts=1, outside=None):
    """A rod along z from 0 to `depth`; with `outside` a nut of that diameter with the same thread inside.

    The teeth have flats of an eighth of the pitch at crest and root. There are `about` vertices a turn and `along`
    a pitch: those at crests and roots are on the true surface.
    """
    turns = np.linspace(0, 2 * np.pi, about, endpoint=False)
    heights = np.linspace(0, depth, round(along * depth / pitch) + 1)
    phase = (heights[:, None] / pitch - hand * starts * turns / (2 * np.pi)) % 1.0
    # From the middle of a crest: flat to 1/16, down a flank to 7/16, flat to the middle of the root.
    share = np.clip((np.minimum(phase, 1 - phase) - 1 / 16) / (6 / 16), 0, 1)
    inner = _rings(major / 2 - share * (major - minor) / 2, turns, heights)
    if outside is None:
        mesh = _closed(inner, np.zeros_like(inner) + [0, 0, 1] * inner)
    else:
        mesh = _closed(_rings(np.full_like(phase, outside / 2), turns, heights), inner)
    trimesh.repair.fix_normals(mesh)
    return mesh


def _rings(radii, turns, heights):
    """(heights, turns, 3)"""
    z = np.broadcast_to(heights[:, None], radii.shape)
    return np.stack([radii * np.cos(turns), radii * np.sin(turns), z], axis=2)


def _closed(outer, inner):
    """A ring between two surfaces of revolution's vertices; where the inner one is the axis it is welded to nothing."""
    columns = outer.shape[1]
    loop = np.concatenate([outer, inner[::-1]])
    if np.ptp(inner[..., :2]) == 0:
        loop = np.concatenate([inner[:1], outer, inner[-1:]])
    number = np.arange(len(loop) * columns).reshape(len(loop), columns)
    here, ahead = number, np.roll(number, -1, axis=0)
    if np.ptp(inner[..., :2]) == 0:
        here, ahead = number[:-1], number[1:]
    a, b, c, d = here, np.roll(here, -1, axis=1), np.roll(ahead, -1, axis=1), ahead
    faces = np.concatenate([np.stack([a, b, c], axis=2).reshape(-1, 3), np.stack([a, c, d], axis=2).reshape(-1, 3)])
    mesh = trimesh.Trimesh(loop.reshape(-1, 3), faces, process=False)
    mesh.merge_vertices()
    mesh.update_faces(mesh.nondegenerate_faces())
    mesh.remove_unreferenced_vertices()
    return mesh
