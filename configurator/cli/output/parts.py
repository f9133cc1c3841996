"""Templates and parts, as the command line prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from configurator.cli.output import print_json, print_line, print_message, show_ignored
from configurator.domain.offers.compensation import compensation_sentence
from configurator.domain.offers.inspection_limits import dimension_unit
from configurator.domain.offers.manufacturability import Manufacturability
from configurator.domain.offers.reports import Report
from configurator.domain.orders.prescriptions import PRESCRIBED_HINT
from configurator.domain.parts.bodies import body_text
from configurator.domain.parts.conditions import condition_words
from configurator.domain.parts.dimensions import Point
from configurator.domain.parts.inserts import insert_sentence
from configurator.domain.parts.kinds import default_words, range_words, schema_extra
from configurator.domain.parts.measured_dimensions import MeasuredDimension
from configurator.domain.parts.parameters import json_schema
from configurator.domain.parts.sides import SIDE
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem
from configurator.extensions import Extension
from configurator.services.making.made_designs import MadeDesign


def show_templates(entries: Iterable[Extension[Template[Any]]], as_json: bool) -> None:
    """Print one line per template: id, version, title; broken ones on stderr."""
    usable = [entry.value for entry in entries if entry.value is not None]
    broken = [entry for entry in entries if entry.value is None]
    if as_json:
        print_json(
            {
                "templates": [_summary(template) for template in usable],
                "broken": [{"module": entry.module, "error": entry.error} for entry in broken],
            }
        )
        return
    for template in usable:
        print_line(f"{template.id}\t{template.version}\t{template.title}")
    for entry in broken:
        print_message(f"broken: {entry.module}: {entry.error}")


def _summary(template: Template[Any]) -> dict[str, Any]:
    fields = ("id", "version", "title", "group", "summary", "prescribed")
    return {name: getattr(template, name) for name in fields} | {"presets": list(template.presets)}


def show_template(template: Template[Any], as_json: bool) -> None:
    """Print a template: its text, parameters, presets and sources."""
    if as_json:
        presets = {name: preset.model_dump() for name, preset in template.presets.items()}
        print_json(
            {
                **_summary(template),
                "presets": presets,
                "sources": list(template.sources),
                "parameters": json_schema(template.parameters),
            }
        )
        return
    print_line(f"{template.title} ({template.id}, version {template.version})")
    print_line(template.summary)
    if template.prescribed:
        print_line(PRESCRIBED_HINT)
    print_line("")
    for name, field in template.parameters.model_fields.items():
        print_line(f"  {name}: {_range(field)}")
        condition = condition_words(template.parameters, name)
        words = (f"{field.title}.", f"Only where {condition}." if condition else "", field.description or "")
        print_line(f"      {' '.join(filter(None, words))}")
    print_line("")
    print_line("Sources: " + "; ".join(template.sources))


def _range(field: Any) -> str:
    default = "say it" if schema_extra(field, "stated") else default_words(field)
    ansur = f", ANSUR {schema_extra(field, 'ansur')}" if schema_extra(field, "ansur") else ""
    return f"{range_words(field)} [{default}]{ansur}"


def show_made(made: MadeDesign, as_json: bool) -> None:
    """Print a part's files, and its nominal against its measured dimensions."""
    if as_json:
        print_json(_made_shape(made))
    _show_files(made, as_json)


def show_pair(sides: Mapping[str, MadeDesign], doubts: Sequence[Problem], as_json: bool) -> None:
    """Print both, the left first, and what is doubtful in one against the other."""
    if as_json:
        shapes = {side: _made_shape(made) for side, made in sides.items()}
        print_json({**shapes, "problems": [each.as_dict() for each in doubts]})
    for problem in doubts:
        print_message(f"{problem.severity}: {problem}")
    for made in sides.values():
        _show_files(made, as_json)


def _made_shape(made: MadeDesign) -> dict[str, Any]:
    return {
        "design": made.design.as_dict(),
        "files": {kind: str(path) for kind, path in made.part.files.items()},
        "report": made.part.report.stored,
        "problems": [problem.as_dict() for problem in made.problems],
        "timings_ms": made.part.timings_ms,
        "sheet": [asdict(entry) for entry in made.sheet.entries.values()],
    }


def _show_files(made: MadeDesign, as_json: bool) -> None:
    design, report = made.design, made.part.report
    show_ignored(made.sheet.ignored)
    for problem in made.problems:
        print_message(f"{problem.severity}: {problem}")
    side = f", {design.parameters[SIDE]}" if SIDE in design.parameters else ""
    print_message(f"{design.template} {design.code}{side}: {report.volume_mm3 / 1000:.1f} cm3")
    for line in (*_part_lines(report), *dimension_lines(report.dimensions)):
        print_message(line)
    for line in manufacturability_lines(report.making, report.bounds_mm):
        print_message(line)
    if not as_json:
        for path in made.part.files.values():
            print_line(path)


def show_measuring_sheet(path: Path, as_json: bool) -> None:
    """Print where the sheet lies."""
    if as_json:
        print_json({"file": str(path)})
    else:
        print_line(path)


def _part_lines(report: Report) -> Iterator[str]:
    """What few parts have: several bodies, inserts, and holes that are drawn wider."""
    for body in report.bodies:
        yield f"  {body_text(body.name, body.solids)}: {body.volume_mm3 / 1000:.1f} cm3"
    for insert in report.inserts:
        yield f"  {insert_sentence(insert)}"
    if report.hole_compensation_mm:
        yield compensation_sentence(report.hole_compensation_mm)


def manufacturability_lines(assessments: Sequence[Manufacturability], bounds: tuple[Point, Point]) -> Iterator[str]:
    """The findings on manufacturing the part in the first of its offers, one line each, with their places."""
    for assessment in assessments[:1]:
        for each in assessment.findings:
            problem = each.as_problem(bounds)
            yield f"{each.severity}: {assessment.offer}: {problem.message} {problem.hint}".rstrip()


def dimension_lines(dimensions: Iterable[MeasuredDimension]) -> Iterator[str]:
    """Nominal against measured: the names of the columns, and one line per dimension."""
    yield f"  {'dimension':<24}{'asked':>10}{'measured':>11}{'+-':>8}{'allowed':>9}"
    for each in dimensions:
        unit = dimension_unit(each.kind)
        verdict = "ok" if each.ok else "OUT OF TOLERANCE"
        yield (
            f"  {each.name:<24}{each.nominal:>10.3f}{each.measured:>11.3f}"
            f"{each.uncertainty:>8.3f}{each.tolerance:>9.3f}  {unit:<4}{verdict}{_drawn_words(each)}"
        )


def _drawn_words(dimension: MeasuredDimension) -> str:
    """What a compensated hole is drawn with, and what that comes to; empty for what is drawn as asked."""
    if dimension.drawn is None or dimension.drawn == dimension.nominal:
        return ""
    return f", drawn {dimension.drawn:.3f}, expected {dimension.target_on_part:.3f} on the part"
