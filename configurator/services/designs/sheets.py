"""A sheet of measurements from a JSON file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from configurator.domain.errors import refused
from configurator.domain.measures.columns import find_column
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.parts.designs import round_value
from configurator.domain.parts.kinds import parameter_unit
from configurator.domain.parts.parameters import Parameters, measured_names
from configurator.domain.parts.sides import SIDE, sides_of
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, refusal, warning
from configurator.domain.quantities import show_quantity
from configurator.services.common.json_files import read_object
from configurator.services.designs.drawings import with_sign_hints

SHEET_PARTS = ("measurements", "prescription")
SHEET_HINT = 'Write {"measurements": {"footlength": 262, ...}, "prescription": {"side": "left", ...}}.'


def read_sheet(path: Path, template: Template[Any], side: str = "") -> Sheet:
    """Measurements (unknown names are ignored) and prescription (unknown names are refused) of a file.

    Under "left" and "right" a sheet has what differs there; of them, the one for `side` is taken, or for the side that
    the sheet itself states. Raises Refused, with the remedy, for a file that is not such a sheet or is for another
    template.
    """
    content = read_object(path, SHEET_HINT, "sheet")
    _check_parts(path, content, {*SHEET_PARTS, "template", "code", *sides_of(template)}, template)
    if content.get("template", template.id) != template.id:
        raise refused(f"{path} is a sheet for {content['template']}.", "sheet", hint=f"Not for {template.id}.")
    common = _read_parts(path, content, template)
    own = _read_mapping(path, content, side or str(common.values().get(SIDE, "")))
    _check_parts(path, own, {*SHEET_PARTS}, template)
    return _read_parts(path, own, template).merged_over(common)


def _check_parts(path: Path, content: Mapping[str, Any], known: set[str], template: Template[Any]) -> None:
    for name in sorted(set(content) - known):
        hint = part_hint(template.parameters, name) or SHEET_HINT
        raise refused(f"{path} has a part {name!r} that no sheet has.", "sheet", hint=hint)


def _read_parts(path: Path, content: dict[str, Any], template: Template[Any]) -> Sheet:
    measurements, prescription = (_read_mapping(path, content, each) for each in SHEET_PARTS)
    sheet = combine_sheet(template, measurements, prescription)
    return with_sign_hints(template.parameters, {**measurements, **prescription}, sheet, path.parent)


def with_side(template: Template[Any], sheet: Sheet, side: str) -> Sheet:
    """The sheet for a side, or as it is where none is named.

    Raises Refused where the part has no such side, or the sheet is for another one.
    """
    if not side:
        return sheet
    if side not in sides_of(template):
        words = f"It is made for {' or '.join(sides_of(template))}." if sides_of(template) else "Leave it out."
        raise refused(f"{template.title} has no side {side!r}.", SIDE, hint=words)
    stated = sheet.values().get(SIDE, side)
    if stated != side:
        raise refused(f"The sheet is for the {stated}, asked for is the {side}.", SIDE, hint="Leave one out.")
    return read_values(template.parameters, {SIDE: side}).merged_over(sheet)


def part_hint(parameters: type[Parameters], name: str) -> str:
    """Where in a sheet a parameter belongs that stands beside its parts; empty for a name of no parameter."""
    column = find_column(parameters, name)
    if column is None:
        return ""
    part = "measurements" if column.parameter in measured_names(parameters) else "prescription"
    return f'Put it under "{part}".'


def combine_sheet(template: Template[Any], measurements: Mapping[str, Any], prescription: Mapping[str, Any]) -> Sheet:
    """Measurements (unknown names are ignored), and over them the prescription (unknown names are refused).

    Where both have a parameter and differ, one of its problems says so.
    """
    measured = read_values(template.parameters, measurements, strict=False)
    prescribed = read_values(template.parameters, prescription)
    sheet = prescribed.merged_over(measured)
    return replace(sheet, problems=(*sheet.problems, *_differences(template.parameters, measured, prescribed)))


def _differences(parameters: type[Parameters], measured: Sheet, prescribed: Sheet) -> Iterator[Problem]:
    """A warning for a size that was prescribed otherwise than measured; a refusal for a word, such as left or right."""
    for name in [name for name in prescribed.entries if name in measured.entries]:
        one, other = (round_value(sheet.entries[name].value) for sheet in (measured, prescribed))
        if one == other:
            continue
        if isinstance(one, str) or isinstance(other, str):
            yield refusal(f"It is {one} as measured and {other} as prescribed.", name, hint="Leave one out.")
            continue
        unit = parameter_unit(parameters.model_fields[name])
        message = f"Measured as {show_quantity(one, unit)}, prescribed as {show_quantity(other, unit)}, which is taken."
        yield warning(message, name, hint="Leave out the one that is not meant.")


def _read_mapping(path: Path, content: dict[str, Any], key: str) -> dict[str, Any]:
    value = content.get(key, {})
    if not isinstance(value, dict):
        raise refused(f"{key!r} in {path} must hold names and values.", "sheet", hint=SHEET_HINT)
    return value
