"""A configuration as the address of a page holds it: parsed, validated, and written as a query again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pydantic.fields import FieldInfo

from configurator.domain.measures.sheets import Sheet
from configurator.domain.parts.designs import Configured, Design
from configurator.domain.parts.parameters import Parameters, parameter_unit, schema_extra
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem
from configurator.services.designs.configure import configure
from web.forms import DisplayUnit, in_unit, plain_number, read_form, texts, unit_in


@dataclass(frozen=True)
class Configuration:
    """What an address holds: the sheet, the design that it gives or why none, and the texts in the display unit."""

    template: Template[Any]
    sheet: Sheet
    configured: Configured
    texts: Mapping[str, str]
    unit: DisplayUnit

    @property
    def query(self) -> str:
        """The part of an address that leads back here."""
        return urlencode({"unit": self.unit, **self.texts})

    @property
    def design(self) -> Design | None:
        """The design, if there is one."""
        return self.configured.design

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why there is no design, or what is doubtful in it."""
        return self.configured.problems

    @property
    def parameters(self) -> Parameters | None:
        """The design's, as the template declares them."""
        return self.template.parameters(**self.design.parameters) if self.design else None

    def switched(self, unit: DisplayUnit) -> str:
        """The query of the same configuration in another unit."""
        form = {"unit": self.unit, **self.texts}
        return urlencode({"unit": unit, **in_unit(self.template, self.sheet, form, unit)})


def read_configuration(
    template: Template[Any], form: Mapping[str, str], *, complete: bool = False, preview: bool = False
) -> Configuration:
    """What the address or the form asks for; `complete` and `preview` are those of `configure`."""
    sheet = read_form(template, form)
    configured = configure(template, sheet, complete=complete, preview=preview)
    return Configuration(template, sheet, configured, texts(template, form), unit_in(form))


def preset_query(template: Template[Any], preset: Parameters, form: Mapping[str, str]) -> str:
    """The query that asks for a preset; what it does not fill stays as it was entered."""
    unit, fields = unit_in(form), template.parameters.model_fields
    preset_texts = {
        name: _field_text(value, fields[name], unit) for name, value in preset_values(template, preset).items()
    }
    merged = {**texts(template, form), **preset_texts}
    return urlencode({"unit": unit, **{name: text for name, text in merged.items() if text}})


def preset_values(template: Template[Any], preset: Parameters) -> dict[str, Any]:
    """What a preset puts into the fields; measurements of a person have no preset, and stay as they are."""
    fields = template.parameters.model_fields
    return {name: value for name, value in preset.model_dump().items() if not _is_personal(fields[name])}


def _is_personal(field: FieldInfo) -> bool:
    return bool(schema_extra(field, "measured") and schema_extra(field, "ansur"))


def _field_text(value: Any, field: FieldInfo, unit: DisplayUnit) -> str:
    """As it stands in the field, empty for none."""
    return plain_number(value, parameter_unit(field), unit) if isinstance(value, float | int) else str(value or "")
