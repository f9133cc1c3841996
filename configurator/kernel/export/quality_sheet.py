"""The quality sheet: what an inspector measures on the finished part, numbered as on the drawing."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from configurator.domain.offers.offers import OFFERS, in_words
from configurator.domain.parts.drafting import Drafting
from configurator.domain.parts.versions import versions
from configurator.kernel.export.report import as_told
from configurator.kernel.part import Part
from configurator.kernel.render import render
from configurator.paper.dimension_table import sizes
from configurator.paper.heading import facts, head, picture
from configurator.paper.page import WIDTH, bound
from configurator.paper.record import origin, signatures
from configurator.paper.typeface import load_fonts

PIXELS = (880, 440)
PICTURE = (WIDTH, WIDTH * PIXELS[1] / PIXELS[0])


def quality_sheet(part: Part, drafting: Drafting) -> bytes:
    """A PDF of A4 pages; the same part and drafting give the same bytes.

    Raises Failed if the fonts cannot be found or there is no OpenGL.
    """
    load_fonts()
    offer, code = OFFERS.get(drafting.offer), part.design.code
    story: list[Flowable] = [
        head("QUALITY SHEET", part.template.title, part.design, code),
        Spacer(0, 4.5 * mm),
        facts(_facts(part, drafting), [60 * mm]),
        Spacer(0, 2 * mm),
        picture(render(part, size=PIXELS, labels="numbers"), PICTURE),
        Spacer(0, 2 * mm),
        *sizes([as_told(each) for each in part.measurements], offer),
        Spacer(0, 4 * mm),
        signatures(),
        Spacer(0, 2 * mm),
        origin(part.design, versions()),
    ]
    return bound(story, f"Quality sheet {part.template.title} {code}", f"Quality sheet · {code}")


def _facts(part: Part, drafting: Drafting) -> dict[str, str]:
    material, process = in_words(drafting.offer)
    return {
        "MATERIAL": material,
        "PROCESS, FINISH": process,
        "VERSION": part.design.version,
        "DATE": drafting.date or "–",
        "PIECE, LOT": "",
    }
