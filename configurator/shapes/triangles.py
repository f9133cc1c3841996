"""The triangles that the CAD kernel keeps with a shape, as numbers."""

from __future__ import annotations

import os
from tempfile import TemporaryFile
from typing import IO

import cadquery as cq
import numpy as np
from OCP.StlAPI import StlAPI_Writer

from configurator.domain.errors import failed

# Binary STL: an 80 byte header, a count, then 50 bytes a triangle.
STL_HEAD = 84
STL_TRIANGLE = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])


def shape_triangles(shape: cq.Shape) -> np.ndarray:
    """(n, 3, 3) float32 corners in mm, through the kernel's own STL writer: a hundred times faster than in Python."""
    writer = StlAPI_Writer()
    writer.ASCIIMode = False
    with _anonymous_file() as file:
        writer.Write(shape.wrapped, f"/dev/fd/{file.fileno()}")
        file.seek(0)
        content = file.read()
    if content and len(content) != STL_HEAD + STL_TRIANGLE.itemsize * int.from_bytes(content[80:STL_HEAD], "little"):
        raise failed("The mesh could not be written whole.", hint="Free some space in the folder for temporary files.")
    return np.frombuffer(content[STL_HEAD:], STL_TRIANGLE)["corners"]


def _anonymous_file() -> IO[bytes]:
    """A file without a name, which is gone when the process is killed; in memory where the system offers that.

    The kernel opens it again and truncates it: on ext4, closing a file on disk then waits 4 ms for the disk.
    """
    return os.fdopen(os.memfd_create("mesh"), "w+b") if hasattr(os, "memfd_create") else TemporaryFile()
