"""Binary STL: triangles in mm with their normals, and a header that names the part."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from configurator.kernel.export.identity import PROGRAM, part_name
from configurator.kernel.part import Part
from configurator.shapes.triangles import STL_TRIANGLE

HEADER_LENGTH = 80


def write_stl(part: Part, path: Path) -> None:
    """The part's mesh as binary STL, in mm. Raises OSError when it cannot be written."""
    triangles = np.zeros(len(part.mesh.faces), STL_TRIANGLE)
    triangles["normal"] = part.mesh.face_normals
    triangles["corners"] = part.mesh.triangles
    path.write_bytes(_header(part) + len(triangles).to_bytes(4, "little") + triangles.tobytes())


def _header(part: Part) -> bytes:
    """80 bytes. They begin with the program's name: `solid` would make readers expect text."""
    words = f"{PROGRAM}, mm, {part_name(part)}"
    return words.encode("ascii", "replace")[:HEADER_LENGTH].ljust(HEADER_LENGTH)
