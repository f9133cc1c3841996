"""Files that other programs made. No count that one claims is trusted before it has been checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from configurator.domain.sha256 import sha256
from configurator.kernel.inspect.reading import obj, ply, step, stl, threemf
from configurator.kernel.inspect.reading.content import load
from configurator.kernel.inspect.reading.formats import FileFormat, format_of
from configurator.kernel.inspect.reading.geometry import Geometry, check_geometry
from configurator.kernel.inspect.reading.units import FileUnit, check_place, resolve_unit

READERS: Mapping[FileFormat, Callable[[bytes], Geometry]] = {
    "stl": stl.read_stl,
    "3mf": threemf.read_3mf,
    "step": step.read_step,
    "ply": ply.read_ply,
    "obj": obj.read_obj,
}


@dataclass(frozen=True)
class ReadFile:
    """A file's format, the SHA-256 of its bytes, its unit, and what it holds, in mm."""

    format: FileFormat
    digest: str
    unit: FileUnit
    geometry: Geometry


def read_file(path: Path, unit: str = "") -> ReadFile:
    """What a file holds; `unit` is the one that a person names, if any.

    Raises Refused, naming the field `file` or `unit`.
    """
    content = load(path)
    kind = format_of(path.name, content)
    # Numbers that overflow are refused by the checks.
    with np.errstate(over="ignore", invalid="ignore"):
        geometry = READERS[kind](content)
        check_geometry(geometry)
        file_unit, factor = resolve_unit(geometry, unit)
        check_place(geometry, factor)
    return ReadFile(kind, sha256(content), file_unit, replace(geometry, vertices=geometry.vertices * factor))
