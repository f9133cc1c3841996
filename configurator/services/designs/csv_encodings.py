"""The text of a table, by the first bytes of its file: spreadsheets write more than UTF-8, and not only text."""

from __future__ import annotations

import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from configurator.domain.errors import refused

HEAD_LENGTH: Final = 4
# The first bytes of .xlsx and .ods, which are ZIP files, and of .xls.
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Encoding:
    """How to read a table; what `errors` says is done with bytes that are none of it."""

    name: str
    errors: str


# A row that is not UTF-8 is refused by itself, see `csv_tables.row_sheet`.
UTF8: Final = Encoding("utf-8-sig", "surrogateescape")


def find_encoding(head: bytes, name: str) -> Encoding:
    """The encoding of a table that begins with these bytes. Raises Refused, naming it, for a workbook."""
    if head.startswith(_WORKBOOKS):
        hint = "Open it there, and save it as CSV UTF-8."
        raise refused(f"{name} is no CSV but a workbook of a spreadsheet (a ZIP or XLS file).", "file", hint=hint)
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return Encoding("utf-16", "replace")
    if not head.startswith(BOM_UTF8) and head[1:2] == head[3:4] == b"\0":
        return Encoding("utf-16-le", "replace")
    return UTF8


def open_text(path: Path) -> TextIO:
    """The file as text, line ends as they are. Raises OSError, and Refused as `find_encoding` does."""
    file = path.open("rb")
    try:
        encoding = find_encoding(file.peek(HEAD_LENGTH)[:HEAD_LENGTH], str(path))
    except Exception:
        file.close()
        raise
    return io.TextIOWrapper(file, encoding=encoding.name, errors=encoding.errors, newline="")
