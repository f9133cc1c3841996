"""The table of critical dimensions, numbered as on the drawing, with room for the inspector's measurements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table

from configurator.domain.display_units import in_shown_unit, sentence_in_unit, shown_unit
from configurator.domain.naming import display_title
from configurator.domain.offers.compensation import compensation_sentence
from configurator.domain.offers.inspection_limits import dimension_unit, inspection_limits
from configurator.domain.offers.offers import Offer
from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.parts.measured_dimensions import MeasuredDimension
from configurator.domain.parts.size_symbols import SIGNS
from configurator.paper.page import NO_PADDING_STYLE, PAGE_WIDTH
from configurator.paper.typeface import (
    BOLD_TEXT,
    HAIR,
    HEADING,
    INK,
    LABEL_RIGHT,
    LABEL_STYLE,
    NUMBER_BOLD,
    NUMBER_STYLE,
    REMARK,
    REMARK_BOLD,
    SMALL,
    UNIT_STYLE,
    paragraph,
)

TABLE_COLUMNS = [7 * mm, 37 * mm, 22 * mm, 23 * mm, 18 * mm, 18 * mm, 9 * mm]
PIECE_COLUMNS_WIDTH = PAGE_WIDTH - sum(TABLE_COLUMNS)
# 0.001 mm and 0.0001 in: as closely as a mesh is measured. The project's own choice.
DECIMALS: Final = {"mm": 3, "in": 4, "deg": 3}
# With more pieces than this, the columns are too narrow to write a size in.
MAX_PIECE_COLUMNS = 3
NOTE_BY_KIND = {
    "girth": "On a girth, the first number of the process counts π times.",
    "inscribed": "Inscribed: the thickest pin that the bore of the model lets through.",
    "angle": "Angles have no limits, as the process states none: write down what is found.",
    "axis_angle": "Angles of axes have no limits: write down what is found.",
    "thread_pitch": "A pitch has no limits: try the thread with a gauge or with its mate.",
}


def dimension_table(
    dimensions: Sequence[MeasuredDimension],
    offer: Offer | None,
    quantity: int = 1,
    unit: LengthUnit = "mm",
    compensation_mm: float = 0.0,
) -> list[Flowable]:
    """Heading, one row for each of a report's dimensions, and how limits are computed; no limits without an offer.

    Lengths in inches have the metric ones beneath. Holes are drawn `compensation_mm` wider in diameter than asked.
    """
    labels = _piece_labels(quantity)
    rows = [_row(number, each, offer, unit) + [""] * len(labels) for number, each in enumerate(dimensions, 1)]
    table = Table(
        [_header(labels), *rows],
        [*TABLE_COLUMNS, *[PIECE_COLUMNS_WIDTH / len(labels)] * len(labels)],
        minRowHeights=[0, *[6.4 * mm] * len(rows)],
        repeatRows=1,
        style=[*NO_PADDING_STYLE, *_rules(len(TABLE_COLUMNS))],
    )
    basis = [_limits_note(dimensions, offer, unit)]
    if compensation_mm:
        basis.append(paragraph(sentence_in_unit(compensation_sentence(compensation_mm), unit), SMALL))
    return [CondPageBreak(30 * mm), paragraph("Critical dimensions", HEADING), table, Spacer(0, 1.2 * mm), *basis]


def _piece_labels(quantity: int) -> list[str]:
    if quantity == 1:
        return ["FOUND"]
    if quantity <= MAX_PIECE_COLUMNS:
        return [f"FOUND {piece}" for piece in range(1, quantity + 1)]
    return ["FOUND No."] * MAX_PIECE_COLUMNS


def _header(piece_labels: list[str]) -> list[Paragraph]:
    numbers = [paragraph(label, LABEL_RIGHT) for label in ("ASKED", "ON THE MODEL", "LEAST", "GREATEST")]
    return [
        paragraph("No.", LABEL_STYLE),
        paragraph("DIMENSION", LABEL_STYLE),
        *numbers,
        paragraph("", LABEL_STYLE),
        *[paragraph(each, LABEL_STYLE) for each in piece_labels],
    ]


def _row(number: int, dimension: MeasuredDimension, offer: Offer | None, unit: LengthUnit) -> list[Any]:
    own_unit = dimension_unit(dimension.kind)
    sign = dimension.sign or SIGNS.get(dimension.kind, "")
    return [
        paragraph(str(number), BOLD_TEXT),
        _name(dimension),
        _size(dimension.nominal, own_unit, unit, NUMBER_STYLE, f"{sign} " if sign else ""),
        _measured(dimension, own_unit, unit),
        *_limits(dimension, offer, unit),
        paragraph(shown_unit(own_unit, unit), UNIT_STYLE),
    ]


def _name(dimension: MeasuredDimension) -> list[Paragraph]:
    """In words; of a thread its designation beneath."""
    designation = [paragraph(dimension.designation, SMALL)] if dimension.designation else []
    return [paragraph(display_title(dimension.name)), *designation]


def _limits(dimension: MeasuredDimension, offer: Offer | None, unit: LengthUnit) -> list[list[Paragraph]]:
    """Least and greatest to accept; dashes where there are none."""
    size = (dimension.kind, dimension.nominal, dimension.tolerance)
    limits = inspection_limits(*size, offer) if offer else None
    return [_size(each, "mm", unit, NUMBER_BOLD) for each in limits] if limits else [[paragraph("–", NUMBER_BOLD)]] * 2


def _measured(dimension: MeasuredDimension, own_unit: str, unit: LengthUnit) -> list[Paragraph]:
    lines = _size(dimension.measured, own_unit, unit, NUMBER_STYLE if dimension.ok else NUMBER_BOLD)
    if dimension.drawn is not None and dimension.drawn != dimension.nominal:
        lines.append(paragraph(f"drawn {', '.join(_size_texts(dimension.drawn, own_unit, unit))}", REMARK))
        lines.append(paragraph(f"expected {', '.join(_size_texts(dimension.target_on_part, own_unit, unit))}", REMARK))
    if dimension.inscribed is not None:
        texts = _size_texts(dimension.inscribed, own_unit, unit)
        lines.append(paragraph(f"inscribed {', '.join(texts)}", REMARK))
    if not dimension.ok:
        lines.append(paragraph("out of tolerance", REMARK_BOLD))
    return lines


def _size(value: float, own_unit: str, unit: LengthUnit, how: ParagraphStyle, sign: str = "") -> list[Paragraph]:
    number, *metric = _size_texts(value, own_unit, unit)
    return [paragraph(sign + number, how), *[paragraph(each, REMARK) for each in metric]]


def _size_texts(value: float, own_unit: str, unit: LengthUnit) -> list[str]:
    """The number in the unit that it is shown in; after it the metric size, where that is another."""
    shown = shown_unit(own_unit, unit)
    number = _number(in_shown_unit(value, own_unit, unit), shown)
    return [number] if shown == own_unit else [number, f"{_number(value, own_unit)} {own_unit}"]


def _number(value: float, unit: str) -> str:
    return f"{value:z.{DECIMALS[unit]}f}".replace("-", "−")


def _rules(first_piece_column: int) -> list[tuple[Any, ...]]:
    return [
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR),
        ("LINEBEFORE", (first_piece_column, 0), (-1, -1), 0.4, HAIR),
        ("TOPPADDING", (0, 0), (-1, -1), 1.4 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * mm),
        ("LEFTPADDING", (first_piece_column - 1, 0), (-1, -1), 2 * mm),
    ]


def _limits_note(dimensions: Sequence[MeasuredDimension], offer: Offer | None, unit: LengthUnit) -> Paragraph:
    if offer is None:
        return paragraph("No offer is named: limits come with the order.", SMALL)
    process_tolerance = f"{offer.tolerance:g} mm" + (
        f" + {offer.tolerance_per_mm:g} × size" if offer.tolerance_per_mm else ""
    )
    basis = f"Least and greatest: asked ± (tolerance of the model + tolerance of the process: {process_tolerance})."
    kinds = {each.kind for each in dimensions} | {"inscribed" for each in dimensions if each.inscribed is not None}
    basis = sentence_in_unit(basis, unit)
    return paragraph(" ".join([basis, *[note for kind, note in NOTE_BY_KIND.items() if kind in kinds]]), SMALL)
