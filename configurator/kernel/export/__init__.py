"""The files made from a part. Each writer raises OSError when the file cannot be written.

Every file is made in memory and handed to the system in one piece: the CAD and 3MF libraries'
own file writing passes over a full disk in silence, or aborts the process.
No file holds a time, so that one design gives the same bytes whenever it is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from configurator.domain.errors import blocked


@contextmanager
def explain_full_disk() -> Iterator[None]:
    """Round the writing of files: raises Blocked, with the remedy, where the disk refuses."""
    try:
        yield
    except OSError as error:
        raise blocked(
            f"The files could not be written: {error.strerror or error}.",
            "out",
            hint="Free some space, then try again.",
        ) from None
