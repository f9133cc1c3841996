"""The results of a batch as a CSV that grows by a line a row, and is read again."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from configurator.domain.parts.formats import REPORT


def result_columns(formats: Sequence[str]) -> list[str]:
    """The columns of the results of a batch: what became of a row, and where its file of each format is."""
    return ["row", "line", "status", "digest", "fields", "message", "hint", *formats, REPORT, "seconds"]


def begin_table(path: Path, columns: list[str]) -> None:
    """A CSV in UTF-8 that has only its header yet. Raises OSError."""
    with path.open("w", newline="", encoding="utf-8") as file:
        _writer(file, columns).writeheader()


def append_row(path: Path, columns: list[str], row: Mapping[str, Any]) -> None:
    """Add a row to the CSV, missing values empty. Raises OSError."""
    with path.open("a", newline="", encoding="utf-8") as file:
        _writer(file, columns).writerow(row)


def _writer(file: TextIO, columns: list[str]) -> csv.DictWriter[str]:
    return csv.DictWriter(file, columns, restval="", extrasaction="raise", lineterminator="\n")


def reread_table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV that `append_row` wrote, as column -> text. Raises OSError."""
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)
