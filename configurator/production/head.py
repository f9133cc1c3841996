"""The top of the traveller: which part it is, whose job, and what it looks like."""

from __future__ import annotations

import io
from typing import Any

from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Spacer, Table

from configurator.domain.handovers import Handover
from configurator.paper.page import FLUSH, WIDTH
from configurator.paper.typeface import BOLD, CODE, GREY, HAIR, INK, LABEL, style, words

TITLE = style(17, BOLD, after=1.5)
BIG_CODE = style(32, CODE)
FACT = style(9, BOLD)
KIND = style(7, colour=GREY, after=1)
QR = 24 * mm
# The widths of ticket and quantity; the other facts share what remains.
NARROW = [35 * mm, 21 * mm]
PICTURE = (104 * mm, 78 * mm)


def head(handover: Handover) -> list[Flowable]:
    """Title, design code and the ticket's QR code; below them, what the job is."""
    kind = "TRAVELLER  ·  REMAKE" if handover.remake_of else "TRAVELLER"
    names = [words(kind, KIND), words(_title(handover), TITLE), words(handover.design.code, BIG_CODE)]
    ticket = QrCode(handover.ticket, width=QR, height=QR, qrBorder=0, qrLevel="M")
    # So much lower, it stands level with the first and the last line beside it.
    level = [("RIGHTPADDING", (0, 0), (0, 0), 6 * mm), ("TOPPADDING", (1, 0), (1, 0), 0.8 * mm)]
    top = Table([[names, ticket]], [WIDTH - QR, QR], style=[*FLUSH, *level])
    return [top, Spacer(0, 4.5 * mm), _facts(handover), Spacer(0, 3 * mm)]


def _title(handover: Handover) -> str:
    """What it is, and for which side where it has one: a pair is made of two that look alike."""
    side = handover.design.parameters.get("side")
    return f"{handover.title}, {side}" if side else handover.title


def _facts(handover: Handover) -> Table:
    facts = {
        "TICKET": handover.ticket,
        "QUANTITY": str(handover.quantity),
        "ORDER": handover.order,
        "FACTORY": handover.factory,
        "MACHINE": handover.machine,
    }
    if handover.remake_of:
        facts["REMAKE OF"] = handover.remake_of
    cells = [[words(label, LABEL), words(fact, FACT)] for label, fact in facts.items()]
    rules: list[tuple[Any, ...]] = [
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
        ("LINEBELOW", (0, 0), (-1, 0), 0.4, HAIR),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3 * mm),
        ("TOPPADDING", (0, 0), (-1, -1), 1.6 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2 * mm),
    ]
    rest = len(cells) - len(NARROW)
    return Table([cells], [*NARROW, *[(WIDTH - sum(NARROW)) / rest] * rest], style=[*FLUSH, *rules])


def picture(handover: Handover) -> Flowable:
    """The part's picture as large as its place allows, its proportions kept; empty without one."""
    images = [content for name, content in sorted(handover.files.items()) if name.endswith(".png")]
    if not images:
        return Spacer(*PICTURE)
    return Image(io.BytesIO(images[0]), *PICTURE, kind="proportional", hAlign="LEFT")
