"""The contact sheet of a batch, from the thumbnails and reports of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from configurator.domain.offers.reports import parse_report
from configurator.domain.orders.batches import RowStatus
from configurator.domain.parts.formats import REPORT
from configurator.domain.problems import problem_cells
from configurator.folders import cannot_write, publish_files, work_folder
from configurator.paper.contact_sheet import Tile, contact_sheet
from configurator.services.batches.local_batch import Outcome

CONTACT_SHEET = "contact-sheet.pdf"
CONTACT_THUMBNAIL = "thumb"


def write_contact_sheet(title: str, outcomes: Sequence[Outcome], folder: Path) -> Path:
    """Write it into the folder, one tile for each row. Raises Failed where the folder refuses."""
    content = contact_sheet(title, [_tile(each) for each in outcomes])
    with work_folder(folder) as hidden:
        try:
            (hidden / CONTACT_SHEET).write_bytes(content)
        except OSError as error:
            raise cannot_write(folder, error) from None
        publish_files(hidden, folder, [CONTACT_SHEET])
    return folder / CONTACT_SHEET


def _tile(outcome: Outcome) -> Tile:
    if outcome.status is not RowStatus.MADE or outcome.design is None:
        cells = problem_cells(outcome.problems)
        return Tile(outcome.row, reason=f"{cells['message']} {cells['hint']}")
    size = " × ".join(f"{side:.1f}" for side in parse_report(outcome.files[REPORT].read_bytes()).size_mm)
    return Tile(outcome.row, outcome.design.code, f"{size} mm", outcome.files[CONTACT_THUMBNAIL].read_bytes())
