"""A template's parameters: their values, their schema, and what is asked of whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from configurator.domain.parts.conditions import unused_names
from configurator.domain.parts.kinds import find_kind, schema_extra, settled_value

JSON_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Parameters(BaseModel):
    """What may vary in one part. Subclass it with one field per parameter, declared by `declarations`."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False, validate_default=True)

    @field_validator("*")
    @classmethod
    def _settle(cls, value: Any, info: ValidationInfo) -> Any:
        return settled_value(find_kind(cls.model_fields[str(info.field_name)]), value)


P = TypeVar("P", bound=Parameters)


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
    return owned_names(parameters, "person")


def owned_names(parameters: type[Parameters], owner: str) -> list[str]:
    """The parameters that belong to a `person` or a `vehicle`, and are asked for once."""
    return [name for name, field in parameters.model_fields.items() if schema_extra(field, "belongs_to") == owner]


def shape_parameters(parameters: P) -> P:
    """The same parameters, with those that cannot alter the part at their defaults."""
    fields = type(parameters).model_fields
    return _with_defaults(parameters, [name for name, each in fields.items() if schema_extra(each, "shapes") is False])


def settled_parameters(parameters: P) -> P:
    """The same parameters, with those that do not matter for the others at their defaults."""
    return _with_defaults(parameters, unused_names(type(parameters), parameters.model_dump()))


def used_values(parameters: Parameters) -> dict[str, Any]:
    """Name -> value of every parameter that matters, in the order of declaration."""
    values = parameters.model_dump()
    unused = unused_names(type(parameters), values)
    return {name: value for name, value in values.items() if name not in unused}


def json_schema(parameters: type[Parameters]) -> dict[str, Any]:
    """JSON Schema 2020-12 of the parameters, each with unit, group, ansur and measured."""
    return {"$schema": JSON_SCHEMA_DIALECT, **parameters.model_json_schema()}


def parameter_values(parameters: Parameters) -> Mapping[str, Any]:
    """Name -> value, in the order of declaration."""
    return parameters.model_dump()


def _with_defaults(parameters: P, names: list[str] | tuple[str, ...]) -> P:
    fields = type(parameters).model_fields
    return parameters.model_copy(update={name: fields[name].default for name in names})
