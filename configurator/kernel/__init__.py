"""Geometry, run in child processes only: `configurator.pool` names what is here by string.

The only place beside `configurator.shapes` for cadquery, OCP, trimesh and vtk. A job gets a
request, writes files into the directory it is given and returns JSON; it opens no store.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType


def _load_cadquery() -> None:
    """Without the rest of VTK, which its bindings load whole: CadQuery names itself the few libraries that it uses."""
    if "vtk" in sys.modules:
        return
    sys.modules["vtk"] = ModuleType("vtk")
    try:
        import_module("cadquery")
    finally:
        del sys.modules["vtk"]


_load_cadquery()
