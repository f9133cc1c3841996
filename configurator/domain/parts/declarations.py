"""The functions that declare the parameters of a template, one for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from configurator.domain.parts.kinds import one_form
from configurator.domain.parts.tables import Table

# The words of other parameters under which a parameter matters: {"grip": ("knurl", "flutes")}.
When = Mapping[str, tuple[str, ...]]


def number(
    default: float | None,
    low: float,
    high: float,
    *,
    unit: str,
    title: str,
    group: str,
    guide: str = "",
    ansur: str = "",
    measured: bool = False,
    shapes: bool = True,
    belongs_to: Literal["", "person", "vehicle"] = "",
    when: When | None = None,
) -> Any:
    """A number in `unit` between `low` and `high`, both allowed.

    `guide` tells how to measure or choose it; `ansur` is its name in the ANSUR II survey;
    `measured` says that it is a size of the person or vehicle, so that no default may stand in;
    without `shapes` it cannot alter the part, and only helps to judge it; what `belongs_to` a person is the same
    for left and right and is asked once, as is what belongs to a vehicle for all parts of one order.
    `when` names the words of other parameters under which it matters: elsewhere it is not asked for, and is no part
    of the design.
    """
    extra: dict[str, Any] = {"unit": unit, "group": group, "ansur": ansur, "measured": measured} | _stored(when)
    extra |= {} if shapes else {"shapes": False}
    extra |= {"belongs_to": belongs_to} if belongs_to else {}
    return Field(default, ge=low, le=high, title=title, description=guide, json_schema_extra=extra)


def length(default: float | None, low: float, high: float, **words: Any) -> Any:
    """A length in millimetres; see `number`."""
    return number(default, low, high, unit="mm", **words)


def angle(default: float | None, low: float, high: float, **words: Any) -> Any:
    """An angle in degrees; see `number`."""
    return number(default, low, high, unit="deg", **words)


def mass(default: float | None, low: float, high: float, **words: Any) -> Any:
    """A mass in kilograms; see `number`."""
    return number(default, low, high, unit="kg", **words)


def count(default: int | None, low: int, high: int, **words: Any) -> Any:
    """A whole number, such as of holes, for a field of type `int`; see `number`."""
    return number(default, low, high, unit="", **words)


def choice(
    default: str, *, title: str, group: str, guide: str = "", stated: bool = False, when: When | None = None
) -> Any:
    """One word out of those that the field's `Literal` type lists.

    `stated` says that somebody has to say it, such as left or right: no default may stand in.
    """
    extra = _plain(group, when) | ({"stated": True} if stated else {})
    return Field(default, title=title, description=guide, json_schema_extra=extra)


def pick(table: Table[Any], default: str, *, title: str, group: str, guide: str = "", when: When | None = None) -> Any:
    """The name of one row of a table of standards, for a field of type `str`; `table.rows[name]` is the row."""
    extra = _plain(group, when) | {"enum": list(table.rows)}
    return Field(default, title=title, description=guide, json_schema_extra=extra)


def text(
    default: str,
    longest: int,
    *,
    title: str,
    group: str,
    letters: str = "",
    guide: str = "",
    stated: bool = False,
    when: When | None = None,
) -> Any:
    """Up to `longest` characters, for a field of type `str`: each one of `letters`, or of those that the font has.

    Accents are composed (NFC), and blanks become single spaces. Where nobody has written it, the default stands, unless
    it is `stated`: then somebody has to, a letter at least.
    """
    extra = _plain(group, when) | {"letters": letters} | ({"stated": True} if stated else {})
    return Field(default, max_length=longest, title=title, description=guide, json_schema_extra=extra)


def outline(
    *examples: str, title: str, group: str, guide: str = "", stated: bool = True, when: When | None = None
) -> Any:
    """An outline that somebody draws and sends as a DXF or SVG file, for a field of type `str`.

    The value is the one form of its text; `parse_outline` gives its loops. The first of the `examples` is shown while
    there is none, and the template is tried with all of them: begin with the smallest.
    """
    outlines = [one_form(each) for each in examples]
    extra = _plain(group, when) | {"outlines": outlines} | ({"stated": True} if stated else {})
    return Field(outlines[0], title=title, description=guide, json_schema_extra=extra)


def _plain(group: str, when: When | None) -> dict[str, Any]:
    return {"unit": "", "group": group, "ansur": "", "measured": False} | _stored(when)


def _stored(when: When | None) -> dict[str, Any]:
    return {"when": {name: list(words) for name, words in when.items()}} if when else {}
