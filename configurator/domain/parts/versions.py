"""The versions of the programs that made a part: a file's bytes depend on them beside the design."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from configurator import __version__

# Distributions whose version may change a solid, a mesh, a file or a picture.
KERNEL_DISTRIBUTIONS = (
    "cadquery",
    "cadquery-ocp",
    "embreex",
    "lib3mf",
    "matplotlib",
    "numpy",
    "pillow",
    "scipy",
    "trimesh",
    "vtk",
)


@cache
def versions() -> dict[str, str]:
    """Name -> version of this program and of what it builds with."""
    return {"configurator": __version__, **{name: version(name) for name in KERNEL_DISTRIBUTIONS}}
