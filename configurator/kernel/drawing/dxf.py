"""A sheet as DXF in the size of the part itself, its dimensions as entities that a CAD program measures again."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from ezdxf._options import options
from ezdxf.document import Drawing
from ezdxf.filemanagement import new
from ezdxf.layouts.layout import Modelspace

from configurator.domain.parts.drafting import LengthUnit
from configurator.kernel.drawing.callouts import DECIMALS_BY_UNIT, PER_UNIT
from configurator.kernel.drawing.lettering import HEIGHT, RING, label_width, text_directions, text_width
from configurator.kernel.drawing.pdf import ARROW, PENS
from configurator.kernel.drawing.primitives import DrawnText, Figure, Label, PlacedSize
from configurator.kernel.drawing.sheet import DrawingSheet
from configurator.kernel.drawing.views import ViewPoints

# DXF's codes for units, and for text anchored at its left, middle and right.
DXF_UNITS: dict[LengthUnit, int] = {"in": 1, "mm": 4}
ANCHORS = {"left": 0, "middle": 1, "right": 2}
# The widths of lines, in hundredths of a mm, that the format knows.
WEIGHTS = np.array([13, 15, 18, 20, 25, 30, 35, 40, 50, 53, 60, 70])
DXF_TEXT_STYLE = "PLAIN"


def write_dxf(sheet: DrawingSheet, unit: LengthUnit) -> str:
    """The text of a DXF file: the same sheet gives the same text."""
    document = new_document(unit)
    units_per_mm = 1 / (sheet.scale * PER_UNIT[unit])
    document.header["$LTSCALE"] = units_per_mm
    _add_styles(document, unit, units_per_mm)
    space = document.modelspace()
    for figure in sheet.figures:
        _add_figure(space, figure, units_per_mm)
    return document_text(document)


def new_document(unit: LengthUnit) -> Drawing:
    """An empty one that holds no time."""
    options.write_fixed_meta_data_for_testing = True
    return new("R2010", units=DXF_UNITS[unit])


def document_text(document: Drawing) -> str:
    """Its text: the same entities give the same."""
    # The library alone would add them in the order of a set, which differs from process to process.
    for name in sorted(document.entitydb.dxf_types_in_use()):
        document.classes.add_class(name)
    content = io.StringIO()
    document.write(content)
    return content.getvalue()


def _add_styles(document: Drawing, unit: LengthUnit, units_per_mm: float) -> None:
    document.styles.add(DXF_TEXT_STYLE, font="DejaVuSans.ttf")
    for style, (width_mm, dashes) in PENS.items():
        name = "CONTINUOUS"
        if dashes:
            name = style.upper()
            pattern = [length if place % 2 == 0 else -length for place, length in enumerate(dashes)]
            document.linetypes.add(name, [sum(dashes), *pattern])
        document.layers.add(style.upper(), linetype=name, lineweight=_line_weight(width_mm))
    for name in ("DIMENSIONS", "NUMBERS", "WORDS"):
        document.layers.add(name, lineweight=_line_weight(PENS["thin"][0]))
    decimals = DECIMALS_BY_UNIT[unit]
    dimension_style = document.dimstyles.add("ISO").dxf
    attributes = {
        "dimscale": units_per_mm,
        "dimtxt": HEIGHT,
        "dimasz": ARROW[0],
        "dimexo": 0.8,
        "dimexe": 1.5,
        "dimgap": 0.7,
        "dimtad": 1,
        "dimtih": 0,
        "dimtoh": 0,
        "dimdec": decimals,
        "dimtdec": decimals,
        "dimzin": 8,
        "dimtzin": 8,
        "dimadec": 1,
        "dimazin": 2,
        "dimtfac": 1.0,
        "dimtxsty": DXF_TEXT_STYLE,
        "dimdsep": ord("."),
    }
    for name, value in attributes.items():
        dimension_style.set(name, value)


def _line_weight(width_mm: float) -> int:
    return int(WEIGHTS[np.abs(WEIGHTS - 100 * width_mm).argmin()])


def _add_figure(space: Modelspace, figure: Figure, units_per_mm: float) -> None:
    for stroke in figure.strokes:
        space.add_lwpolyline(stroke.points * units_per_mm, dxfattribs={"layer": stroke.style.upper()})
    for words in figure.words:
        _add_text(space, words, units_per_mm, "WORDS")
    for size in figure.sizes:
        _add_dimension(space, size, units_per_mm)
        _add_number(space, size.label, units_per_mm)


def _add_text(space: Modelspace, words: DrawnText, units_per_mm: float, layer: str) -> None:
    place = tuple(words.at * units_per_mm)
    attributes = {
        "layer": layer,
        "style": DXF_TEXT_STYLE,
        "height": words.height * units_per_mm,
        "rotation": words.angle,
    }
    text = space.add_text(words.text, dxfattribs=attributes)
    text.dxf.insert = place
    if words.anchor != "left":
        text.dxf.halign = ANCHORS[words.anchor]
        text.dxf.align_point = place


def _add_number(space: Modelspace, label: Label, units_per_mm: float) -> None:
    along, up = text_directions(label.angle)
    ring = label.centre - (label_width(label.text) / 2 - RING) * along
    space.add_circle(ring * units_per_mm, RING * units_per_mm, dxfattribs={"layer": "NUMBERS"})
    high = 0.8 * HEIGHT
    _add_text(
        space, DrawnText(str(label.number), ring - high / 2 * up, high, label.angle, "middle"), units_per_mm, "NUMBERS"
    )


def _text_middle(label: Label) -> ViewPoints:
    """Of the text alone, without its number's ring."""
    return label.centre + (label_width(label.text) - text_width(label.text)) / 2 * text_directions(label.angle)[0]


def _add_dimension(space: Modelspace, size: PlacedSize, units_per_mm: float) -> None:
    # Not every program shows the tolerances among the settings, so the text holds them as well.
    settings: dict[str, Any] = {
        "dimstyle": "ISO",
        "text": _dimension_text(size),
        "override": {"dimtp": size.callout.tolerance, "dimtm": size.callout.tolerance}
        if size.callout.tolerance
        else {},
        "location": tuple(_text_middle(size.label) * units_per_mm),
        "dxfattribs": {"layer": "DIMENSIONS"},
    }
    marks = size.marks * units_per_mm
    if size.kind == "linear":
        direction = (marks[3] - marks[2]) / np.linalg.norm(marks[3] - marks[2])
        # The entity measures the nominal size, even where the mesh deviates slightly.
        second = marks[1] + ((marks[3] - marks[2]) @ direction - (marks[1] - marks[0]) @ direction) * direction
        angle = float(np.degrees(np.arctan2(direction[1], direction[0])))
        space.add_linear_dim(
            base=tuple(marks[2]), p1=tuple(marks[0]), p2=tuple(second), angle=angle, **settings
        ).render()
    elif size.kind == "diameter":
        angle = float(np.degrees(np.arctan2(*(marks[1] - marks[0])[::-1])))
        space.add_diameter_dim(
            center=tuple(marks[0]), radius=size.callout.nominal / 2, angle=angle, **settings
        ).render()
    elif size.kind == "radius":
        angle = float(np.degrees(np.arctan2(*(marks[1] - marks[0])[::-1])))
        space.add_radius_dim(center=tuple(marks[0]), radius=size.callout.nominal, angle=angle, **settings).render()
    elif size.kind == "angular":
        legs = [(tuple(marks[0]), tuple(end)) for end in marks[1:3]]
        space.add_angular_dim_2l(base=tuple(marks[3]), line1=legs[0], line2=legs[1], **settings).render()
    else:
        _add_note(space, size, units_per_mm)


def _dimension_text(size: PlacedSize) -> str:
    """The measured value with the prefix and the tolerance; for a negative angle the whole text."""
    if size.callout.nominal < 0:
        return size.callout.text
    return f"{size.callout.prefix}<>{size.callout.margin}"


def _add_note(space: Modelspace, size: PlacedSize, units_per_mm: float) -> None:
    """A leader, and the text at its end."""
    corners = [size.strokes[0][0], *size.strokes[1]]
    space.add_leader([tuple(each * units_per_mm) for each in corners], "ISO", dxfattribs={"layer": "DIMENSIONS"})
    along, up = text_directions(size.label.angle)
    foot = _text_middle(size.label) - text_width(size.label.text) / 2 * along - HEIGHT / 2 * up
    _add_text(space, DrawnText(size.label.text, foot, HEIGHT, size.label.angle), units_per_mm, "DIMENSIONS")
