"""How large a part stands in its picture, so that it and its dimensions fill it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.ndimage import binary_erosion
from vtkmodules.vtkRenderingCore import vtkActor

from configurator.kernel.part import Part
from configurator.kernel.picture.camera import Camera, Points, axes, filling
from configurator.kernel.picture.drawn import Drawn, none
from configurator.kernel.picture.layout import arranged
from configurator.kernel.picture.pen import pen_for
from configurator.kernel.picture.scene import photograph
from configurator.kernel.picture.sizes import Size, drawable, in_pixels

# Of the picture's smaller side, kept free all round.
MARGIN = 0.05
# Dimensions are left out, last first, rather than let the part shrink below this share.
SMALLEST = 0.5
# The part's outline is taken from a picture of a quarter of the size.
ROUGH = 0.25
# Inside it, every third place each way is enough to keep labels off.
SPARSE = 3


def framed(
    part: Part, view: str, size: tuple[int, int], dimensions: bool, surface: vtkActor
) -> tuple[Camera, list[Drawn]]:
    """The camera, and the dimensions in its pixels; `surface` shows the part. Refused if there is no such view."""
    turn = axes(view)
    turned = part.mesh.vertices @ turn.T
    margin = np.full(4, MARGIN * min(size))
    bare = filling(turned, turn, size, margin)
    sizes = drawable(part, turn) if dimensions else []
    covered = _covered(surface, bare.resized(ROUGH)) if sizes else none(0, 3)
    while sizes:
        camera, drawn = _fitted(turned, covered, sizes, bare, margin)
        if camera.scale >= SMALLEST * bare.scale:
            return _centred(turned, camera, drawn)
        sizes = sizes[:-1]
    return bare, []


def _fitted(
    turned: Points, covered: Points, sizes: Sequence[Size], bare: Camera, margin: Points
) -> tuple[Camera, list[Drawn]]:
    """The largest part that leaves its dimensions room inside the margin, unless it gets too small."""
    camera, border, pen = bare, margin, pen_for(bare.size)
    while True:
        drawn = arranged([in_pixels(size, camera) for size in sizes], camera.pixels(covered)[:, :2], pen)
        over = np.maximum(margin - _room(drawn, camera), 0)
        if (over < 1).all() or camera.scale < SMALLEST * bare.scale:
            return camera, drawn
        border = border + over
        camera = filling(turned, bare.axes, bare.size, border)


def _room(drawn: Sequence[Drawn], camera: Camera) -> Points:
    """(4,) what the dimensions leave free of the picture: left, top, right, bottom."""
    bounds = np.array([one.bounds for one in drawn]).reshape(-1, 4)
    free = np.hstack([bounds[:, :2], camera.size - bounds[:, 2:]])
    return np.asarray(free.min(axis=0, initial=min(camera.size) / 2))


def _centred(turned: Points, camera: Camera, drawn: Sequence[Drawn]) -> tuple[Camera, list[Drawn]]:
    """Part and dimensions together in the middle of the picture."""
    part = camera.pixels(turned)[:, :2]
    around = np.concatenate([part.min(axis=0), camera.size - part.max(axis=0)])
    room = np.minimum(around, _room(drawn, camera))
    shift = (room[2:] - room[:2]) / 2
    return replace(camera, centre=camera.centre - shift / camera.scale), [one.moved(shift) for one in drawn]


def _covered(surface: vtkActor, camera: Camera) -> Points:
    """(n, 3) mm along the axes: places all over what the part covers in the picture, close together at its outline."""
    covered = np.isfinite(photograph([surface], camera)[1])
    kept = covered & ~binary_erosion(covered)
    kept[::SPARSE, ::SPARSE] |= covered[::SPARSE, ::SPARSE]
    rows, columns = np.nonzero(kept)
    flat = (np.column_stack([columns, rows]) + 0.5 - np.array(camera.size) / 2) / camera.scale + camera.centre
    return np.column_stack([flat, np.zeros(len(flat))])
