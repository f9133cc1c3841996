"""A sheet to print and take along: where each size is measured, and room to write it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic.fields import FieldInfo
from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from configurator.domain.display_units import sentence_in_unit, shown_unit
from configurator.domain.measures.sheets import MAX_REPEAT_SPREAD_RATIO
from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.parts.kinds import parameter_unit, schema_extra, words_of
from configurator.domain.parts.measuring.figures import MeasuringLine
from configurator.domain.parts.sides import SIDE, sides_of
from configurator.domain.parts.templates import Template
from configurator.paper.heading import KIND, TITLE_STYLE
from configurator.paper.measuring_drawing import measuring_drawing
from configurator.paper.page import LEFT, NO_PADDING_STYLE, RIGHT, bind_pages
from configurator.paper.typeface import (
    BOLD,
    GREY,
    HAIR,
    HEADING,
    INK,
    LEAST_TYPE,
    RIGHT_ALIGNED,
    load_fonts,
    paragraph,
    style,
)

SheetPaper = Literal["A4", "Letter"]
PAPER_SIZES: dict[SheetPaper, tuple[float, float]] = {"A4": A4, "Letter": LETTER}
QR = 24 * mm
DRAWING_WIDTH = 70 * mm
BOX_WIDTH, BOX_HEIGHT, UNIT_WIDTH, SIDE_WIDTH = 28 * mm, 8 * mm, 9 * mm, 12 * mm
REMARKS_HEIGHT = 18 * mm
# How often each size is written down: what is measured twice is known to how much.
READINGS = ("1st", "2nd")
HOW, UNIT = style(7.6), style(9, BOLD)
LABEL = style(LEAST_TYPE, colour=GREY)
READING = style(LEAST_TYPE, colour=GREY, align=RIGHT_ALIGNED)
WRITTEN_BY = ("MEASURED BY", "DATE")
AGREEMENT = f"Where they differ by more than {MAX_REPEAT_SPREAD_RATIO:.0%}, measure once more."
BAREFOOT = "On bare skin; late in the day where limbs swell."
PATIENT, CAR = "PATIENT, BY A CODE", "CAR"
REMARKS = "REMARKS"


@dataclass(frozen=True)
class MeasuredField:
    """One row: what it is called, how it is measured, in which unit, where."""

    title: str
    guide: str
    unit: str
    line: MeasuringLine


def measuring_sheet(template: Template[Any], address: str, unit: LengthUnit = "mm", paper: SheetPaper = "A4") -> bytes:
    """A PDF of all parameters that have a line, with a QR code of `address` where that is given.

    Equal arguments give equal bytes. Raises Failed without fonts.
    """
    load_fonts()
    size = PAPER_SIZES[paper]
    width = size[0] - LEFT - RIGHT
    sides = sides_of(template)
    rows = [_field_row(each, sides, width) for each in measured_fields(template, unit)]
    title = f"Measuring sheet: {template.title}"
    return bind_pages([*_top(template, address, width), *rows, _remarks(width)], title, title, size)


def measured_fields(template: Template[Any], unit: LengthUnit) -> list[MeasuredField]:
    """Everything that has a line: what is measured first, in the order of the form."""
    fields = [(name, info) for name, info in template.parameters.model_fields.items() if name in template.measuring]
    fields.sort(key=lambda pair: not schema_extra(pair[1], "measured"))
    return [_measured_field(info, template.measuring[name], unit) for name, info in fields]


def _measured_field(info: FieldInfo, line: MeasuringLine, unit: LengthUnit) -> MeasuredField:
    guide = sentence_in_unit(info.description or "", unit)
    return MeasuredField(str(info.title), guide, shown_unit(parameter_unit(info), unit), line)


def _top(template: Template[Any], address: str, width: float) -> list[Flowable]:
    """What the sheet is of, the way back to the form, and who measured whom."""
    names: list[Flowable] = [paragraph("Measuring sheet", KIND), paragraph(template.title, TITLE_STYLE)]
    how = "Measure each size twice, afresh, and write both, with their unit where it is another than the printed one."
    names += [paragraph(" ".join([how, AGREEMENT, *([BAREFOOT] if template.prescribed else [])]), HOW)]
    if address:
        names += [Spacer(0, 1.5 * mm), paragraph(f"Enter the sizes at {address}", LABEL)]
    code: Flowable | str = QrCode(address, width=QR, height=QR, qrBorder=0, qrLevel="M") if address else ""
    top = Table([[names, code]], [width - QR, QR], style=[*NO_PADDING_STYLE, ("RIGHTPADDING", (0, 0), (0, 0), 6 * mm)])
    written_by = Table(
        [[paragraph(label, LABEL) for label in (PATIENT if template.prescribed else CAR, *WRITTEN_BY)]],
        [width / 2, width / 4, width / 4],
        rowHeights=[11 * mm],
        style=[
            *NO_PADDING_STYLE,
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR),
            ("TOPPADDING", (0, 0), (-1, -1), 1.6 * mm),
        ],
    )
    return [top, Spacer(0, 3 * mm), written_by, *_stated_rows(template), Spacer(0, 3 * mm)]


def _stated_rows(template: Template[Any]) -> list[Flowable]:
    """What has to be said beside the sizes, such as between which toes: a box before each word, to tick."""
    fields = template.parameters.model_fields.items()
    stated = [each for name, each in fields if name != SIDE and schema_extra(each, "stated") and words_of(each)]
    lines = (f"{each.title}, tick one:  {'     '.join(f'[   ] {word}' for word in words_of(each))}" for each in stated)
    return [Spacer(0, 1.5 * mm), *(paragraph(line, HOW) for line in lines)] if stated else []


def _field_row(field: MeasuredField, sides: Sequence[str], width: float) -> Flowable:
    """Drawing on the left; title, how, and boxes to write into on the right."""
    beside = width - DRAWING_WIDTH - 6 * mm
    text: list[Flowable] = [paragraph(field.title, HEADING), paragraph(field.line.mark.sentence, HOW)]
    if field.guide:
        text.append(paragraph(field.guide, LABEL))
    text += [Spacer(0, 2 * mm), _boxes(field.unit, sides)]
    row = Table(
        [[measuring_drawing(field.line, DRAWING_WIDTH), text]],
        [DRAWING_WIDTH + 6 * mm, beside],
        style=[
            *NO_PADDING_STYLE,
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR),
            ("TOPPADDING", (0, 0), (-1, -1), 1.6 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6 * mm),
        ],
    )
    return KeepTogether([row])


def _remarks(width: float) -> Flowable:
    """Room for what no size tells."""
    room = Table(
        [[paragraph(REMARKS, LABEL)]],
        [width],
        rowHeights=[REMARKS_HEIGHT],
        style=[("BOX", (0, 0), (-1, -1), 0.7, INK), ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )
    return KeepTogether([Spacer(0, 4 * mm), room])


def _boxes(unit: str, sides: Sequence[str]) -> Table:
    """For each side a box for each reading, with the unit behind it."""
    lines = [_box_line(side, unit) for side in (sides or ("",))]
    widths = [SIDE_WIDTH if sides else 0.1, *[6 * mm, BOX_WIDTH, UNIT_WIDTH] * len(READINGS)]
    boxes = [("BOX", (column, row), (column, row), 0.7, INK) for row in range(len(lines)) for column in (2, 5)]
    return Table(
        lines,
        widths,
        rowHeights=[BOX_HEIGHT] * len(lines),
        hAlign="LEFT",
        style=[*NO_PADDING_STYLE, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *boxes],
    )


def _box_line(side: str, unit: str) -> list[Flowable | str]:
    line: list[Flowable | str] = [paragraph(side.capitalize(), HOW) if side else ""]
    for reading in READINGS:
        line += [paragraph(f"{reading}\N{NO-BREAK SPACE}", READING), "", paragraph(f"\N{NO-BREAK SPACE}{unit}", UNIT)]
    return line
