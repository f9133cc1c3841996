"""What is known of parts that are made: how much they hold, how they lie, and what a slicer told of their files."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from configurator.domain.errors import ConfiguratorError
from configurator.domain.offers.offers import Offer, find_offer
from configurator.domain.orders.orders import NewItem
from configurator.domain.production.machine_rates import Piece
from configurator.domain.production.slicer_profiles import FILAMENT
from configurator.services.common.context import Context
from configurator.services.making.artefacts import load_report
from configurator.store import orders
from configurator.store.database import read_transaction
from configurator.store.slicing import hours_of_files

log = logging.getLogger("configurator.services.quotes")
SLICED_FORMAT = "stl"


def sliced_file(offer: Offer, files: Mapping[str, str]) -> str:
    """Of the files of a part (SHA-256 by format) the one that is sliced, empty where its offer is not for filament."""
    return files.get(SLICED_FORMAT, "") if offer.process == FILAMENT else ""


def piece_made_before(context: Context, item: NewItem) -> Piece | None:
    """How large an item's pieces are, as the same design was made before; None where it was not, or that is lost."""
    with read_transaction(context.engine) as connection:
        made = orders.made_before(connection, item.design.digest, item.offer)
    if made is None:
        return None
    try:
        return made_piece(context, find_offer(item.offer), made["files"], made["size_mm"], item.quantity)
    except ConfiguratorError as error:
        log.warning("the size of a design that was made before is not known: %s", error)
        return None


def made_piece(
    context: Context, offer: Offer, files: Mapping[str, str], size_mm: Sequence[float], quantity: int
) -> Piece:
    """So many pieces of a part as it was made, by the report among its files. Raises what `load_report` raises."""
    report, file = load_report(context, files), sliced_file(offer, files)
    x, y, z = size_mm
    with read_transaction(context.engine) as connection:
        sliced = hours_of_files(connection, [file] if file else []).get(file, {})
    return Piece(report.volume_mm3, (x, y, z), quantity, report.pose_mm(offer.id), sliced)
