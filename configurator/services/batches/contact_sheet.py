"""The contact sheets of a batch, from its results and the thumbnails and reports that these name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice
from pathlib import Path

from configurator.domain.offers.reports import parse_report
from configurator.domain.orders.batches import RowStatus
from configurator.domain.parts.designs import design_code
from configurator.domain.parts.formats import REPORT
from configurator.folders import cannot_write, publish_files, work_folder
from configurator.paper.contact_sheet import Tile, contact_sheet
from configurator.services.batches.results import reread_table

CONTACT_SHEET = "contact-sheet"
CONTACT_THUMBNAIL = "thumb"
# A file holds all its pictures in memory while it is written.
MAX_TILES = 1000


def write_contact_sheets(title: str, results: Path) -> Iterator[Path]:
    """Write them beside the results, one tile for each row, and a further file when one is full.

    Raises Failed where the folder refuses.
    """
    rows = reread_table(results)
    for number in count(1):
        tiles = [_tile(each, results.parent) for each in islice(rows, MAX_TILES)]
        if not tiles:
            return
        name = f"{CONTACT_SHEET}.pdf" if number == 1 else f"{CONTACT_SHEET}-{number}.pdf"
        yield _write_contact_sheet(title, tiles, results.parent, name)


def _write_contact_sheet(title: str, tiles: Sequence[Tile], folder: Path, name: str) -> Path:
    content = contact_sheet(title, tiles)
    with work_folder(folder) as hidden:
        try:
            (hidden / name).write_bytes(content)
        except OSError as error:
            raise cannot_write(folder, error) from None
        publish_files(hidden, folder, [name])
    return folder / name


def _tile(row: Mapping[str, str], folder: Path) -> Tile:
    """The tile of a row, whose files lie in the folder: its name may be none that the results can hold."""
    number = int(row["row"])
    if row["status"] != RowStatus.MADE:
        return Tile(number, reason=f"{row['message']} {row['hint']}")
    size = " × ".join(f"{side:.1f}" for side in parse_report((folder / Path(row[REPORT]).name).read_bytes()).size_mm)
    thumbnail = (folder / Path(row[CONTACT_THUMBNAIL]).name).read_bytes()
    return Tile(number, design_code(row["digest"]), f"{size} mm", thumbnail)
