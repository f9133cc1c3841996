"""The traveller: the printed sheet that goes with a part through the factory."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from configurator.domain.production.handovers import Handover
from configurator.paper.dimension_table import dimension_table
from configurator.paper.heading import HEADING_PICTURE, heading, heading_facts, heading_picture
from configurator.paper.page import NO_PADDING_STYLE, PAGE_WIDTH, bind_pages
from configurator.paper.record import (
    MATERIAL_WIDTH,
    approval_rows,
    bodies_row,
    insert_rows,
    material_rows,
    origin_rows,
    signature_rows,
)
from configurator.paper.typeface import load_fonts

# The widths of the columns for ticket and quantity.
FACT_WIDTHS = [35 * mm, 21 * mm]


def make_traveller(handover: Handover) -> bytes:
    """The bytes of traveller.pdf: A4, on one page unless dimensions or texts need more.

    Equal jobs give equal bytes: nothing in it tells when it was written. Raises Failed if the
    fonts cannot be found.
    """
    load_fonts()
    gap = Spacer(0, 4 * mm)
    kind = "TRAVELLER  ·  REMAKE" if handover.remake_of else "TRAVELLER"
    story = [
        heading(kind, handover.title, handover.design, handover.is_engraved, handover.ticket),
        Spacer(0, 4.5 * mm),
        heading_facts(_facts(handover), FACT_WIDTHS),
        Spacer(0, 3 * mm),
        _two_columns(heading_picture(handover.picture), material_rows(handover.offer, handover.installation)),
        *bodies_row(handover.report.bodies),
        gap,
        *dimension_table(
            handover.report.dimensions,
            handover.offer,
            handover.quantity,
            compensation_mm=handover.report.hole_compensation_mm,
        ),
        *insert_rows(handover.report.inserts),
        gap,
        *approval_rows(handover.approvals),
        gap,
        signature_rows(),
        Spacer(0, 2 * mm),
        origin_rows(handover.design, handover.report.versions),
    ]
    return bind_pages(story, f"{handover.title} {handover.design.code}", f"{handover.ticket} · {handover.design.code}")


def _facts(handover: Handover) -> dict[str, str]:
    facts = {
        "TICKET": handover.ticket,
        "QUANTITY": str(handover.quantity),
        "ORDER": handover.order,
        "FACTORY": handover.factory,
        "MACHINE": handover.machine,
    }
    return {**facts, "REMAKE OF": handover.remake_of} if handover.remake_of else facts


def _two_columns(left: Flowable, right: list[Flowable]) -> Table:
    return Table(
        [[left, "", right]],
        [HEADING_PICTURE[0], PAGE_WIDTH - HEADING_PICTURE[0] - MATERIAL_WIDTH, MATERIAL_WIDTH],
        style=NO_PADDING_STYLE,
    )
