"""Fonts and text styles of printed sheets: DejaVu Sans, embedded, as it has Ø and the accents of Europe."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from configurator.domain.errors import failed
from configurator.domain.texts import neutral

PLAIN, BOLD, CODE = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono-Bold"
# The height of its capitals, as a fraction of the type size.
CAP_HEIGHT_RATIO = 0.729
# As reportlab numbers them.
Align = Literal[0, 2]
LEFT_ALIGNED: Align = 0
RIGHT_ALIGNED: Align = 2
INK, GREY, HAIR = HexColor("#1b1d20"), HexColor("#666b73"), HexColor("#b9bec6")


@cache
def load_fonts() -> None:
    """Make the fonts known to reportlab. Raises Failed without matplotlib, which brings them."""
    # Located without importing it: importing matplotlib takes half a second.
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise failed("The fonts are missing.", hint="Install matplotlib: it brings them.")
    folder = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"
    for name in (PLAIN, BOLD, CODE):
        registerFont(TTFont(name, folder / f"{name}.ttf"))


@cache
def style(
    size: float, font: str = PLAIN, colour: Color = INK, align: Align = LEFT_ALIGNED, after: float = 0
) -> ParagraphStyle:
    """Type of a size in points, with room after it in mm; a word that is too long for its line is broken."""
    return ParagraphStyle(
        f"{font} {size}",
        fontName=font,
        fontSize=size,
        leading=round(size * 1.3, 1),
        textColor=colour,
        alignment=align,
        spaceAfter=after * mm,
    )


# In points, 2.5 mm: what is read at arm's length, in a garage or at a bedside.
LEAST_TYPE = 7.2
LABEL_STYLE = style(6.2, colour=GREY)
LABEL_RIGHT = style(6.2, colour=GREY, align=RIGHT_ALIGNED)
TEXT_STYLE = style(8.2)
BOLD_TEXT = style(8.2, BOLD)
HEADING = style(8.6, BOLD, after=1.2)
NUMBER_STYLE = style(8.2, align=RIGHT_ALIGNED)
NUMBER_BOLD = style(8.2, BOLD, align=RIGHT_ALIGNED)
UNIT_STYLE = style(8.2, colour=GREY)
REMARK = style(5.8, colour=GREY, align=RIGHT_ALIGNED)
REMARK_BOLD = style(5.8, BOLD, align=RIGHT_ALIGNED)
SMALL = style(5.8, colour=GREY)


def paragraph(text: str, how: ParagraphStyle = TEXT_STYLE) -> Paragraph:
    """The text as it is: nothing in it is taken for markup, controls are written out, and its lines stay lines."""
    return Paragraph("<br/>".join(escape(neutral(line)) for line in text.splitlines()), how)
