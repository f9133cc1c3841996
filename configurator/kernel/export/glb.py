"""GLB for the web page: the part with its edges and dimension lines, in metres, Y up.

Nodes `part`, `edges`, `dimensions` and `findings`; all but the first only where there is something to draw.
The extras of `part` say from where one looks at its front, and what is then upright.
Of a part with named bodies each child of `part` is one of them, by its name.
Each child of `dimensions` is one line, named after its dimension, with the sizes in its extras; each of
`findings` is the region of the surface that a finding is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from trimesh import Trimesh

from configurator.domain.naming import display_title
from configurator.domain.offers.inspection_limits import dimension_unit
from configurator.domain.parts.delivered import delivered_front
from configurator.domain.parts.dimensions import Dimension, Position
from configurator.domain.parts.size_symbols import size_designation, size_manner, size_sign
from configurator.kernel.build.bodies import body_mesh
from configurator.kernel.build.feature_edges import edges_to_draw
from configurator.kernel.export.gltf import (
    LINES,
    TRIANGLES,
    Document,
    add_indices,
    add_node,
    add_points,
    new_document,
    pack_document,
)
from configurator.kernel.export.identity import PROGRAM, identity, part_name
from configurator.kernel.geometry.shading import split_at_creases
from configurator.kernel.manufacturability.finding_regions import Region
from configurator.kernel.part import Measurement, Part, PartBody

PointList = NDArray[np.float64]
# Colours are linear, not sRGB: this grey is about 205 of 255 on the screen.
COLOURS = {"part": (0.6, 0.6, 0.6), "edges": (0.02, 0.02, 0.02), "dimensions": (0.0, 0.1, 0.6)}
SEVERITIES = {"refusal": (0.6, 0.02, 0.02), "warning": (0.85, 0.3, 0.0)}
ROUGHNESS = 0.6
MM_PER_METRE = 1000.0


def write_glb(part: Part, path: Path, regions: Sequence[Region] = ()) -> None:
    """The part as GLB, with the regions of its findings where there are any.

    Raises OSError when it cannot be written, ValueError for a measure that is not finite.
    """
    document, block = new_document(PROGRAM, identity(part)), bytearray()
    document["materials"] = [_material(name, colour) for name, colour in COLOURS.items()]
    roots = [_part_node(document, block, part)]
    if edges := edges_to_draw(part):
        roots.append(_edges_node(document, block, edges))
    if part.measurements:
        roots.append(_dimensions_node(document, block, part))
    if regions:
        roots.append(_findings_node(document, block, part, regions))
    document["scenes"][0]["nodes"] = roots
    path.write_bytes(pack_document(document, bytes(block)))


def _material(name: str, colour: tuple[float, float, float]) -> Document:
    surface = {"baseColorFactor": [*colour, 1.0], "metallicFactor": 0.0, "roughnessFactor": ROUGHNESS}
    return {"name": name, "pbrMetallicRoughness": surface}


def _part_node(document: Document, block: bytearray, part: Part) -> int:
    front, up = (_y_up(np.array([each])).ravel().tolist() for each in delivered_front(part.template, part.parameters))
    node = {"name": "part", "extras": {"front": front, "up": up}}
    if not part.bodies:
        return add_node(document, node, _solid_mesh(document, block, part.mesh, part, part_name(part)))
    children = [_body_node(document, block, part, each) for each in part.bodies]
    return add_node(document, {**node, "children": children})


def _body_node(document: Document, block: bytearray, part: Part, body: PartBody) -> int:
    mesh = _solid_mesh(document, block, body_mesh(body, part.mesh), part, body.name)
    return add_node(document, {"name": body.name}, mesh)


def _solid_mesh(document: Document, block: bytearray, solid: Trimesh, part: Part, name: str) -> Document:
    vertices, normals, faces = split_at_creases(solid)
    attributes = {
        "POSITION": add_points(document, block, _y_up(vertices) / MM_PER_METRE),
        "NORMAL": add_points(document, block, _y_up(normals)),
    }
    indices = add_indices(document, block, faces)
    primitive = {"attributes": attributes, "indices": indices, "mode": TRIANGLES, "material": _material_of("part")}
    return {"name": name, "extras": identity(part), "primitives": [primitive]}


def _edges_node(document: Document, block: bytearray, edges: Sequence[PointList]) -> int:
    primitive = _lines(document, block, edges, "edges")
    return add_node(document, {"name": "edges"}, {"name": "edges", "primitives": [primitive]})


def _dimensions_node(document: Document, block: bytearray, part: Part) -> int:
    children = [_dimension_node(document, block, measurement) for measurement in part.measurements]
    return add_node(document, {"name": "dimensions", "children": children})


def _dimension_node(document: Document, block: bytearray, measurement: Measurement) -> int:
    name = measurement.dimension.name
    primitive = _lines(document, block, [_line_ends(measurement)], "dimensions")
    node = {"name": name, "extras": {"title": display_title(name), **_dimension_extras(measurement)}}
    return add_node(document, node, {"name": name, "primitives": [primitive]})


def _line_ends(measurement: Measurement) -> PointList:
    """(2, 3) mm; of a position along an axis the feature's end, and as far from it as was measured."""
    dimension, ends = measurement.dimension, np.array(measurement.ends)
    if isinstance(dimension, Position) and dimension.axis is not None:
        axis = np.array(dimension.axis) / np.linalg.norm(dimension.axis)
        return np.array([ends[1] - measurement.measured * axis, ends[1]])
    return ends


def _findings_node(document: Document, block: bytearray, part: Part, regions: Sequence[Region]) -> int:
    """A node for each region, by its key, coloured by severity."""
    first = len(document["materials"])
    document["materials"] += [_material(name, colour) for name, colour in SEVERITIES.items()]
    vertices = _y_up(np.asarray(part.mesh.vertices)) / MM_PER_METRE
    children = []
    for region in regions:
        used, indices = np.unique(part.mesh.faces[region.faces], return_inverse=True)
        primitive = {
            "attributes": {"POSITION": add_points(document, block, vertices[used])},
            "indices": add_indices(document, block, indices.reshape(-1, 3)),
            "mode": TRIANGLES,
            "material": first + list(SEVERITIES).index(region.finding.severity),
        }
        extras = {"severity": region.finding.severity, "code": region.finding.code}
        node = {"name": region.key, "extras": extras}
        children.append(add_node(document, node, {"name": region.key, "primitives": [primitive]}))
    return add_node(document, {"name": "findings", "children": children})


def _dimension_extras(measurement: Measurement) -> dict[str, Any]:
    """What the web page writes beside the line, in mm or degrees."""
    dimension = measurement.dimension
    return {
        "kind": dimension.kind,
        "unit": dimension_unit(dimension.kind),
        "nominal": float(dimension.nominal),
        "measured": float(measurement.measured),
        "uncertainty": float(measurement.uncertainty),
        "tolerance": float(dimension.tolerance),
        "ok": bool(measurement.ok),
        "field": dimension.field,
        **{name: words for name, words in _words(dimension).items() if words},
    }


def _words(dimension: Dimension) -> dict[str, str]:
    """What stands before and after the size, where anything does."""
    sign = f"{size_designation(dimension)} {size_sign(dimension)}".strip()
    return {"sign": sign, "manner": size_manner(dimension)}


def _lines(document: Document, block: bytearray, polylines: Sequence[PointList], material: str) -> Document:
    """One primitive that draws all the polylines (n, 3) in mm."""
    ends = np.cumsum([len(line) for line in polylines])
    starts = np.arange(ends[-1] - 1)
    segments = np.delete(starts, ends[:-1] - 1)
    position = add_points(document, block, _y_up(np.concatenate(polylines)) / MM_PER_METRE)
    indices = add_indices(document, block, np.stack([segments, segments + 1], axis=1))
    return {"attributes": {"POSITION": position}, "indices": indices, "mode": LINES, "material": _material_of(material)}


def _material_of(name: str) -> int:
    return list(COLOURS).index(name)


def _y_up(points: PointList) -> PointList:
    """From the part's frame, z up, to that of glTF, y up; handedness stays."""
    return points[:, [0, 2, 1]] * (1.0, 1.0, -1.0)
