"""From a scene to a finished picture, drawn larger than it is shown, which smooths it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PIL import Image
from trimesh import Trimesh
from vtkmodules.vtkRenderingCore import vtkActor

from configurator.kernel.render.camera import Camera
from configurator.kernel.render.depth_effects import draw_outlines, shade_hollows
from configurator.kernel.render.ground_shadow import ground_shadow
from configurator.kernel.render.scene import Nearness, render_scene

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
