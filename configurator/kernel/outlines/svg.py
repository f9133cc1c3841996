"""Outlines in SVG files: the middles of strokes, whatever their width and fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from configurator.domain.parts.outlines.segments import joined_bounds
from configurator.kernel.outlines.affine import Affine, moved_by, scaled_by
from configurator.kernel.outlines.drawing import Drawing, shown_name
from configurator.kernel.outlines.limits import MAX_NESTING
from configurator.kernel.outlines.refusals import unreadable
from configurator.kernel.outlines.svg_shapes import SHAPES
from configurator.kernel.outlines.svg_tree import Element, parse_svg
from configurator.kernel.outlines.svg_values import length, numbers, stated_length, transform
from configurator.kernel.outlines.units import PX, check_stated, missing_unit, unit_size

GROUPS = ("svg", "g", "a", "switch")
# These show something that is no outline.
NAMES = {"text": "text", "image": "image", "foreignObject": "foreign object"}
UNITS = ("px", "mm", "in")


@dataclass(frozen=True)
class _Frame:
    """Where elements stand: their map, their layer, and how many copies they stand in."""

    matrix: Affine
    layer: str = ""
    copies: int = 0


def read_svg(content: bytes, unit: str) -> tuple[Drawing, str]:
    """The curves of an SVG in mm, y upwards, and its unit: that of its width, else the one that a person names.

    A width in px says nothing of a size: px stands for 96 to the inch, any other unit is what the drawing counts in.
    Raises Refused, naming `file` or `unit`.
    """
    root = parse_svg(content)
    width, stated = stated_length(root.attributes.get("width", ""))
    if stated:
        check_stated(stated, unit)
        matrix = _page(root, width)
    else:
        # One of a viewBox is a px only where the page says no other size.
        scale = unit_size(unit) if unit else 1.0
        px = _page(root, 0.0) if unit in ("", PX) else Affine()
        matrix = scaled_by(scale, -scale).after(px)
    drawing = Drawing()
    _Walk(drawing, {each.attributes["id"]: each for each in root.all() if "id" in each.attributes}).children(
        root, _Frame(matrix)
    )
    if not drawing.segments:
        raise _nothing(drawing)
    if not (stated or unit):
        left, below, right, above = joined_bounds(each.bounds for each in drawing.segments)
        raise missing_unit(right - left, above - below, UNITS)
    return drawing, stated or unit


def _page(root: Element, width: float) -> Affine:
    """From user units to mm, y upwards, where the page's width in mm is known; to px, y downwards, where it is 0."""
    box = numbers(root.attributes.get("viewBox", ""))
    to_px = _view_box(root, box) if len(box) == 4 and box[2] > 0 and box[3] > 0 else Affine()
    return scaled_by(unit_size(PX), -unit_size(PX)).after(to_px) if width else to_px


def _view_box(root: Element, box: list[float]) -> Affine:
    """From a viewBox to px, as preserveAspectRatio says. A side that the page does not state follows the other."""
    sides = [_side(root.attributes.get(name, "")) for name in ("width", "height")]
    across, up = (side / size if side else 0.0 for side, size in zip(sides, box[2:], strict=True))
    across, up = across or up or 1.0, up or across or 1.0
    ratio = root.attributes.get("preserveAspectRatio", "").split()
    if "none" not in ratio:
        across = up = max(across, up) if "slice" in ratio else min(across, up)
    return scaled_by(across, up).after(moved_by(-box[0], -box[1]))


def _side(text: str) -> float:
    return 0.0 if "%" in text or not text.strip() or text.strip() == "auto" else length(text)


class _Walk:
    """Goes through elements and adds their curves; `named` are those that copies refer to."""

    def __init__(self, drawing: Drawing, named: Mapping[str, Element]) -> None:
        self._drawing = drawing
        self._named = named

    def children(self, element: Element, frame: _Frame) -> None:
        """All that stands in an element."""
        for child in element.children:
            self._element(child, frame)

    def _element(self, element: Element, frame: _Frame) -> None:
        self._drawing.visit()
        if element.is_hidden:
            where = f", hidden with the layer {shown_name(element.layer)}" if element.layer else ", hidden"
            self._drawing.leave_out("object", where, _count_shapes(element))
            return
        if "clip-path" in element.attributes or "mask" in element.attributes:
            self._drawing.leave_out("clip")
        if element.tag in SHAPES or element.tag in GROUPS or element.tag == "use":
            matrix = frame.matrix.after(transform(element.attributes.get("transform", "")))
            self._shown(element, replace(frame, matrix=matrix, layer=element.layer or frame.layer))
        elif element.tag in NAMES:
            self._drawing.leave_out(NAMES[element.tag])

    def _shown(self, element: Element, frame: _Frame) -> None:
        if element.tag == "use":
            self._copy(element, frame)
        elif element.tag == "svg":
            self._drawing.leave_out("drawing", " within the drawing", _count_shapes(element))
        elif element.tag in GROUPS:
            self.children(element, frame)
        else:
            for curve in SHAPES[element.tag](element.attributes):
                self._drawing.add(curve, frame.matrix, frame.layer)

    def _copy(self, element: Element, frame: _Frame) -> None:
        if frame.copies >= MAX_NESTING:
            raise unreadable(f"Its copies are copies of copies more than {MAX_NESTING} deep.", "Unlink the clones.")
        origin = self._named.get(element.link)
        if origin is None or origin.tag not in (*SHAPES, *GROUPS, "use"):
            self._drawing.leave_out("copy", " of what is no outline")
            return
        shift = moved_by(length(element.attributes.get("x")), length(element.attributes.get("y")))
        self._element(origin, replace(frame, matrix=frame.matrix.after(shift), copies=frame.copies + 1))


def _count_shapes(element: Element) -> int:
    return sum(each.tag in SHAPES or each.tag == "use" for each in element.all())


def _nothing(drawing: Drawing) -> Exception:
    left = ", ".join(drawing.left_out_texts())
    held = f", only {left}" if left else ""
    return unreadable(f"It holds no lines and curves{held}.", "Convert texts to paths, and show hidden layers.")
