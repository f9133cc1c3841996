"""What printed sheets record: material, approvals, who made and inspected the part, and the design behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Table

from configurator.domain.offers.installation_record import fluid_words, zone_words
from configurator.domain.offers.offers import Offer
from configurator.domain.parts.bodies import MadeBody, bodies_sentence
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.parts.inserts import MadeInsert, hole_text
from configurator.domain.production.handovers import Approval
from configurator.paper.page import NO_PADDING_STYLE, PAGE_WIDTH
from configurator.paper.typeface import BOLD, HAIR, HEADING, INK, LABEL_STYLE, SMALL, TEXT_STYLE, paragraph, style

MATERIAL_WIDTH = 68 * mm
LABEL_WIDTH = 22 * mm
# Begins a line after four spaces that do not break.
INDENTED_LINE = "\n" + 4 * "\N{NO-BREAK SPACE}"
SIGNERS = ("Operator", "Inspector")
SIGNER_STYLE = style(TEXT_STYLE.fontSize, BOLD)


def material_rows(offer: Offer, installation: Mapping[str, Any]) -> list[Flowable]:
    """What it is made of and how, where it sits if that is known, and the fields that the operator fills in."""
    known = {"PROCESS": offer.process, "MATERIAL": offer.material, "GRADE": offer.grade, "FINISH": offer.finish}
    if installation:
        known |= {"SITS": zone_words(installation), "TOUCHED BY": fluid_words(installation)}
    rows = [(paragraph(label, LABEL_STYLE), paragraph(text)) for label, text in known.items()]
    rows += [(paragraph(label, LABEL_STYLE), paragraph("")) for label in ("BATCH / LOT", "MACHINE SERIAL")]
    table = Table(
        rows,
        [LABEL_WIDTH, MATERIAL_WIDTH - LABEL_WIDTH],
        minRowHeights=[6.4 * mm] * len(known) + [9 * mm] * 2,
        style=[
            *NO_PADDING_STYLE,
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR),
            ("TOPPADDING", (1, 0), (1, -1), 1.4 * mm),
            ("TOPPADDING", (0, 0), (0, -1), 2 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * mm),
        ],
    )
    return [paragraph("Material", HEADING), table]


def bodies_row(bodies: Sequence[MadeBody]) -> list[Flowable]:
    """What a part of several named bodies consists of."""
    return [paragraph(bodies_sentence(bodies))] if bodies else []


def insert_rows(inserts: Sequence[MadeInsert]) -> list[Flowable]:
    """What is put into the part: which, where, into which hole, and that hole on the model; nothing without any."""
    if not inserts:
        return []
    labels = ("PUT IN", "WHERE", "HOLE", "ON THE MODEL", "DONE")
    rows = [[paragraph(label, LABEL_STYLE) for label in labels], *map(_insert_row, inserts)]
    widths = [48 * mm, 34 * mm, 42 * mm, 36 * mm, PAGE_WIDTH - 160 * mm]
    table = Table(
        rows,
        widths,
        style=[
            *NO_PADDING_STYLE,
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR),
            ("TOPPADDING", (0, 0), (-1, -1), 1.2 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * mm),
        ],
    )
    return [CondPageBreak(25 * mm), paragraph("Inserts", HEADING), table]


def _insert_row(insert: MadeInsert) -> list[Paragraph]:
    depth = "through" if insert.measured_depth is None else f"{insert.measured_depth:.2f} mm deep"
    part = f"{insert.part}, {insert.standard}" if insert.standard else insert.part
    model = f"ø{insert.measured_diameter:.2f} mm, {depth}"
    return [paragraph(text) for text in (part, insert.face, hole_text(insert).removeprefix("hole "), model, "")]


def approval_rows(approvals: Iterable[Approval]) -> list[Flowable]:
    """Who approved the part, when, and why in spite of a deviation."""
    lines = [line for each in approvals for line in _approval_lines(each)]
    return [CondPageBreak(15 * mm), paragraph("Approvals", HEADING), *(lines or [paragraph("None is recorded.")])]


def _approval_lines(approval: Approval) -> list[Paragraph]:
    at = datetime.fromisoformat(approval.at)
    when = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    lines = [paragraph(f"{approval.actor}, {when:%Y-%m-%d %H:%M} UTC", SIGNER_STYLE)]
    if approval.deviation:
        # Indented, so that no line of it can pass for another approval.
        lines.append(paragraph(f"Deviation: {INDENTED_LINE.join(approval.deviation.splitlines())}"))
    return lines


def signature_rows() -> Flowable:
    """A line each for operator and inspector: name, date, signature."""
    rows = [
        [paragraph(who, SIGNER_STYLE), *[paragraph(label, LABEL_STYLE) for label in ("NAME", "DATE", "SIGNATURE")]]
        for who in SIGNERS
    ]
    table = Table(
        rows,
        [LABEL_WIDTH, 55 * mm, 35 * mm, PAGE_WIDTH - LABEL_WIDTH - 90 * mm],
        rowHeights=[10 * mm] * len(rows),
        style=[
            *NO_PADDING_STYLE,
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR),
            ("TOPPADDING", (0, 0), (0, -1), 1.2 * mm),
            ("TOPPADDING", (1, 0), (-1, -1), 1.8 * mm),
        ],
    )
    return KeepTogether([table])


def origin_rows(design: Design, versions: Mapping[str, str], unit: LengthUnit = "mm") -> Paragraph:
    """Small print: the design's full name, the versions that made its files, and the unit of the sheet's sizes."""
    lengths = "in inches, with mm beneath" if unit == "in" else "in mm"
    programs = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    return paragraph(
        f"Template {design.template}, version {design.version}. Design SHA-256 {design.digest}. Made with {programs}."
        f" Sizes {lengths}, angles in deg (°). On the model: measured on the mesh of its files.",
        SMALL,
    )
