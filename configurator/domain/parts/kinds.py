"""What a parameter may be: a number, a count, a word out of several, a text, an outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from configurator.domain.errors import Refused
from configurator.domain.parts.letters import unwritable_letters
from configurator.domain.parts.outlines import outline_text, parse_outline
from configurator.domain.quantities import show_quantity


@dataclass(frozen=True)
class Number:
    """A number in `unit`, from `low` to `high`, both allowed."""

    low: float
    high: float
    unit: str


@dataclass(frozen=True)
class Count:
    """A whole number, from `low` to `high`, both allowed."""

    low: int
    high: int


@dataclass(frozen=True)
class Choice:
    """One of these words, or names of a table's rows."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """From `shortest` to `longest` characters, each one of `letters`; where these are empty, any that the font has."""

    longest: int
    letters: str
    shortest: int = 0


@dataclass(frozen=True)
class OutlineText:
    """The one form of an outline's text, see `outlines`; the template is tried with the `examples`."""

    examples: tuple[str, ...]


# Before the path of a drawing that holds an outline.
DRAWING_SIGN: Final = "@"
Kind = Number | Count | Choice | Text | OutlineText


def kind_of(field: FieldInfo) -> Kind:
    """The kind of a parameter. Raises TypeError for a field that no function of `declarations` has declared."""
    kind = find_kind(field)
    if kind is None:
        raise TypeError("the field has neither limits nor words")
    return kind


def find_kind(field: FieldInfo) -> Kind | None:
    """The kind of a parameter; None for a field that no function of `declarations` has declared."""
    if words := _words(field):
        return Choice(words)
    if isinstance(letters := schema_extra(field, "letters"), str) and _rule(field, "max_length") is not None:
        return Text(_rule(field, "max_length"), letters, int(bool(schema_extra(field, "stated"))))
    if outlines := schema_extra(field, "outlines"):
        return OutlineText(tuple(outlines))
    low, high = _rule(field, "ge"), _rule(field, "le")
    if low is None or high is None:
        return None
    if int in (field.annotation, *get_args(field.annotation)):
        return Count(int(low), int(high))
    return Number(float(low), float(high), str(schema_extra(field, "unit")))


def schema_extra(field: FieldInfo, key: str) -> Any:
    """What a declaration stored beside pydantic's own attributes, such as unit, group, ansur; empty for nothing."""
    stored = field.json_schema_extra
    return stored.get(key, "") if isinstance(stored, dict) else ""


def parameter_unit(field: FieldInfo) -> str:
    """The unit of a parameter; empty for what has none."""
    return str(schema_extra(field, "unit"))


def words_of(field: FieldInfo) -> tuple[str, ...]:
    """The words that a parameter may be; empty where it is of another kind."""
    kind = find_kind(field)
    return kind.words if isinstance(kind, Choice) else ()


def outline_names(parameters: type[BaseModel]) -> list[str]:
    """The parameters that are outlines."""
    return [name for name, field in parameters.model_fields.items() if isinstance(find_kind(field), OutlineText)]


def limits_of(field: FieldInfo) -> tuple[float, float] | None:
    """Lowest and highest value of a number or a count, in its unit; None for other kinds."""
    kind = find_kind(field)
    return (kind.low, kind.high) if isinstance(kind, Number | Count) else None


def ends_of(field: FieldInfo) -> tuple[Any, Any]:
    """The first and the last value that a parameter may have; of texts one letter, and the longest."""
    match kind_of(field):
        case OutlineText(examples):
            return examples[0], examples[-1]
        case Choice(words):
            return words[0], words[-1]
        case Text(longest, letters):
            widest = letters.strip()[-1:] or "W"
            return widest, widest * longest
        case Number(low, high) | Count(low, high):
            return low, high


def settled_value(kind: Kind | None, value: Any) -> Any:
    """A value of the right type as designs have it: an outline in its one form, all else as it is.

    Raises ValueError for what is none of the kind's, beside what pydantic refuses.
    """
    if isinstance(kind, Choice) and value is not None and value not in kind.words:
        raise ValueError(f"{value!r} is not one of {', '.join(kind.words)}")
    if isinstance(kind, Text) and isinstance(value, str) and (unknown := unwritable_letters(value, kind.letters)):
        raise ValueError(f"{unknown[0]} cannot be written here")
    return _settled_outline(value) if isinstance(kind, OutlineText) and isinstance(value, str) else value


def _settled_outline(text: str) -> str:
    if is_drawing_name(text):
        raise ValueError("a drawing is named here, and only the command line reads those")
    try:
        return one_form(text)
    except Refused as error:
        raise ValueError(error.problems[0].message.rstrip(".")) from None


def one_form(text: str) -> str:
    """The one form of an outline's text. Raises Refused for what is no outline."""
    return outline_text(parse_outline(text))


def is_drawing_name(text: str) -> bool:
    """Whether it names a drawing, as in `@gasket.dxf`, that whoever reads the sheet from a file is to read."""
    return text.strip().startswith(DRAWING_SIGN)


def range_words(field: FieldInfo) -> str:
    """What a parameter may be, for people: `4 to 80 mm`, `left, right`, `up to 20 letters`."""
    match kind_of(field):
        case Choice(words):
            return ", ".join(words)
        case Text(longest, letters):
            return f"up to {longest} characters" + (f" of {letters}" if letters else "")
        case OutlineText():
            return "an outline, of a DXF or SVG file"
        case Count(low, high):
            return f"{low} to {high}"
        case Number(low, high, unit):
            return f"{show_quantity(low, '')} to {show_quantity(high, unit)}"


def default_words(field: FieldInfo) -> str:
    """What is taken where nobody says it, for people."""
    if field.default is None:
        return "empty"
    if isinstance(find_kind(field), OutlineText):
        return outline_words(str(field.default))
    limits = limits_of(field)
    return show_quantity(field.default, parameter_unit(field)) if limits else str(field.default)


def value_words(field: FieldInfo, value: Any) -> str:
    """A value for people, with its unit: an outline by its size and holes."""
    if isinstance(find_kind(field), OutlineText) and isinstance(value, str):
        return outline_words(value)
    return value if isinstance(value, str) else show_quantity(value, parameter_unit(field))


def outline_words(text: str) -> str:
    """An outline for people: `outline 60 × 40 mm with 2 holes`."""
    outline = parse_outline(text)
    count = len(outline.holes)
    holes = f" with {count} hole{'s' * (count > 1)}" if count else ""
    return f"outline {outline.width:g} × {outline.height:g} mm{holes}"


def _words(field: FieldInfo) -> tuple[str, ...]:
    rows = schema_extra(field, "enum")
    return tuple(rows) if rows else tuple(word for word in get_args(field.annotation) if isinstance(word, str))


def _rule(field: FieldInfo, name: str) -> Any:
    return next((getattr(rule, name) for rule in field.metadata if hasattr(rule, name)), None)
