"""From a scene to a finished picture, rendered enlarged and then reduced, which smooths it."""

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
    """Nearness of the shadow on every eighth pixel: -inf where there is none; None where no ground is visible."""
    if not LEVEL < camera.axes[2, 2] < STEEP:
        return None
    shadow = plain_actor(_project_shadow(mesh.vertices, camera), mesh.faces)
    return render_scene([shadow], camera.resized(1 / COARSER))[1]


def _project_shadow(vertices: PixelArray, camera: Camera) -> PixelArray:
    """(n, 3) mm: each vertex projected on the ground along the light."""
    ground = vertices[:, 2].min()
    drift = SUN_RIGHT * camera.axes[0] - AWAY * camera.axes[2]
    shadow = vertices + np.outer(vertices[:, 2] - ground, drift)
    shadow[:, 2] = ground
    return np.asarray(shadow)


# The factor by which pictures are rendered larger, each way.
OVERSIZE = 2


def finish_picture(
    actors: Sequence[vtkActor],
    mesh: Trimesh,
    camera: Camera,
    draw_over: Callable[[Image.Image, Nearness], None] | None = None,
) -> Image.Image:
    """The picture of the enlarged camera, reduced: with outlines, what `draw_over` adds, and the mesh's shadows."""
    colours, nearness = render_scene(actors, camera)
    picture = draw_outlines(colours, nearness)
    if draw_over:
        draw_over(picture, nearness)
    width, height = camera.size
    reduced = picture.resize((width // OVERSIZE, height // OVERSIZE), Image.Resampling.HAMMING)
    return shade_hollows(reduced, nearness, ground_shadow(mesh, camera))
