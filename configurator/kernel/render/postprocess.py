"""From a scene to a finished picture, drawn larger than it is shown, which smooths it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image
from trimesh import Trimesh
from vtkmodules.vtkRenderingCore import vtkActor

from configurator.kernel.render.camera import Camera, PixelArray
from configurator.kernel.render.depth_effects import COARSER, draw_outlines, shade_hollows
from configurator.kernel.render.render_mesh import plain_actor
from configurator.kernel.render.scene import LEVEL, STEEP, Nearness, render_scene

# How far shadows run to the right and away from the eye, per height: a high sun, so that they stay short.
SUN_RIGHT = 0.2
AWAY = 0.1


def ground_shadow(mesh: Trimesh, camera: Camera) -> Nearness | None:
    """What the shadow covers, on every eighth pixel: -inf where it does not; None where no ground shows."""
    if not LEVEL < camera.axes[2, 2] < STEEP:
        return None
    fallen = plain_actor(_fallen(mesh.vertices, camera), mesh.faces)
    return render_scene([fallen], camera.resized(1 / COARSER))[1]


def _fallen(vertices: PixelArray, camera: Camera) -> PixelArray:
    """(n, 3) mm: where the light puts each vertex on the ground."""
    ground = vertices[:, 2].min()
    drift = SUN_RIGHT * camera.axes[0] - AWAY * camera.axes[2]
    fallen = vertices + np.outer(vertices[:, 2] - ground, drift)
    fallen[:, 2] = ground
    return np.asarray(fallen)


# So many times as large each way.
OVERSIZE = 2


def finish_picture(
    actors: Sequence[vtkActor],
    mesh: Trimesh,
    camera: Camera,
    ink: Callable[[Image.Image, Nearness], None] | None = None,
) -> Image.Image:
    """What the enlarged camera sees, reduced: with outlines, what `ink` draws on it, and the mesh's shadows."""
    colours, nearness = render_scene(actors, camera)
    picture = draw_outlines(colours, nearness)
    if ink:
        ink(picture, nearness)
    width, height = camera.size
    reduced = picture.resize((width // OVERSIZE, height // OVERSIZE), Image.Resampling.HAMMING)
    return shade_hollows(reduced, nearness, ground_shadow(mesh, camera))
