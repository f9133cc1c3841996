"""The dates of the members of a ZIP file, which 3MF is."""

from __future__ import annotations

import io
import struct
from typing import Final
from zipfile import ZipFile

# Midnight of 1 January 1980, the first day there is in ZIP: time, date (APPNOTE.TXT 4.4.6).
_FIRST_DAY: Final = struct.pack("<HH", 0, (1 << 5) | 1)
# Where both stand in the header before a member's content, and in its entry of the list at the end; the entry's
# length without its three texts, and where their lengths stand.
_LOCAL_DATE, _LISTED_DATE, _ENTRY_LENGTH, _TEXT_LENGTHS = 10, 12, 46, 28


def with_first_day(archive: bytes) -> bytes:
    """The archive with each member dated 1980-01-01; month and day 0, which some writers leave, are refused by some."""
    dated = bytearray(archive)
    with ZipFile(io.BytesIO(archive)) as package:
        entry = package.start_dir
        for member in package.infolist():
            for place in (member.header_offset + _LOCAL_DATE, entry + _LISTED_DATE):
                dated[place : place + len(_FIRST_DAY)] = _FIRST_DAY
            entry += _ENTRY_LENGTH + sum(struct.unpack_from("<3H", archive, entry + _TEXT_LENGTHS))
    return bytes(dated)
