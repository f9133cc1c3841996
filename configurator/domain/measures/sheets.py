"""Measurements as they are entered in a form, a JSON sheet or a row of a table: names, units and sources."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from reprlib import repr as brief
from typing import Any, Final

from pydantic.fields import FieldInfo

from configurator.domain.errors import Refused, nearest_hint, refused
from configurator.domain.measures.columns import Column, find_column
from configurator.domain.parts.conditions import unused_names
from configurator.domain.parts.kinds import (
    Choice,
    Count,
    Number,
    OutlineText,
    Text,
    is_drawing_name,
    kind_of,
    one_form,
    parameter_unit,
)
from configurator.domain.parts.letters import normalise_text, unwritable_letters
from configurator.domain.parts.parameters import Parameters, owned_names
from configurator.domain.problems import Problem, warning
from configurator.domain.quantities import parse_quantity, show_quantity, unit_factor
from configurator.domain.text_bounds import CELL
from configurator.domain.units import find_unit

# By which share of a measurement, and by how much of its unit, repeats may differ before it is doubted: our own choice.
MAX_REPEAT_SPREAD_RATIO, MIN_REPEAT_SPREAD = 0.03, 0.5
# The source of a value that nobody has entered: the template proposes it.
PROPOSED: Final = "as proposed"
MEASUREMENT_KEYS = {"value", "unit", "source", "repeats", "uncertainty"}


@dataclass(frozen=True)
class SheetEntry:
    """One value for one parameter: in the parameter's unit, beside the text and unit as entered.

    `uncertainty` is in the parameter's unit; of repeats the median is taken and half their range.
    """

    parameter: str
    value: float | str
    entered: str
    unit: str
    source: str = "typed"
    repeats: tuple[float, ...] = ()
    uncertainty: float | None = None


@dataclass(frozen=True)
class Sheet:
    """The values for one part: entries by parameter, problems, and names that no parameter has."""

    entries: Mapping[str, SheetEntry]
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()

    def values(self) -> dict[str, float | str]:
        """Parameter -> value in the parameter's unit."""
        return {name: entry.value for name, entry in self.entries.items()}

    def merged_over(self, other: Sheet) -> Sheet:
        """Both sheets together; this sheet's entries replace those of the other."""
        return Sheet({**other.entries, **self.entries}, other.problems + self.problems, other.ignored + self.ignored)


def read_values(parameters: type[Parameters], values: Mapping[str, Any], *, strict: bool = True) -> Sheet:
    """A sheet from name -> value, where a name is one that `find_column` finds.

    A value is text, a number, or a mapping with value, unit, source, repeats, uncertainty. Names
    that no parameter has are a refusal when `strict`, otherwise listed as ignored.
    """
    entries: dict[str, SheetEntry] = {}
    problems: list[Problem] = []
    ignored: list[str] = []
    for name, value in values.items():
        try:
            column = find_column(parameters, name)
            if column is None and not strict:
                ignored.append(name)
            elif column is None:
                raise refused(
                    f"There is no parameter {name!r}.", name, hint=nearest_hint(name, list(parameters.model_fields))
                )
            elif column.parameter in entries:
                raise refused("It is given twice.", column.parameter, hint=f"Leave out {name!r} or the other.")
            else:
                entries[column.parameter] = _read_entry(parameters, column, value)
                unit = parameter_unit(parameters.model_fields[column.parameter])
                problems += repeat_warnings(entries[column.parameter], unit)
        except Refused as error:
            problems += error.problems
    return Sheet(entries, tuple(problems), tuple(ignored))


def shared_part(parameters: type[Parameters], values: Mapping[str, Any]) -> Sheet:
    """Of the values for several parts those that belong to the person or vehicle of this part; see `read_values`."""
    return read_values(parameters, {name: value for name, value in values.items() if has_shared(parameters, name)})


def has_shared(parameters: type[Parameters], name: str) -> bool:
    """Whether a name stands for a parameter that belongs to a person or a vehicle."""
    column = find_column(parameters, name)
    owned = (*owned_names(parameters, "person"), *owned_names(parameters, "vehicle"))
    return column is not None and column.parameter in owned


def used_part(parameters: type[Parameters], sheet: Sheet) -> Sheet:
    """The sheet without what does not matter with its other values."""
    unused = set(unused_names(parameters, sheet.values()))
    entries = {name: entry for name, entry in sheet.entries.items() if name not in unused}
    problems = tuple(each for each in sheet.problems if not each.fields or not set(each.fields) <= unused)
    return replace(sheet, entries=entries, problems=problems)


def repeat_warnings(entry: SheetEntry, unit: str) -> Iterator[Problem]:
    """A warning where repeats, in `unit`, are further apart than careful measuring explains."""
    low, high = min(entry.repeats, default=0.0), max(entry.repeats, default=0.0)
    if high - low > max(MAX_REPEAT_SPREAD_RATIO * high, MIN_REPEAT_SPREAD):
        ends = f"{show_quantity(low, unit)} and {show_quantity(high, unit)}"
        yield warning(f"Its repeats lie between {ends}.", entry.parameter, hint="Measure it once more.")


def missing_measurements(parameters: Iterable[str], sheet: Sheet) -> list[str]:
    """Those of the parameters that the sheet has no entry for."""
    return [name for name in parameters if name not in sheet.entries]


def _read_entry(parameters: type[Parameters], column: Column, value: Any) -> SheetEntry:
    field = parameters.model_fields[column.parameter]
    if not isinstance(value, Mapping):
        return _read_value(field, column, value)
    unknown = set(value) - MEASUREMENT_KEYS
    if unknown:
        raise refused(
            f"{sorted(unknown)[0]!r} is not part of a measurement.",
            column.parameter,
            hint=f"Use {', '.join(sorted(MEASUREMENT_KEYS))}.",
        )
    return _read_measurement(field, replace(column, unit=_stated_unit(value) or column.unit), value)


def _stated_unit(value: Mapping[str, Any]) -> str:
    """The unit that a measurement names, by the table's name where it has one; "" where it names none."""
    stated = "" if value.get("unit") is None else str(value["unit"])
    return find_unit(stated) or stated


def _read_value(field: FieldInfo, column: Column, value: Any) -> SheetEntry:
    kind = kind_of(field)
    if not isinstance(kind, OutlineText | Choice) and len(str(value)) > CELL.max_length:
        message = f"It has more than {CELL.max_length} characters."
        raise refused(message, column.parameter, hint=CELL.hint)
    match kind:
        case Choice(words):
            return SheetEntry(column.parameter, _read_choice(words, column, value), str(value), "")
        case Text():
            return SheetEntry(column.parameter, _read_text(kind, column, str(value)), str(value), "")
        case OutlineText():
            return SheetEntry(column.parameter, _read_outline(column, str(value)), str(value), "")
        case Count():
            entry = _read_quantity(field, column, value)
            return replace(entry, value=_whole(float(entry.value), column))
        case Number():
            return _read_quantity(field, column, value)


def _read_quantity(field: FieldInfo, column: Column, value: Any) -> SheetEntry:
    quantity = parse_quantity(value, column.unit, column.parameter)
    size = quantity.value * unit_factor(column.unit, parameter_unit(field), column.parameter)
    return SheetEntry(column.parameter, size, quantity.entered, quantity.entered_unit)


def _read_outline(column: Column, written: str) -> str:
    """The one form of an outline's text, or the name of a drawing: see `is_drawing_name`."""
    if is_drawing_name(written):
        return written.strip()
    try:
        return one_form(written)
    except Refused as error:
        raise Refused(*(replace(each, fields=(column.parameter,)) for each in error.problems)) from None


def _read_text(kind: Text, column: Column, written: str) -> str:
    text = normalise_text(written)
    if unknown := unwritable_letters(text, kind.letters):
        known = f"Use only {kind.letters}" if kind.letters else "Write it with letters that the font has."
        raise refused(f"{' and '.join(unknown[:3])} cannot be written here.", column.parameter, hint=known)
    if len(text) < kind.shortest:
        raise refused("It is empty.", column.parameter, hint="Write a letter at least.")
    if len(text) > kind.longest:
        hint = f"Use at most {kind.longest}."
        raise refused(f"{len(text)} characters are too many.", column.parameter, hint=hint)
    return text


def _whole(number: float, column: Column) -> int:
    if number != int(number):
        raise refused(f"{number:g} is no whole number.", column.parameter, hint="Give how many there are, such as 4.")
    return int(number)


def _read_choice(words: tuple[str, ...], column: Column, value: Any) -> str:
    """The word as the template has it, whatever the capitals that somebody wrote."""
    written = str(value).strip()
    known = {word.casefold(): word for word in words} | {word: word for word in words}
    word = known.get(written) or known.get(written.casefold())
    if word is None:
        raise refused(
            f"{brief(value)} is not one of {', '.join(words)}.", column.parameter, hint=nearest_hint(written, words)
        )
    return word


def _read_measurement(field: FieldInfo, column: Column, value: Mapping[str, Any]) -> SheetEntry:
    """A mapping's value, or the median of its repeats, with its source."""
    readings = value.get("repeats") or ([value["value"]] if "value" in value else [])
    if not isinstance(readings, list) or not readings:
        raise refused("A measurement needs a value or repeats.", column.parameter, hint='For example {"value": 262}.')
    entries = [_read_value(field, column, each) for each in readings]
    main = entries[0] if "value" not in value else _read_value(field, column, value["value"])
    source = str(value.get("source", "typed"))
    numbers = [entry.value for entry in entries if isinstance(entry.value, float)]
    if len(numbers) < 2:
        return replace(main, source=source, uncertainty=_read_uncertainty(field, column, value))
    middle = main.value if "value" in value else statistics.median(numbers)
    spread = (max(numbers) - min(numbers)) / 2
    return replace(
        main,
        value=middle,
        source=source,
        repeats=tuple(numbers),
        uncertainty=_read_uncertainty(field, column, value) or spread,
    )


def _read_uncertainty(field: FieldInfo, column: Column, value: Mapping[str, Any]) -> float | None:
    if value.get("uncertainty") is None:
        return None
    quantity = parse_quantity(value["uncertainty"], column.unit, column.parameter)
    return quantity.value * unit_factor(column.unit, parameter_unit(field), column.parameter)
