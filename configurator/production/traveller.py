"""The traveller: the printed sheet that goes with a part through the factory."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from configurator.domain.handovers import Handover
from configurator.paper.page import FLUSH, WIDTH, bound
from configurator.paper.typeface import load_fonts
from configurator.production.head import PICTURE, head, picture
from configurator.production.record import MATERIAL, approvals, material, origin, signatures
from configurator.production.sizes import sizes


def traveller(handover: Handover) -> bytes:
    """The bytes of traveller.pdf: A4, on one page unless dimensions or texts need more.

    Equal jobs give equal bytes: nothing in it tells when it was written. Raises Failed if the
    fonts cannot be found.
    """
    load_fonts()
    gap = Spacer(0, 4 * mm)
    story = [
        *head(handover),
        _beside(picture(handover), material(handover)),
        gap,
        *sizes(handover),
        gap,
        *approvals(handover),
        gap,
        signatures(),
        Spacer(0, 2 * mm),
        origin(handover),
    ]
    return bound(story, f"{handover.title} {handover.design.code}", f"{handover.ticket} · {handover.design.code}")


def _beside(left: Flowable, right: list[Flowable]) -> Table:
    return Table([[left, "", right]], [PICTURE[0], WIDTH - PICTURE[0] - MATERIAL, MATERIAL], style=FLUSH)
