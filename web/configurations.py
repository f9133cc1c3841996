"""A configuration as the address of a page holds it: parsed, validated, and written as a query again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pydantic.fields import FieldInfo

from configurator.domain.measures.sheets import Sheet
from configurator.domain.parts.delivered import delivered_dimensions
from configurator.domain.parts.designs import Configured, Design
from configurator.domain.parts.dimensions import Dimension
from configurator.domain.parts.kinds import limits_of, parameter_unit, schema_extra, value_words
from configurator.domain.parts.parameters import Parameters, measured_names, stated_names
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem
from configurator.services.designs.configure import configure
from web.filters import entry_words
from web.forms import DisplayUnit, in_unit, plain_number, read_form, texts, unit_in
from web.page_problems import FieldPlace, FieldPlaces, PageProblems, page_problems
from web.swaps import merge_swap

# Which preset has filled in a form's values, and the names of those that it left as somebody entered them.
FILLED_FROM, OWN_FIELDS = "from", "own"


@dataclass(frozen=True)
class Configuration:
    """What an address holds: the sheet, the design that it gives or why none, and the texts in the display unit."""

    template: Template[Any]
    sheet: Sheet
    configured: Configured
    texts: Mapping[str, str]
    unit: DisplayUnit
    complete: bool = False

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
        """Why there is no design, or what is doubtful in it; two swapped numbers are one problem."""
        return merge_swap(self.template, self.sheet, self.configured, self.complete)

    def places(self, address: str = "") -> FieldPlaces:
        """The fields of the part's page, as seen from that page or, with its address, from another."""
        fields = self.template.parameters.model_fields.items()
        return {name: FieldPlace(str(field.title), f"{address}#field-{name}") for name, field in fields}

    def told_elsewhere(self) -> PageProblems:
        """The problems for a page without the part's fields: they lead to the fields on the part's page."""
        return page_problems(self.problems, self.places_elsewhere(), self.unit)

    def places_elsewhere(self) -> FieldPlaces:
        """The fields of the part's page, as seen from another."""
        return self.places(f"/parts/{self.template.id}?{self.query}")

    def told_beside_fields(self) -> PageProblems:
        """The problems for the part's own page, where an example in its field tells that a measurement lacks."""
        shown = without_examples(self.template, self.texts, self.problems)
        return page_problems(shown, self.places(), self.unit)

    def entered(self, name: str) -> str:
        """What was entered for a parameter, with its unit, and in mm beside inches."""
        field, entry = self.template.parameters.model_fields[name], self.sheet.entries[name]
        own_unit = parameter_unit(field)
        if limits_of(field) is None:
            return value_words(field, entry.value)
        return entry_words(entry.entered, entry.unit, float(entry.value), own_unit)

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The nominal dimensions of the part; none without a design."""
        return delivered_dimensions(self.template, self.parameters) if self.parameters else ()

    def taken_values(self) -> dict[str, float]:
        """Parameter -> what is worked out for one left empty, in its own unit, as far as a size shows it."""
        parameters = self.design.parameters if self.design else {}
        return {
            each.field: each.nominal
            for each in self.dimensions
            if each.field in parameters and parameters[each.field] is None
        }

    def taken_texts(self) -> dict[str, str]:
        """The same as numbers in the unit of the page."""
        fields = self.template.parameters.model_fields
        values = self.taken_values().items()
        return {name: plain_number(value, parameter_unit(fields[name]), self.unit) for name, value in values}

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
    return Configuration(template, sheet, configured, texts(template, form), unit_in(form), complete)


def without_examples(
    template: Template[Any], texts: Mapping[str, str], problems: Iterable[Problem]
) -> tuple[Problem, ...]:
    """The problems without the doubts about measurements left empty: an example in the field tells as much."""
    examples = {name for name in measured_names(template.parameters) if name not in texts}
    return tuple(each for each in problems if each.severity == "refusal" or not set(each.fields) & examples)


def preset_query(template: Template[Any], name: str, form: Mapping[str, str]) -> str:
    """The query that asks for a preset; what it does not fill, what was measured and what was stated stay as entered.

    It says which preset has filled it and what that one left alone, so that the next one may replace the rest.
    """
    unit, fields, own_names = unit_in(form), template.parameters.model_fields, _own_names(template, form)
    preset_texts = {
        field: _field_text(value, fields[field], unit)
        for field, value in preset_values(template, template.presets[name]).items()
        if field not in own_names
    }
    merged = {field: text for field, text in {**texts(template, form), **preset_texts}.items() if text}
    origin = {FILLED_FROM: name} | ({OWN_FIELDS: ",".join(own_names)} if own_names else {})
    return urlencode({"unit": unit, **merged, **origin})


def preset_values(template: Template[Any], preset: Parameters) -> dict[str, Any]:
    """What a preset puts into the fields; measurements of a person have no preset, and stay as they are."""
    fields = template.parameters.model_fields
    return {name: value for name, value in preset.model_dump().items() if not _is_personal(fields[name])}


def _own_names(template: Template[Any], form: Mapping[str, str]) -> list[str]:
    """The measured sizes and the stated choices that somebody entered, not the preset that the form says it is from."""
    before = template.presets.get(form.get(FILLED_FROM, ""))
    filled = preset_values(template, before).items() if before else ()
    names = {*measured_names(template.parameters), *stated_names(template.parameters)}
    entries, known = read_form(template, form).entries, form.get(OWN_FIELDS, "").split(",")
    return [
        name
        for name in texts(template, form)
        if name in names and (name in known or name not in entries or (name, entries[name].value) not in filled)
    ]


def _is_personal(field: FieldInfo) -> bool:
    return bool(schema_extra(field, "measured") and schema_extra(field, "ansur"))


def _field_text(value: Any, field: FieldInfo, unit: DisplayUnit) -> str:
    """As it stands in the field, empty for none."""
    return plain_number(value, parameter_unit(field), unit) if isinstance(value, float | int) else str(value or "")
