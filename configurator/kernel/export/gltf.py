"""The container of glTF 2.0 in its binary form: one JSON document and one block of arrays.

Names and numbers are those of the specification, Khronos Group, ISO/IEC 12113:2022.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER = 34962, 34963
LINES, TRIANGLES = 1, 4
COMPONENT = {"<f4": 5126, "<u2": 5123, "<u4": 5125}
# In a short index the highest number means that the line is broken, so it is no vertex.
SHORT_INDEX_LIMIT = 65535

Document = dict[str, Any]


def new_document(generator: str, extras: dict[str, Any]) -> Document:
    """An empty document, to be filled with nodes, meshes and materials."""
    asset = {"version": "2.0", "generator": generator, "extras": extras}
    empty: Document = {name: [] for name in ("nodes", "meshes", "materials", "accessors", "bufferViews")}
    return {"asset": asset, "scene": 0, "scenes": [{"nodes": []}], **empty}


def add_node(document: Document, node: Document, mesh: Document | None = None) -> int:
    """Number of the node, which shows `mesh` where there is one."""
    if mesh is not None:
        document["meshes"].append(mesh)
        node = {**node, "mesh": len(document["meshes"]) - 1}
    document["nodes"].append(node)
    return len(document["nodes"]) - 1


def add_points(document: Document, block: bytearray, points: NDArray[Any]) -> int:
    """Number of the accessor for (n, 3) positions or normals."""
    return _add_accessor(document, block, points.astype("<f4"), "VEC3", ARRAY_BUFFER)


def add_indices(document: Document, block: bytearray, indices: NDArray[Any]) -> int:
    """Number of the accessor for the vertex numbers of triangles (n, 3) or lines (n, 2)."""
    width = "<u2" if indices.max() < SHORT_INDEX_LIMIT else "<u4"
    return _add_accessor(document, block, indices.reshape(-1).astype(width), "SCALAR", ELEMENT_ARRAY_BUFFER)


def _add_accessor(document: Document, block: bytearray, array: NDArray[Any], kind: str, target: int) -> int:
    document["bufferViews"].append(
        {"buffer": 0, "byteOffset": len(block), "byteLength": array.nbytes, "target": target}
    )
    document["accessors"].append(
        {
            "bufferView": len(document["bufferViews"]) - 1,
            "componentType": COMPONENT[array.dtype.newbyteorder("<").str],
            "count": len(array),
            "type": kind,
            "min": np.atleast_1d(array.min(axis=0)).tolist(),
            "max": np.atleast_1d(array.max(axis=0)).tolist(),
        }
    )
    block += _padded(array.tobytes(), b"\0")
    return len(document["accessors"]) - 1


def pack_document(document: Document, block: bytes) -> bytes:
    """The finished file. Raises ValueError for a number that is not finite."""
    complete = {**document, "buffers": [{"byteLength": len(block)}]}
    text = json.dumps(complete, separators=(",", ":"), allow_nan=False).encode()
    chunks = _chunk(b"JSON", _padded(text, b" ")) + _chunk(b"BIN\0", block)
    return b"glTF" + _words(2, 12 + len(chunks)) + chunks


def _chunk(kind: bytes, content: bytes) -> bytes:
    return _words(len(content)) + kind + content


def _words(*numbers: int) -> bytes:
    return np.array(numbers, "<u4").tobytes()


def _padded(content: bytes, filler: bytes) -> bytes:
    """To whole words of four bytes."""
    return content + filler * (-len(content) % 4)
