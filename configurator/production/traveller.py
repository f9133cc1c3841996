"""The traveller: the printed sheet that goes with a part through the factory."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from configurator.domain.production.handovers import Handover
from configurator.paper.dimension_table import sizes
from configurator.paper.heading import PICTURE, facts, head, picture
from configurator.paper.page import FLUSH, WIDTH, bound
from configurator.paper.record import MATERIAL, approvals, material, origin, signatures
from configurator.paper.typeface import load_fonts

# The widths of ticket and quantity.
NARROW = [35 * mm, 21 * mm]


def traveller(handover: Handover) -> bytes:
    """The bytes of traveller.pdf: A4, on one page unless dimensions or texts need more.

    Equal jobs give equal bytes: nothing in it tells when it was written. Raises Failed if the
    fonts cannot be found.
    """
    load_fonts()
    gap = Spacer(0, 4 * mm)
    kind = "TRAVELLER  ·  REMAKE" if handover.remake_of else "TRAVELLER"
    story = [
        head(kind, handover.title, handover.design, handover.ticket),
        Spacer(0, 4.5 * mm),
        facts(_facts(handover), NARROW),
        Spacer(0, 3 * mm),
        _beside(picture(_png(handover)), material(handover.offer)),
        gap,
        *sizes(handover.report["dimensions"], handover.offer, handover.quantity),
        gap,
        *approvals(handover.approvals),
        gap,
        signatures(),
        Spacer(0, 2 * mm),
        origin(handover.design, handover.report["versions"]),
    ]
    return bound(story, f"{handover.title} {handover.design.code}", f"{handover.ticket} · {handover.design.code}")


def _facts(handover: Handover) -> dict[str, str]:
    told = {
        "TICKET": handover.ticket,
        "QUANTITY": str(handover.quantity),
        "ORDER": handover.order,
        "FACTORY": handover.factory,
        "MACHINE": handover.machine,
    }
    return {**told, "REMAKE OF": handover.remake_of} if handover.remake_of else told


def _png(handover: Handover) -> bytes | None:
    pictures = (content for name, content in sorted(handover.files.items()) if name.endswith(".png"))
    return next(pictures, None)


def _beside(left: Flowable, right: list[Flowable]) -> Table:
    return Table([[left, "", right]], [PICTURE[0], WIDTH - PICTURE[0] - MATERIAL, MATERIAL], style=FLUSH)
