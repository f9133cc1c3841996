"""The outline in a drawing that another program made, DXF or SVG."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from configurator.domain.errors import Crashed, refused
from configurator.domain.problems import Problem
from configurator.pool import Pool
from configurator.pool.limits import Limits

KERNEL_READ_OUTLINE = "configurator.kernel.jobs.read_outline:run_read_outline"
# A DXF of 9 MB takes 9 s of processor time and 0.6 GiB; the kernel itself has 1.1 GiB of addresses.
OUTLINE_LIMITS = Limits(seconds=60, memory_gib=3)
MAX_FILE_BYTES = 20_000_000
_SMALLER_HINT = "Keep the outline alone in the drawing, and export that."


@dataclass(frozen=True)
class OutlineFile:
    """What was read of a drawing.

    `text` is the outline in its one form, see `configurator.domain.parts.outlines`; `warnings` name the field `file`;
    `left_out` has a phrase for each kind of thing that is no outline, as in `3 texts`; `unit` is the one that the
    file states, or else that was named.
    """

    text: str
    warnings: tuple[Problem, ...]
    left_out: tuple[str, ...]
    unit: str


def read_outline_file(pool: Pool, file: Path | bytes, name: str = "", unit: str = "") -> OutlineFile:
    """The outline in a DXF or SVG, by its path or its bytes; `name` is the file's, where it is not the path's.

    `unit` is a file's length unit, see `configurator.domain.units.FILE_UNITS_MM`, or px for an SVG at 96 to the inch;
    "" for the one that the file states. Raises Refused, naming `file` or `unit`: `unit` where the file states none and
    none is named, or where both differ; and Crashed, naming `file`, where it exceeds the limits of the kernel.
    """
    if isinstance(file, Path):
        return _read(pool, file, name or file.name, unit)
    _check_size(len(file))
    with TemporaryDirectory(prefix="outline-") as folder:
        path = Path(folder, "drawing")
        path.write_bytes(file)
        return _read(pool, path, name, unit)


def _read(pool: Pool, path: Path, name: str, unit: str) -> OutlineFile:
    _check_file(path)
    request = {"file": str(path.absolute()), "name": name, "unit": unit}
    try:
        answer = pool.run(KERNEL_READ_OUTLINE, request, OUTLINE_LIMITS)
    except Crashed as error:
        raise Crashed(*(replace(each, hint=_SMALLER_HINT, fields=("file",)) for each in error.problems)) from None
    warnings = tuple(_problem(each) for each in answer["warnings"])
    return OutlineFile(answer["text"], warnings, tuple(answer["left_out"]), answer["unit"])


def _check_file(path: Path) -> None:
    try:
        size = path.stat().st_size if path.is_file() else -1
    except OSError as error:
        raise refused(f"Cannot read it: {error.strerror}.", "file", hint="Check the path.") from None
    if size < 0:
        raise refused("This is no file.", "file", hint="Check the path: name a DXF or SVG file.")
    _check_size(size)


def _check_size(size: int) -> None:
    """Nothing is read of a file that is too large."""
    if size == 0:
        raise refused("The file is empty.", "file", hint="Download it again, or export it again.")
    if size > MAX_FILE_BYTES:
        message = f"The file has {size / 1e6:,.0f} MB; at most {MAX_FILE_BYTES / 1e6:.0f} are read."
        raise refused(message, "file", hint=_SMALLER_HINT)


def _problem(entry: dict[str, Any]) -> Problem:
    return Problem(**{**entry, "fields": tuple(entry["fields"])})
