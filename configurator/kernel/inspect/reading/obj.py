"""OBJ: a text of corners and of polygons between them; everything about appearance is ignored."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import trimesh

from configurator.kernel.inspect.reading.geometry import Geometry, check_counts, unreadable_file
from configurator.kernel.inspect.reading.library import parse_with


def read_obj(content: bytes) -> Geometry:
    """Its triangles; polygons are divided. Raises Refused for what is no OBJ."""
    if b"\0" in content[:1000]:
        raise unreadable_file("It is no OBJ: it is not a text.")
    # Each polygon of n corners is n - 2 triangles, at least one.
    check_counts(content.count(b"\nv "), content.count(b"\nf "))
    mesh = parse_with("OBJ", lambda: _load(content))
    return Geometry(np.asarray(mesh.vertices, float).reshape(-1, 3), np.asarray(mesh.faces).reshape(-1, 3))


def _load(content: bytes) -> trimesh.Trimesh:
    return trimesh.load_mesh(BytesIO(content), file_type="obj", process=False, skip_materials=True)
