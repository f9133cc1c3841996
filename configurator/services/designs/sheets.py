"""A sheet of measurements from a JSON file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from configurator.domain.errors import refused
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.parts.templates import Template
from configurator.services.common.json_files import read_object

SHEET_HINT = 'Write {"measurements": {"footlength": 262, ...}, "prescription": {"side": "left", ...}}.'


def read_sheet(path: Path, template: Template[Any]) -> Sheet:
    """Measurements (unknown names are ignored) and prescription (unknown names are refused) of a file.

    Raises Refused, with the remedy, for a file that is not such a sheet or is for another template.
    """
    content = read_object(path, SHEET_HINT, "sheet")
    unknown = set(content) - {"measurements", "prescription", "template", "code"}
    if unknown:
        raise refused(f"{path} has a part {sorted(unknown)[0]!r} that no sheet has.", "sheet", hint=SHEET_HINT)
    if content.get("template", template.id) != template.id:
        raise refused(f"{path} is a sheet for {content['template']}.", "sheet", hint=f"Not for {template.id}.")
    measurements = _read_mapping(path, content, "measurements")
    return combine_sheet(template, measurements, _read_mapping(path, content, "prescription"))


def combine_sheet(template: Template[Any], measurements: Mapping[str, Any], prescription: Mapping[str, Any]) -> Sheet:
    """Measurements (unknown names are ignored), and over them the prescription (unknown names are refused)."""
    measured = read_values(template.parameters, measurements, strict=False)
    return read_values(template.parameters, prescription).merged_over(measured)


def _read_mapping(path: Path, content: dict[str, Any], key: str) -> dict[str, Any]:
    value = content.get(key, {})
    if not isinstance(value, dict):
        raise refused(f"{key!r} in {path} must hold names and values.", "sheet", hint=SHEET_HINT)
    return value
