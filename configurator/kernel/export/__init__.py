"""The files made from a part. Each writer raises OSError when the file cannot be written.

Every file is made in memory and handed to the system in one piece: the CAD and 3MF libraries'
own file writing passes over a full disk in silence, or aborts the process.
No file holds a time, so that one design gives the same bytes whenever it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from configurator.kernel.export import glb, step, stl, threemf
from configurator.kernel.part import Part

WRITERS: Mapping[str, Callable[[Part, Path], None]] = {
    "stl": stl.write,
    "step": step.write,
    "3mf": threemf.write,
    "glb": glb.write,
}
