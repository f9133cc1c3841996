"""The ZIP that a 3MF is. It is unpacked once to count its bytes, before anything in it is read."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from configurator.kernel.inspect.reading.geometry import EXPORT_AGAIN_HINT, unreadable_file
from configurator.kernel.inspect.reading.limits import (
    MAX_ENTRIES,
    MAX_PACKING_RATIO,
    MAX_UNPACKED_BYTES,
    MIN_UNPACKED_LIMIT_BYTES,
)
from configurator.kernel.inspect.reading.part_names import part_name

# How an entry begins in the list of contents.
ENTRY = b"PK\x01\x02"
READ_BYTES = 2**20


@contextmanager
def open_package(content: bytes) -> Iterator[ZipFile]:
    """The package. Raises Refused for one that is damaged, encrypted, or unpacks to too many bytes."""
    # The list alone would take gigabytes if it were read.
    if content.count(ENTRY) > MAX_ENTRIES:
        raise unreadable_file(
            f"The package has more than {MAX_ENTRIES:,} entries.", "A part needs a few: export it again."
        )
    try:
        with ZipFile(BytesIO(content)) as package:
            _check_unpacked_size(package, len(content))
            yield package
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise unreadable_file("The package is damaged or cut short: it is no whole ZIP.") from None


def open_entry(package: ZipFile, name: str) -> IO[bytes]:
    """One entry, to be read; names are equal whatever their letters' case. Raises Refused if it is missing."""
    member = _find_entry(package, name)
    if member is None:
        raise unreadable_file(f"The package has no {name}.", f"A 3MF needs it. {EXPORT_AGAIN_HINT}")
    return package.open(member)


def has_entry(package: ZipFile, name: str) -> bool:
    """Whether there is an entry of that name."""
    return _find_entry(package, name) is not None


def _find_entry(package: ZipFile, name: str) -> ZipInfo | None:
    key = part_name(name).lower()
    return next((each for each in package.infolist() if part_name(each.filename).lower() == key), None)


def _check_unpacked_size(package: ZipFile, packed: int) -> None:
    most = min(MAX_UNPACKED_BYTES, max(MIN_UNPACKED_LIMIT_BYTES, MAX_PACKING_RATIO * packed))
    total = 0
    for each in package.infolist():
        for length in _unpacked_lengths(package, each):
            total += length
            if total > most:
                raise unreadable_file(
                    f"Its {packed:,} bytes unpack to more than {most:,}.",
                    "No part needs that: do not open it elsewhere either, unless you know who made it.",
                )


def _unpacked_lengths(package: ZipFile, member: ZipInfo) -> Iterator[int]:
    """How long each piece of an entry is, whatever the list of contents says."""
    if member.flag_bits & 1:
        raise unreadable_file("The package is encrypted.", "Export it without a password.")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise unreadable_file("The package is compressed in a way that 3MF does not allow.")
    with package.open(member) as stream:
        while piece := stream.read(READ_BYTES):
            yield len(piece)
