"""The pool's job for a drawing of another program: read its outline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from configurator.kernel.outlines.limits import MAX_BYTES
from configurator.kernel.outlines.reading import read_outline
from configurator.kernel.outlines.refusals import unreadable


def run_read_outline(request: dict[str, Any]) -> dict[str, Any]:
    """text, warnings, left_out and unit of a drawing. Takes file (its path), name and unit ("" where there is none).

    Raises Refused, naming `file` or `unit`.
    """
    with Path(request["file"]).open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise unreadable(f"The file has more than {MAX_BYTES // 10**6} MB.", "Keep the outline alone, and export that.")
    outline = read_outline(content, request["name"], request["unit"])
    return {
        "text": outline.text,
        "warnings": [each.as_dict() for each in outline.warnings],
        "left_out": list(outline.left_out),
        "unit": outline.unit,
    }
