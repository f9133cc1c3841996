"""Pages to file: A4 with ISO 5457's margins, 20 mm to file by and 10 mm elsewhere."""

from __future__ import annotations

import io
from functools import partial

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CallerMacro, Flowable, Frame, PageTemplate

from configurator.domain.texts import neutral
from configurator.paper.typeface import GREY, HAIR, PLAIN

LEFT, RIGHT, TOP, BOTTOM = 20 * mm, 10 * mm, 11 * mm, 16 * mm
PAGE_WIDTH = A4[0] - LEFT - RIGHT
FOOTER_Y = 10 * mm
FOOTER_FONT_SIZE = 6.2
PAGE_TOTAL_FORM = "total"
# Images as binary, not as ASCII85: the encoding would take most of a page's time, and a quarter more bytes.
rl_config.useA85 = 0
# Cells without padding, unless a table adds some; the font replaces the default one of tables, which is not embedded.
NO_PADDING_STYLE = [
    ("FONTNAME", (0, 0), (-1, -1), PLAIN),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


def bind_pages(story: list[Flowable], title: str, foot: str, size: tuple[float, float] = A4) -> bytes:
    """The story on as many pages as it needs, as PDF; `foot` stands below each, with its number.

    `size` is that of the paper, in points.

    Equal stories give equal bytes.
    """
    title, foot = neutral(title), neutral(foot)
    sheets = io.BytesIO()
    document = BaseDocTemplate(
        sheets,
        pagesize=size,
        title=title,
        author="made-to-measure",
        lang="en",
        # Else every page begins in a font that is not embedded.
        initialFontName=PLAIN,
        pageCompression=1,
        # No date in the file.
        invariant=1,
    )
    area = Frame(LEFT, BOTTOM, size[0] - LEFT - RIGHT, size[1] - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates(
        PageTemplate(frames=[area], onPageEnd=lambda canvas, _: _draw_footer(canvas, foot, size[0]))
    )
    document.build([*story, CallerMacro(drawCallable=partial(_draw_page_total, width=size[0]))])
    return sheets.getvalue()


def _draw_footer(canvas: Canvas, foot: str, width: float) -> None:
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(0.4)
    canvas.line(LEFT, FOOTER_Y + 9, width - RIGHT, FOOTER_Y + 9)
    _set_footer_style(canvas)
    canvas.drawString(LEFT, FOOTER_Y, foot)
    canvas.drawRightString(_page_total_x(width), FOOTER_Y, f"Page {canvas.getPageNumber()} of ")
    canvas.doForm(PAGE_TOTAL_FORM)


def _draw_page_total(last: Flowable, width: float) -> None:
    """Draw the number of pages, known now that the last flowable is set, into the form that every footer shows."""
    canvas = last.canv
    canvas.beginForm(PAGE_TOTAL_FORM)
    _set_footer_style(canvas)
    canvas.drawString(_page_total_x(width), FOOTER_Y, str(canvas.getPageNumber()))
    canvas.endForm()


def _set_footer_style(canvas: Canvas) -> None:
    canvas.setFont(PLAIN, FOOTER_FONT_SIZE)
    canvas.setFillColor(GREY)


def _page_total_x(width: float) -> float:
    return float(width - RIGHT - stringWidth("0", PLAIN, FOOTER_FONT_SIZE))
