"""The table of critical dimensions, numbered as on the drawing, with room for the inspector's measurements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table

from configurator.domain.naming import display_title
from configurator.domain.offers.inspection_limits import dimension_unit, inspection_limits
from configurator.domain.offers.offers import Offer
from configurator.domain.parts.measured_dimensions import MeasuredDimension
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
# With more pieces than this, the columns are too narrow to write a size in.
MAX_PIECE_COLUMNS = 3
NOTE_BY_KIND = {
    "girth": "On a girth, the first number of the process counts π times.",
    "inscribed": "Inscribed: the thickest pin that the bore of the model lets through.",
    "angle": "Angles have no limits, as the process states none: write down what is found.",
}


def dimension_table(dimensions: Sequence[MeasuredDimension], offer: Offer | None, quantity: int = 1) -> list[Flowable]:
    """Heading, one row for each of a report's dimensions, and how limits are computed; no limits without an offer."""
    labels = _piece_labels(quantity)
    rows = [_row(number, each, offer) + [""] * len(labels) for number, each in enumerate(dimensions, 1)]
    table = Table(
        [_header(labels), *rows],
        [*TABLE_COLUMNS, *[PIECE_COLUMNS_WIDTH / len(labels)] * len(labels)],
        minRowHeights=[0, *[6.4 * mm] * len(rows)],
        repeatRows=1,
        style=[*NO_PADDING_STYLE, *_rules(len(TABLE_COLUMNS))],
    )
    basis = _limits_note(dimensions, offer)
    return [CondPageBreak(30 * mm), paragraph("Critical dimensions", HEADING), table, Spacer(0, 1.2 * mm), basis]


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


def _row(number: int, dimension: MeasuredDimension, offer: Offer | None) -> list[Any]:
    sign = "Ø " if dimension.kind == "diameter" else ""
    return [
        paragraph(str(number), BOLD_TEXT),
        paragraph(display_title(dimension.name)),
        paragraph(sign + _number(dimension.nominal), NUMBER_STYLE),
        _measured(dimension),
        *[paragraph(limit, NUMBER_BOLD) for limit in _limits(dimension, offer)],
        paragraph(dimension_unit(dimension.kind), UNIT_STYLE),
    ]


def _limits(dimension: MeasuredDimension, offer: Offer | None) -> tuple[str, str]:
    """Least and greatest to accept; dashes where there are none."""
    size = (dimension.kind, dimension.nominal, dimension.tolerance)
    limits = inspection_limits(*size, offer) if offer else None
    return (_number(limits[0]), _number(limits[1])) if limits else ("–", "–")


def _measured(dimension: MeasuredDimension) -> list[Paragraph]:
    lines = [paragraph(_number(dimension.measured), NUMBER_STYLE if dimension.ok else NUMBER_BOLD)]
    if dimension.inscribed is not None:
        lines.append(paragraph(f"inscribed {_number(dimension.inscribed)}", REMARK))
    if not dimension.ok:
        lines.append(paragraph("out of tolerance", REMARK_BOLD))
    return lines


def _number(value: float) -> str:
    return f"{value:z.3f}".replace("-", "−")


def _rules(first_piece_column: int) -> list[tuple[Any, ...]]:
    return [
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR),
        ("LINEBEFORE", (first_piece_column, 0), (-1, -1), 0.4, HAIR),
        ("TOPPADDING", (0, 0), (-1, -1), 1.4 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * mm),
        ("LEFTPADDING", (first_piece_column - 1, 0), (-1, -1), 2 * mm),
    ]


def _limits_note(dimensions: Sequence[MeasuredDimension], offer: Offer | None) -> Paragraph:
    if offer is None:
        return paragraph("No offer is named: limits come with the order.", SMALL)
    process_tolerance = f"{offer.tolerance:g} mm" + (
        f" + {offer.tolerance_per_mm:g} × size" if offer.tolerance_per_mm else ""
    )
    basis = f"Least and greatest: asked ± (tolerance of the model + tolerance of the process: {process_tolerance})."
    kinds = {each.kind for each in dimensions} | {"inscribed" for each in dimensions if each.inscribed is not None}
    return paragraph(" ".join([basis, *[note for kind, note in NOTE_BY_KIND.items() if kind in kinds]]), SMALL)
