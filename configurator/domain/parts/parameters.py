"""Declares a template's parameters. Forms, tables and schemas are all derived from one declaration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

JSON_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Parameters(BaseModel):
    """What may vary in one part. Subclass it with one field per parameter."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False, validate_default=True)


P = TypeVar("P", bound=Parameters)


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
    person: bool = False,
) -> Any:
    """A number in `unit` between `low` and `high`, both allowed.

    `guide` tells how to measure or choose it; `ansur` is its name in the ANSUR II survey;
    `measured` says that it is a size of the person or vehicle, so that no default may stand in;
    without `shapes` it cannot alter the part, and only helps to judge it; `person` says that it is the same
    for the left and the right of one person.
    """
    extra: dict[str, Any] = {"unit": unit, "group": group, "ansur": ansur, "measured": measured}
    extra |= {} if shapes else {"shapes": False}
    extra |= {"person": True} if person else {}
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


def choice(default: str, *, title: str, group: str, guide: str = "", stated: bool = False) -> Any:
    """One word out of those that the field's `Literal` type lists.

    `stated` says that somebody has to say it, such as left or right: no default may stand in.
    """
    extra: dict[str, Any] = {"unit": "", "group": group, "ansur": "", "measured": False}
    extra |= {"stated": True} if stated else {}
    return Field(default, title=title, description=guide, json_schema_extra=extra)


def schema_extra(field: FieldInfo, key: str) -> Any:
    """What a declaration above stored beside pydantic's own attributes: unit, group, ansur, measured."""
    stored = field.json_schema_extra
    return stored.get(key, "") if isinstance(stored, dict) else ""


def parameter_unit(field: FieldInfo) -> str:
    """The unit of a parameter; empty for choices."""
    return str(schema_extra(field, "unit"))


def choices_of(field: FieldInfo) -> tuple[str, ...]:
    """The words a choice may take; empty for numbers."""
    return tuple(word for word in get_args(field.annotation) if isinstance(word, str))


def limits_of(field: FieldInfo) -> tuple[float, float]:
    """Lowest and highest value of a numeric parameter, in its unit."""
    bounds = _bounds(field)
    return float(bounds["ge"]), float(bounds["le"])


def is_count(field: FieldInfo) -> bool:
    """Whether a parameter is a whole number."""
    return field.annotation is int or int in get_args(field.annotation)


def ends_of(field: FieldInfo) -> tuple[Any, ...]:
    """The first and the last value that a parameter may have, as its type has them."""
    if choices := choices_of(field):
        return choices[0], choices[-1]
    low, high = limits_of(field)
    return (int(low), int(high)) if is_count(field) else (low, high)


def is_bounded(field: FieldInfo) -> bool:
    """Whether a parameter has a lowest and a highest value, as all numbers declared above have."""
    return len(_bounds(field)) == 2


def _bounds(field: FieldInfo) -> dict[str, float]:
    return {name: getattr(rule, name) for rule in field.metadata for name in ("ge", "le") if hasattr(rule, name)}


def ansur_names(parameters: type[Parameters]) -> dict[str, str]:
    """ANSUR name -> parameter name, for the parameters that have one."""
    names = {schema_extra(field, "ansur"): name for name, field in parameters.model_fields.items()}
    return {ansur: name for ansur, name in names.items() if ansur}


def measured_names(parameters: type[Parameters]) -> list[str]:
    """The parameters that are sizes of a person or vehicle, so that no default may stand in."""
    return [name for name, field in parameters.model_fields.items() if schema_extra(field, "measured")]


def stated_names(parameters: type[Parameters]) -> list[str]:
    """The choices that somebody has to state, so that no default may stand in."""
    return [name for name, field in parameters.model_fields.items() if schema_extra(field, "stated")]


def person_names(parameters: type[Parameters]) -> list[str]:
    """The parameters that are the same for the left and the right of one person, such as the body's mass."""
    return [name for name, field in parameters.model_fields.items() if schema_extra(field, "person")]


def shape_parameters(parameters: P) -> P:
    """The same parameters, with those that cannot alter the part at their defaults."""
    fields = type(parameters).model_fields.items()
    return parameters.model_copy(
        update={name: field.default for name, field in fields if schema_extra(field, "shapes") is False}
    )


def json_schema(parameters: type[Parameters]) -> dict[str, Any]:
    """JSON Schema 2020-12 of the parameters, each with unit, group, ansur and measured."""
    return {"$schema": JSON_SCHEMA_DIALECT, **parameters.model_json_schema()}


def parameter_values(parameters: Parameters) -> Mapping[str, Any]:
    """Name -> value, in the order of declaration."""
    return parameters.model_dump()
