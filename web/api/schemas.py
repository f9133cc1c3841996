"""What requests and answers are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import CoreSchema, core_schema

from configurator.domain.offers.fluids import FLUIDS
from configurator.domain.offers.offers import ZONES
from configurator.domain.states import Status
from configurator.domain.text_bounds import ACTOR, CELL, ENTRY
from configurator.domain.validation import StrictModel, validation_error
from configurator.formats import formats

# PostgreSQL stores no NUL; lone surrogates are not JSON.
PLAIN_TEXT = r"^[^\x00]*$"
Text = Annotated[str, Field(max_length=ENTRY.max_length, pattern=PLAIN_TEXT)]
# As long as a cell of a table, such as an outline; what else is entered for a parameter is bounded where it is read.
EnteredText = Annotated[str, Field(max_length=CELL.max_length, pattern=PLAIN_TEXT)]
TemplateId = Annotated[Text, Field(description="The id of a part's template, such as grommet.")]
ActorName = Annotated[
    str,
    Field(
        max_length=ACTOR.max_length,
        pattern=PLAIN_TEXT,
        description="Who does this, such as clinic-7 or berlin:op2; needed unless there are accounts, and a token.",
    ),
]
# Where a part sits, and what touches it: what an order says of it, and what its offers are judged by.
ZoneText = Annotated[
    Text, Field(description=f"Where it sits, unless where its author means it to: one of {', '.join(ZONES)}.")
]
FluidTexts = Annotated[
    list[Text] | None,
    Field(
        max_length=20,
        description=f"What touches it, of {', '.join(FLUIDS)}; [] for none, left out where nobody has said.",
    ),
]


# One of the formats that there are, which no type checker knows.
if TYPE_CHECKING:
    Format = str
else:
    Format = Literal[tuple(formats())]
# A grommet that can be made: what the document shows.
EXAMPLE: Final = {"hole_diameter": 14, "panel_thickness": {"value": "1/16", "unit": "in"}, "cable_diameter": "8mm"}


def with_example(example: dict[str, Any]) -> ConfigDict:
    """The configuration of a body that the document shows an example of."""
    return ConfigDict(json_schema_extra={"examples": [example]})


class Shape(BaseModel):
    """What an answer holds. Of what it is made from it takes only what it names, so that nothing leaves unseen."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False, json_schema_serialization_defaults_required=True)


class StatusNames:
    """Marks a status that is one of its names, with its schema where it stands."""

    def __get_pydantic_core_schema__(self, kind: type[Status], _: GetCoreSchemaHandler) -> CoreSchema:
        """Of a literal: an enumeration would have a definition of its own in the document."""
        names = core_schema.literal_schema([*map(str, kind)])
        return core_schema.no_info_after_validator_function(kind, names)


class DesignShown(Shape):
    """A template with all its parameters settled; its digest is its name."""

    template: str
    version: str
    parameters: Annotated[dict[str, Any], Field(description="Every parameter, each in its own unit.")]
    digest: str
    code: Annotated[str, Field(description="Eight characters of the digest, engraved where a part has room.")]


class Query(BaseModel):
    """What may stand after the question mark. A field's description is its hint."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class NoQuery(Query):
    """For operations that ask nothing."""


class Measured(StrictModel):
    """A measurement with where it came from."""

    value: Text | int | float = ""
    unit: Text = ""
    source: Text = ""
    repeats: Annotated[list[Text | int | float], Field(max_length=20)] = Field(default_factory=list)
    uncertainty: Text | int | float | None = None


def _one_problem_per_value(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """Without this, each member of the union that a value does not match would be reported as a problem of its own."""
    try:
        return validate(value)
    except ValidationError:
        raise validation_error(
            f"It is no text of up to {CELL.max_length} characters, no number and no measurement.",
            'For example 262, "10.3in" or {"value": 10.3, "unit": "in", "source": "tape"}.',
        ) from None


Value = Annotated[EnteredText | int | float | Measured, WrapValidator(_one_problem_per_value)]
Values = Annotated[
    dict[Annotated[str, Field(max_length=100, pattern=PLAIN_TEXT)], Value],
    Field(max_length=100, description='By parameter or ANSUR name, such as {"foot_length": "10.3in"}.'),
]


def sheet_values(values: dict[str, Any]) -> dict[str, Any]:
    """Values as sheets are read from: what a measurement leaves out is not there."""
    return {
        name: each.model_dump(exclude_unset=True) if isinstance(each, Measured) else each
        for name, each in values.items()
    }
