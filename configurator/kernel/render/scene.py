"""The rendered scene: the colours and depths of a part, before anything is drawn over them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkFloatArray, vtkLogger, vtkUnsignedCharArray
from vtkmodules.vtkRenderingCore import vtkActor, vtkCamera, vtkLight, vtkRenderer
from vtkmodules.vtkRenderingOpenGL2 import vtkEGLRenderWindow

from configurator.domain.errors import failed
from configurator.kernel.render.camera import Camera, PixelBox

# Brightness, and where the light stands: right, up and towards the eye. A key from the upper left,
# a weak one from the right against black sides, and one at the eye. Seen slantwise from below, a
# part is lit from below, or its underside would be in the dark.
LIGHTS = ((0.64, (-0.6, 0.62, 0.7)), (0.24, (1.0, -0.2, 0.6)), (0.28, (0.0, 0.0, 1.0)))
# Heights of the eye on a unit sphere between which a view is oblique.
LEVEL, STEEP = 0.1, 0.99

Colours = NDArray[np.uint8]
Nearness = NDArray[np.float32]


def render_scene(actors: Sequence[vtkActor], camera: Camera) -> tuple[Colours, Nearness]:
    """The actors on white: colours (h, w, 3), and nearness to the eye (h, w).

    Nearness is in pixels, as in `Camera.pixels`; -inf where there is nothing. Raises Failed
    where no OpenGL is to be had.
    """
    window, renderer = _window(), vtkRenderer()
    renderer.SetBackground(1, 1, 1)
    for actor in actors:
        renderer.AddActor(actor)
    upright = -1 if -STEEP < camera.axes[2, 2] < -LEVEL else 1
    for brightness, (right, up, toward) in LIGHTS:
        renderer.AddLight(_make_light(brightness, (right, upright * up, toward)))
    part, far, near = _visible_box(renderer, camera)
    _aim_camera(renderer.GetActiveCamera(), camera.cropped(part), far, near)
    window.SetSize(*camera.cropped(part).size)
    window.AddRenderer(renderer)
    window.Render()
    colours, nearness = _blank_picture(camera.size)
    window_pixels = slice(part[1], part[3]), slice(part[0], part[2])
    colours[window_pixels], depths = _read_pixels(window, camera.cropped(part).size)
    window.RemoveRenderer(renderer)
    scale = np.float32(camera.scale)
    nearness[window_pixels] = np.where(
        depths < 1, np.float32(near) * scale - depths * (np.float32(near - far) * scale), -np.inf
    )
    return colours, nearness


def _blank_picture(size: tuple[int, int]) -> tuple[Colours, Nearness]:
    width, height = size
    return np.full((height, width, 3), 255, np.uint8), np.full((height, width), -np.inf, np.float32)


@cache
def _window() -> vtkEGLRenderWindow:
    verbosity = vtkLogger.GetCurrentVerbosityCutoff()
    # Where there is no OpenGL, VTK prints all it tried, and crashes later when it draws.
    vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_OFF)
    window = vtkEGLRenderWindow()
    window.SetOffScreenRendering(True)
    window.SetMultiSamples(0)
    window.Initialize()
    vtkLogger.SetStderrVerbosity(verbosity)
    if not window.GetInitialized():
        raise failed(
            "No picture can be drawn: this machine has no OpenGL.",
            hint="On Debian and Ubuntu install libegl1, libgl1 and libgl1-mesa-dri; no display is needed.",
        )
    return window


def _visible_box(renderer: vtkRenderer, camera: Camera) -> tuple[PixelBox, float, float]:
    """The pixels that the actors may cover, and how far from the eye and how near to it, in mm, they reach at most."""
    low, high = np.reshape(renderer.ComputeVisiblePropBounds(), (3, 2)).T
    middle, reach = camera.axes @ (low + high) / 2, np.abs(camera.axes) @ (high - low) / 2
    first, last = np.floor(camera.pixels(middle - reach)[:2] - 1), np.ceil(camera.pixels(middle + reach)[:2] + 1)
    left, top = np.clip(first, 0, np.array(camera.size) - 1).astype(int)
    right, bottom = np.clip(last, (left + 1, top + 1), camera.size).astype(int)
    return (left, top, right, bottom), middle[2] - reach[2] - 1, middle[2] + reach[2] + 1


def _aim_camera(eye: vtkCamera, camera: Camera, far: float, near: float) -> None:
    focus, toward = camera.centre @ camera.axes[:2], camera.axes[2]
    eye.ParallelProjectionOn()
    eye.SetParallelScale(camera.size[1] / 2 / camera.scale)
    eye.SetFocalPoint(*focus)
    eye.SetPosition(*(focus + toward * (near + 1)))
    eye.SetViewUp(*-camera.axes[1])
    eye.SetClippingRange(1, 1 + near - far)


def _make_light(brightness: float, place: tuple[float, float, float]) -> vtkLight:
    light = vtkLight()
    light.SetLightTypeToCameraLight()
    light.SetPosition(*place)
    light.SetFocalPoint(0, 0, 0)
    light.SetIntensity(brightness)
    return light


def _read_pixels(window: vtkEGLRenderWindow, size: tuple[int, int]) -> tuple[Colours, Nearness]:
    """Colours and depths (0 near, 1 far) of the picture, which OpenGL keeps bottom row first."""
    width, height = size
    colours, depths = vtkUnsignedCharArray(), vtkFloatArray()
    window.GetPixelData(0, 0, width - 1, height - 1, 0, colours, 0)
    window.GetZbufferData(0, 0, width - 1, height - 1, depths)
    return (vtk_to_numpy(colours).reshape(height, width, 3)[::-1], vtk_to_numpy(depths).reshape(height, width)[::-1])
