"""Outlines in DXF files."""

from __future__ import annotations

from configurator.domain.parts.outlines.segments import joined_bounds
from configurator.kernel.outlines.affine import Affine, scaled_by
from configurator.kernel.outlines.drawing import Drawing
from configurator.kernel.outlines.dxf_document import load_document, stated_unit
from configurator.kernel.outlines.dxf_walk import MODEL_3D, walk
from configurator.kernel.outlines.refusals import unreadable
from configurator.kernel.outlines.units import PX, check_stated, missing_unit, unit_size


def read_dxf(content: bytes, unit: str) -> tuple[Drawing, str]:
    """The curves of a DXF in mm, and its unit: the one that it states, else the one that a person names.

    Raises Refused, naming `file` or `unit`.
    """
    document, is_mended = load_document(content)
    stated = stated_unit(document)
    if stated:
        check_stated(stated, unit)
    elif unit == PX:
        raise missing_unit(*_size(_walked(document, Affine())))
    known = stated or unit
    drawing = _walked(document, scaled_by(*[unit_size(known) if known else 1.0] * 2))
    if not known:
        raise missing_unit(*_size(drawing))
    drawing.is_mended = is_mended
    return drawing, known


def _walked(document: object, matrix: Affine) -> Drawing:
    drawing = Drawing()
    walk(document, matrix, drawing)  # type: ignore[arg-type]
    if not drawing.segments:
        raise _nothing(drawing)
    return drawing


def _size(drawing: Drawing) -> tuple[float, float]:
    left, below, right, above = joined_bounds(each.bounds for each in drawing.segments)
    return right - left, above - below


def _nothing(drawing: Drawing) -> Exception:
    left = ", ".join(drawing.left_out_texts())
    if drawing.has_left_out(MODEL_3D):
        return unreadable(f"It holds no outline, but a 3D model ({left}).", "Export the outline of a face, flat.")
    held = f", only {left}" if left else ""
    return unreadable(f"It holds no lines and arcs{held}.", "Draw the outline in model space, on a layer that is on.")
