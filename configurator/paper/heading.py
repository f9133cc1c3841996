"""The top of a printed sheet: what it is, of which part, and what that looks like."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Spacer, Table

from configurator.domain.parts.delivered import code_words
from configurator.domain.parts.designs import Design
from configurator.paper.page import NO_PADDING_STYLE, PAGE_WIDTH
from configurator.paper.typeface import BOLD, CODE, GREY, HAIR, INK, LABEL_STYLE, paragraph, style

TITLE_STYLE = style(17, BOLD, after=1.5)
BIG_CODE = style(32, CODE)
FACT = style(9, BOLD)
KIND = style(7, colour=GREY, after=1)
QR = 24 * mm
HEADING_PICTURE = (104 * mm, 78 * mm)


def heading(kind: str, title: str, design: Design, is_engraved: bool, qr_text: str) -> Flowable:
    """Kind of sheet, title and design code, and whether the part carries it; beside them a QR code of `qr_text`."""
    names = [
        paragraph(kind, KIND),
        paragraph(design.title_with_side(title), TITLE_STYLE),
        paragraph(design.code, BIG_CODE),
        paragraph(f"Code {code_words(is_engraved)}", KIND),
    ]
    code = QrCode(qr_text, width=QR, height=QR, qrBorder=0, qrLevel="M")
    # Offset so that the code aligns with the first and the last line beside it.
    level = [("RIGHTPADDING", (0, 0), (0, 0), 6 * mm), ("TOPPADDING", (1, 0), (1, 0), 0.8 * mm)]
    return Table([[names, code]], [PAGE_WIDTH - QR, QR], style=[*NO_PADDING_STYLE, *level])


def heading_facts(facts: Mapping[str, str], widths: Sequence[float]) -> Table:
    """Facts in a row under their labels: the first as wide as `widths` say, the others share what remains."""
    cells = [[paragraph(label, LABEL_STYLE), paragraph(fact, FACT)] for label, fact in facts.items()]
    rules: list[tuple[Any, ...]] = [
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
        ("LINEBELOW", (0, 0), (-1, 0), 0.4, HAIR),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3 * mm),
        ("TOPPADDING", (0, 0), (-1, -1), 1.6 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2 * mm),
    ]
    rest = len(cells) - len(widths)
    return Table([cells], [*widths, *[(PAGE_WIDTH - sum(widths)) / rest] * rest], style=[*NO_PADDING_STYLE, *rules])


def heading_picture(png: bytes | None, size: tuple[float, float] = HEADING_PICTURE) -> Flowable:
    """The part's picture as large as its place allows, with its proportions unchanged; empty without one."""
    return Image(io.BytesIO(png), *size, kind="proportional", hAlign="LEFT") if png else Spacer(*size)
