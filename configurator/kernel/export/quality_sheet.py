"""The quality sheet: what an inspector measures on the finished part, numbered as on the drawing."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from configurator.domain.offers.offers import OFFERS, offer_texts
from configurator.domain.parts.delivered import has_engraved_code
from configurator.domain.parts.drafting import Drafting
from configurator.domain.parts.versions import versions
from configurator.kernel.export.report import made_bodies, measured_dimension
from configurator.kernel.part import Part
from configurator.kernel.render import render_part
from configurator.paper.dimension_table import dimension_table
from configurator.paper.heading import heading, heading_facts, heading_picture
from configurator.paper.page import PAGE_WIDTH, bind_pages
from configurator.paper.record import bodies_row, insert_rows, origin_rows, signature_rows
from configurator.paper.typeface import load_fonts, paragraph

SHEET_PIXELS = (880, 440)
SHEET_PICTURE = (PAGE_WIDTH, PAGE_WIDTH * SHEET_PIXELS[1] / SHEET_PIXELS[0])


def make_quality_sheet(part: Part, drafting: Drafting) -> bytes:
    """A PDF of A4 pages; the same part and drafting give the same bytes.

    Raises Failed if the fonts cannot be found or there is no OpenGL.
    """
    load_fonts()
    offer, code = OFFERS.get(drafting.offer), part.design.code
    story: list[Flowable] = [
        heading("QUALITY SHEET", part.template.title, part.design, has_engraved_code(part.template, part.design), code),
        Spacer(0, 4.5 * mm),
        heading_facts(_heading_facts(part, drafting), [60 * mm]),
        Spacer(0, 2 * mm),
        heading_picture(render_part(part, size=SHEET_PIXELS, labels="numbers"), SHEET_PICTURE),
        Spacer(0, 2 * mm),
        *([paragraph(drafting.installation)] if drafting.installation else []),
        *bodies_row(tuple(made_bodies(part))),
        *dimension_table(
            [measured_dimension(each) for each in part.measurements],
            offer,
            unit=drafting.unit,
            compensation_mm=part.hole_compensation_mm,
        ),
        *insert_rows(part.inserts),
        Spacer(0, 4 * mm),
        signature_rows(),
        Spacer(0, 2 * mm),
        origin_rows(part.design, versions(), drafting.unit),
    ]
    return bind_pages(story, f"Quality sheet {part.template.title} {code}", f"Quality sheet · {code}")


def _heading_facts(part: Part, drafting: Drafting) -> dict[str, str]:
    material, process = offer_texts(drafting.offer)
    return {
        "MATERIAL": material,
        "PROCESS, FINISH": process,
        "VERSION": part.design.version,
        "DATE": drafting.date or "–",
        "PIECE, LOT": "",
    }
