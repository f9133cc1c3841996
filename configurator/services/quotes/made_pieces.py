"""What is known of parts that are made: how much they hold, how they lie, and what a slicer told of their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from configurator.domain.offers.offers import Offer
from configurator.domain.production.machine_rates import Piece
from configurator.domain.production.slicer_profiles import FILAMENT
from configurator.services.common.context import Context
from configurator.services.making.artefacts import load_report
from configurator.store.database import read_transaction
from configurator.store.slicing import hours_of_files

SLICED_FORMAT = "stl"


def sliced_file(offer: Offer, files: Mapping[str, str]) -> str:
    """Of the files of a part (SHA-256 by format) the one that is sliced, empty where its offer is not for filament."""
    return files.get(SLICED_FORMAT, "") if offer.process == FILAMENT else ""


def made_piece(
    context: Context, offer: Offer, files: Mapping[str, str], size_mm: Sequence[float], quantity: int
) -> Piece:
    """So many pieces of a part as it was made, by the report among its files. Raises what `load_report` raises."""
    report, file = load_report(context, files), sliced_file(offer, files)
    x, y, z = size_mm
    with read_transaction(context.engine) as connection:
        sliced = hours_of_files(connection, [file] if file else []).get(file, {})
    return Piece(report.volume_mm3, (x, y, z), quantity, report.pose_mm(offer.id), sliced)
