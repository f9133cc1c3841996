"""All curves of a DXF document, those of blocks in their places; what is no curve, or is hidden, is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ezdxf.document import Drawing as Document

from configurator.kernel.outlines import dxf_curves
from configurator.kernel.outlines.affine import Affine
from configurator.kernel.outlines.curves import Curve
from configurator.kernel.outlines.drawing import Drawing, shown_name
from configurator.kernel.outlines.limits import MAX_NESTING
from configurator.kernel.outlines.refusals import unreadable

Read = Callable[[Any], Iterator[tuple[Curve, Affine]]]
READERS: Mapping[str, Read] = {
    "LINE": dxf_curves.line, "CIRCLE": dxf_curves.whole_circle, "ARC": dxf_curves.arc, "ELLIPSE": dxf_curves.ellipse,
    "SPLINE": dxf_curves.spline, "LWPOLYLINE": dxf_curves.polyline, "POLYLINE": dxf_curves.polyline,
}  # fmt: skip
# What people call what is no outline.
NAMES = {
    "TEXT": "text", "MTEXT": "text", "ATTRIB": "text", "ATTDEF": "text", "DIMENSION": "dimension",
    "ARC_DIMENSION": "dimension", "LARGE_RADIAL_DIMENSION": "dimension", "LEADER": "leader",
    "MULTILEADER": "leader", "TOLERANCE": "tolerance frame", "HATCH": "hatch pattern", "MPOLYGON": "hatch pattern",
    "POINT": "point", "XLINE": "construction line", "RAY": "construction line", "IMAGE": "image",
    "WIPEOUT": "wipeout", "SOLID": "filled area", "TRACE": "filled area", "VIEWPORT": "viewport",
    "ACAD_TABLE": "table", "OLE2FRAME": "embedded object", "OLEFRAME": "embedded object", "MLINE": "multiline",
    "HELIX": "helix", "SHAPE": "shape", "ACAD_PROXY_ENTITY": "foreign object",
}  # fmt: skip
SOLID_TYPES = ("3DFACE", "3DSOLID", "BODY", "REGION", "MESH", "SURFACE", "POLYFACE", "POLYMESH")
MODEL_3D = "3D object"
# AutoCAD never plots what lies there.
UNPLOTTED_LAYER = "defpoints"
# As LibreCAD marks a construction layer.
LIBRECAD = "LibreCad"


@dataclass(frozen=True)
class _Block:
    """Where the entities of a block stand: their map, the layer of the insert, and the blocks about it."""

    matrix: Affine
    layer: str = "0"
    depth: int = 0


def walk(document: Document, matrix: Affine, drawing: Drawing) -> None:
    """Add all curves of the model space; `matrix` maps the drawing's frame to mm.

    Raises Refused for tilted and endless ones, for blocks within blocks without end, and for too many.
    """
    hidden = {layer.dxf.name.casefold(): why for layer in document.layers if (why := _why_hidden(layer))}
    hidden.setdefault(UNPLOTTED_LAYER, "is never plotted")
    _walk_entities(document.modelspace(), _Block(matrix), hidden, drawing)
    for name in document.layout_names():
        if name != "Model":
            on_paper = sum(each.dxftype() != "VIEWPORT" for each in document.layout(name))
            drawing.leave_out("object", " in paper space", on_paper)


def _why_hidden(layer: Any) -> str:
    if layer.is_frozen():
        return "is frozen"
    if layer.is_off():
        return "is off"
    if layer.has_xdata(LIBRECAD) and any(code == 1070 and value for code, value in layer.get_xdata(LIBRECAD)):
        return "is for construction"
    return "" if layer.dxf.get("plot", 1) else "is not plotted"


def _walk_entities(entities: Iterable[Any], block: _Block, hidden: Mapping[str, str], drawing: Drawing) -> None:
    for entity in entities:
        drawing.visit()
        own_layer = entity.dxf.get("layer", "0")
        layer = block.layer if block.depth and own_layer == "0" else own_layer
        why = hidden.get(layer.casefold(), "")
        if why or entity.dxf.get("invisible", 0):
            where = f" on the layer {shown_name(layer)}, which {why}" if why else ", hidden"
            drawing.leave_out("object", where)
        elif entity.dxftype() == "INSERT":
            _walk_insert(entity, _Block(block.matrix, layer, block.depth + 1), hidden, drawing)
        else:
            _add_entity(entity, block.matrix, layer, drawing)


def _walk_insert(insert: Any, outer: _Block, hidden: Mapping[str, str], drawing: Drawing) -> None:
    if outer.depth > MAX_NESTING:
        raise unreadable(
            f"Its blocks stand within blocks more than {MAX_NESTING} deep.", "Explode the blocks, and export it again."
        )
    contents = insert.block()
    if contents is None or contents.block.is_xref:
        drawing.leave_out("linked drawing")
        return
    for copy in insert.multi_insert() if insert.mcount > 1 else [insert]:
        drawing.visit()
        _walk_entities(
            contents, _Block(outer.matrix.after(_placement(copy)), outer.layer, outer.depth), hidden, drawing
        )


def _placement(insert: Any) -> Affine:
    dxf_curves.own_frame(insert)
    matrix = insert.matrix44()
    (a, b, _), (c, d, _), (e, f, _) = (matrix.get_row(row)[:3] for row in (0, 1, 3))
    return Affine(a, b, c, d, e, f)


def _add_entity(entity: Any, matrix: Affine, layer: str, drawing: Drawing) -> None:
    kind = entity.dxftype()
    if kind == "POLYLINE" and (entity.is_poly_face_mesh or entity.is_polygon_mesh):
        kind = "POLYFACE"
    read = dxf_curves.polyline_3d if kind == "POLYLINE" and entity.is_3d_polyline else READERS.get(kind)
    if read is None:
        drawing.leave_out(*_name(kind))
        return
    for curve, frame in read(entity):
        drawing.add(curve, matrix.after(frame), layer)


def _name(kind: str) -> tuple[str, str]:
    if kind in SOLID_TYPES or kind.endswith("SURFACE"):
        return MODEL_3D, ""
    return (NAMES[kind], "") if kind in NAMES else ("object", f" of the kind {shown_name(kind)}")
