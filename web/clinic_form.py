"""A clinician's sheet: each measurement for each side, with its source and its repeats, as a form has it.

The form names a value `left-foot_length`, its source `source-foot_length`; repeats are separated by semicolons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal
from urllib.parse import urlencode

from configurator.domain.display_units import shown_unit
from configurator.domain.measures.percentiles import Percentile, percentiles
from configurator.domain.measures.sheets import PROPOSED, Sheet, read_values, used_part
from configurator.domain.parts.designs import Configured, Design
from configurator.domain.parts.kinds import parameter_unit
from configurator.domain.parts.parameters import ansur_names, measured_names, person_names
from configurator.domain.parts.sides import SIDE, sides_of
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, refusal
from configurator.services.designs.configure import configure
from configurator.services.orders.judge_pairs import PartValues, pair_doubts
from web.configurations import without_examples
from web.fields import Field, fields_of
from web.forms import DisplayUnit, entry_bound, is_proposed_choice, long_text_problems, texts, unit_in
from web.page_problems import FieldPlace, FieldPlaces, in_labels
from web.swaps import merge_swap

SOURCES: Final = ("tape", "callipers", "scan")
# How far a form is: not yet touched, being filled in, or sent, so that nothing may be missing.
Stage = Literal["empty", "filling", "sent"]
NOT_WANTED: Final = Configured(None, (refusal("This side is not to be made.", "side", hint="Tick it."),))


@dataclass(frozen=True)
class SideSheet:
    """One side as entered and what comes of it, if it is wanted. `side` is empty for a part without sides.

    `problems` are those to show, by the names that the form has for its fields: none in an empty form.
    """

    side: str
    wanted: bool
    sheet: Sheet
    configured: Configured
    problems: tuple[Problem, ...]
    fields: tuple[Field, ...]
    percentiles: Mapping[str, tuple[Percentile, ...]]

    @property
    def design(self) -> Design | None:
        """The design, if there is one."""
        return self.configured.design


def form_sides(template: Template[Any]) -> tuple[str, ...]:
    """The sides a part is made for; one without a name where it has none."""
    return sides_of(template) or ("",)


def read_sides(template: Template[Any], form: Mapping[str, str], stage: Stage) -> tuple[SideSheet, ...]:
    """Every side of the form; in an empty one that names none, all are to be made."""
    return tuple(_read_side(template, side, form, stage) for side in form_sides(template))


def _read_side(template: Template[Any], side: str, form: Mapping[str, str], stage: Stage) -> SideSheet:
    unit, entered = unit_in(form), _side_texts(template, side, form)
    is_wanted = not side or f"make-{side}" in form or (stage == "empty" and not _is_any_wanted(template, form))
    sheet = _read_sheet(template, side, entered, form)
    is_sent = stage == "sent"
    configured = configure(template, sheet, complete=is_sent, preview=not is_sent) if is_wanted else NOT_WANTED
    problems = merge_swap(template, sheet, configured, is_sent) if is_wanted else ()
    if not is_sent:
        problems = without_examples(template, entered, problems)
    own_problems = tuple(_as_in_form(template, side, each) for each in problems) if stage != "empty" else ()
    fields = fields_of(template, entered, unit)
    return SideSheet(side, is_wanted, sheet, configured, own_problems, fields, percentiles_of_sheet(template, sheet))


def _is_any_wanted(template: Template[Any], form: Mapping[str, str]) -> bool:
    return any(f"make-{side}" in form for side in form_sides(template))


def _read_sheet(template: Template[Any], side: str, entered: Mapping[str, str], form: Mapping[str, str]) -> Sheet:
    unit, inputs = unit_in(form), {name: input_name(template, side, name) for name in template.parameters.model_fields}
    too_long = tuple(long_text_problems(template, form, inputs))
    cut_names = {name for each in too_long for name in each.fields}
    kept = {name: text for name, text in entered.items() if name not in cut_names}
    values = {name: _sheet_value(template, name, text, unit, form) for name, text in kept.items()}
    sheet = read_values(template.parameters, values | ({SIDE: side} if side else {}))
    return used_part(template.parameters, replace(sheet, problems=(*too_long, *sheet.problems)))


def _as_in_form(template: Template[Any], side: str, problem: Problem) -> Problem:
    """The problem by the form's names of its fields, and by their labels in its words."""
    places = side_places(template, "")
    fields = tuple(input_name(template, side, name) for name in problem.fields)
    message, hint = (in_labels(text, places) for text in (problem.message, problem.hint))
    return replace(problem, fields=fields, message=message, hint=hint)


def side_places(template: Template[Any], side: str) -> FieldPlaces:
    """Where a side's values stand on the sheet."""
    names = {name: input_name(template, side, name) for name in template.parameters.model_fields if name != SIDE}
    return {own: FieldPlace(_label(template, side, name), f"#field-{own}") for name, own in names.items()}


def _label(template: Template[Any], side: str, parameter: str) -> str:
    title = str(template.parameters.model_fields[parameter].title)
    return title if input_name(template, side, parameter) == parameter else f"{title}, {side}"


def _side_texts(template: Template[Any], side: str, form: Mapping[str, str]) -> dict[str, str]:
    names = [name for name in template.parameters.model_fields if name != SIDE]
    fields = template.parameters.model_fields
    entered = {
        name: _entered_text(template, side, name, form)[: entry_bound(fields[name]).max_length] for name in names
    }
    return {name: text for name, text in entered.items() if text}


def _entered_text(template: Template[Any], side: str, name: str, form: Mapping[str, str]) -> str:
    """What was entered for the side; what is the person's may also stand under the name of either side."""
    sides = (side, *form_sides(template)) if name in person_names(template.parameters) else ()
    names = (input_name(template, side, name), *(f"{each}-{name}" for each in sides))
    return next(filter(None, (form.get(each, "").strip() for each in names)), "")


def input_name(template: Template[Any], side: str, parameter: str) -> str:
    """What the form calls a side's value of a parameter; what is the person's has one name for both sides."""
    return f"{side}-{parameter}" if side and parameter not in person_names(template.parameters) else parameter


def _sheet_value(template: Template[Any], name: str, text: str, unit: DisplayUnit, form: Mapping[str, str]) -> Any:
    own_unit = parameter_unit(template.parameters.model_fields[name])
    if not own_unit:
        return {"value": text, "source": PROPOSED} if is_proposed_choice(template, name, text) else text
    repeats = [each.strip() for each in text.split(";") if each.strip()]
    value = {"repeats": repeats} if len(repeats) > 1 else {"value": text}
    entry_unit = shown_unit(own_unit, unit)
    source = form.get(f"source-{name}", "")
    measured = name in measured_names(template.parameters)
    return {**value, "unit": entry_unit, **({"source": source} if measured and source in SOURCES else {})}


def pair_warnings(template: Template[Any], sides: Sequence[SideSheet]) -> Iterator[Problem]:
    """Doubts about left against right, by the names that the form has for the fields of both."""
    parts = [PartValues(template.id, each.sheet.values(), each.side) for each in sides if each.wanted]
    for problem in pair_doubts(parts):
        names = (each.partition(".")[::2] for each in problem.fields)
        fields = dict.fromkeys(input_name(template, side, name) for side, name in names)
        yield replace(problem, fields=tuple(fields), message=in_labels(problem.message, side_places(template, "")))


def sheet_address(template: Template[Any], form: Mapping[str, str]) -> str:
    """The address of the clinic's sheet with what the form of a part's page holds, for the side that it names."""
    side = form.get(SIDE, "") if form.get(SIDE, "") in form_sides(template) else form_sides(template)[0]
    entered = {input_name(template, side, name): text for name, text in texts(template, form).items() if name != SIDE}
    wanted = {f"make-{side}": "yes"} if side else {}
    return f"/clinic/?{urlencode({'template': template.id, 'unit': unit_in(form), **wanted, **entered})}"


def percentiles_of_sheet(template: Template[Any], sheet: Sheet) -> dict[str, tuple[Percentile, ...]]:
    """The percentiles of what was entered, by parameter, where the survey has them."""
    values = sheet.values()
    names = {name: ansur for ansur, name in ansur_names(template.parameters).items() if name in values}
    results = {name: percentiles(ansur, float(values[name])) for name, ansur in names.items()}
    return {name: each for name, each in results.items() if each is not None}


def percentile_words(rank: Percentile) -> str:
    """`P43 of men`, or below or above which percentile it lies beyond the ends of the table."""
    population: Literal["men", "women"] = "men" if rank.sex == "M" else "women"
    if rank.where == "at":
        return f"P{rank.percent:.0f} of {population}"
    return f"{rank.where} P{rank.percent:g} of {population}"
