"""A sheet as PDF: the same sheet gives the same bytes."""

from __future__ import annotations

import io

import numpy as np
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from configurator.kernel.drawing.lettering import GAP, HEIGHT, RING, label_width, text_directions
from configurator.kernel.drawing.primitives import DrawnText, Figure, Label, LineStyle, PlacedSize
from configurator.kernel.drawing.sheet import DrawingSheet
from configurator.kernel.drawing.views import ViewPoints
from configurator.paper.typeface import BOLD, CAP_HEIGHT_RATIO, PLAIN, load_fonts

# Widths and dashes in mm, as ISO 128 has them.
PENS: dict[LineStyle, tuple[float, tuple[float, ...]]] = {
    "visible": (0.45, ()),
    "hidden": (0.22, (2.2, 1.1)),
    "centre": (0.18, (8.0, 1.2, 1.0, 1.2)),
    "thin": (0.22, ()),
    "hatch": (0.13, ()),
    "plane": (0.6, ()),
    "frame": (0.6, ()),
}
ARROW = (2.5, 0.45)


def write_pdf(sheet: DrawingSheet, title: str) -> bytes:
    """One page. Raises Failed if the fonts cannot be found."""
    load_fonts()
    width, height = sheet.size
    file = io.BytesIO()
    # The library's type stubs declare the font's name as a number.
    canvas = Canvas(file, (width * mm, height * mm), invariant=1, pageCompression=1, initialFontName=PLAIN, lang="en")  # type: ignore[arg-type]
    canvas.setTitle(title)
    canvas.setAuthor("made-to-measure")
    canvas.scale(mm, mm)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for figure in sheet.figures:
        _draw_figure(canvas, figure)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw_figure(canvas: Canvas, figure: Figure) -> None:
    for style in PENS:
        width, dashes = PENS[style]
        canvas.setLineWidth(width)
        canvas.setDash(*((list(dashes), 0) if dashes else ()))
        for stroke in figure.strokes:
            if stroke.style == style:
                _draw_line(canvas, stroke.points)
    canvas.setDash()
    for size in figure.sizes:
        _draw_dimension(canvas, size)
    for words in figure.words:
        _draw_text(canvas, words)


def _draw_line(canvas: Canvas, points: ViewPoints) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path)


def _draw_dimension(canvas: Canvas, size: PlacedSize) -> None:
    canvas.setLineWidth(PENS["thin"][0])
    for stroke in size.strokes:
        _draw_line(canvas, stroke)
    for tip, direction in size.arrows:
        _draw_arrow(canvas, tip, direction)
    _draw_label(canvas, size.label)


def _draw_arrow(canvas: Canvas, tip: ViewPoints, direction: ViewPoints) -> None:
    length, half_width = ARROW
    barbs = tip - length * direction + np.outer((-half_width, half_width), (-direction[1], direction[0]))
    path = canvas.beginPath()
    path.moveTo(*tip)
    for barb in barbs:
        path.lineTo(*barb)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_label(canvas: Canvas, label: Label) -> None:
    along, up = text_directions(label.angle)
    start = label.centre - label_width(label.text) / 2 * along
    ring = start + RING * along
    canvas.circle(float(ring[0]), float(ring[1]), RING, stroke=1, fill=0)
    number_height = HEIGHT * 0.8
    _draw_text(
        canvas, DrawnText(str(label.number), ring - number_height / 2 * up, number_height, label.angle, "middle")
    )
    _draw_text(canvas, DrawnText(label.text, start + (2 * RING + GAP) * along - HEIGHT / 2 * up, HEIGHT, label.angle))


def _draw_text(canvas: Canvas, words: DrawnText) -> None:
    canvas.saveState()
    canvas.translate(*words.at)
    canvas.rotate(words.angle)
    canvas.setFont(BOLD if words.bold else PLAIN, words.height / CAP_HEIGHT_RATIO)
    draw_by_anchor = {"left": canvas.drawString, "middle": canvas.drawCentredString, "right": canvas.drawRightString}
    draw_by_anchor[words.anchor](0, 0, words.text)
    canvas.restoreState()
