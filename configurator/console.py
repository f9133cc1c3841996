"""What the command line prints: JSON or plain lines on stdout, words on stderr."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from configurator.catalogue import Entry
from configurator.domain.designs import Design
from configurator.domain.errors import ConfiguratorError
from configurator.domain.parameters import choices_of, extra, json_schema, limits_of, unit_of
from configurator.domain.problems import Problem
from configurator.domain.quantities import show_quantity
from configurator.domain.sheets import Sheet
from configurator.domain.templates import Template
from configurator.services.batch import Outcome
from configurator.services.make import Made
from configurator.services.sweep import Trial


def words(text: str) -> None:
    """Print words for a person, on stderr."""
    click.echo(text, err=True)


def print_json(value: Any) -> None:
    """Print a value as JSON, on stdout; in ASCII, which any encoding and any name of a file can stand."""
    click.echo(json.dumps(value, indent=2))


@contextmanager
def errors(as_json: bool = False) -> Iterator[None]:
    """Turn what this program raises on purpose into words, JSON where asked, and exit status 1."""
    try:
        yield
    except ConfiguratorError as error:
        for problem in error.problems:
            words(f"error: {problem}")
        if as_json:
            print_json({"problems": [problem.as_dict() for problem in error.problems]})
        sys.exit(1)


def show_templates(entries: Iterable[Entry], as_json: bool) -> None:
    """One line a template: id, version, title; broken ones on stderr."""
    usable = [entry.template for entry in entries if entry.template is not None]
    broken = [entry for entry in entries if entry.template is None]
    if as_json:
        print_json(
            {
                "templates": [_summary(template) for template in usable],
                "broken": [{"module": entry.module, "error": entry.error} for entry in broken],
            }
        )
        return
    for template in usable:
        click.echo(f"{template.id}\t{template.version}\t{template.title}")
    for entry in broken:
        words(f"broken: {entry.module}: {entry.error}")


def _summary(template: Template[Any]) -> dict[str, Any]:
    fields = ("id", "version", "title", "group", "summary")
    return {name: getattr(template, name) for name in fields} | {"presets": list(template.presets)}


def show_template(template: Template[Any], as_json: bool) -> None:
    """All that a template says of itself."""
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
    click.echo(f"{template.title} ({template.id}, version {template.version})\n{template.summary}\n")
    for name, field in template.parameters.model_fields.items():
        click.echo(f"  {name}: {_range(field)}\n      {field.title}. {field.description or ''}".rstrip())
    click.echo("\nSources: " + "; ".join(template.sources))


def _range(field: Any) -> str:
    words_allowed = choices_of(field)
    if words_allowed:
        return f"{', '.join(words_allowed)} [{field.default}]"
    low, high = limits_of(field)
    unit = unit_of(field)
    default = "empty" if field.default is None else show_quantity(field.default, unit)
    ansur = f", ANSUR {extra(field, 'ansur')}" if extra(field, "ansur") else ""
    return f"{show_quantity(low, '')} to {show_quantity(high, unit)} [{default}]{ansur}"


def show_made(design: Design, made: Made, problems: Iterable[Problem], sheet: Sheet, as_json: bool) -> None:
    """A part's files, and asked against made."""
    if as_json:
        print_json(
            {
                "design": design.as_dict(),
                "files": {kind: str(path) for kind, path in made.files.items()},
                "report": made.report,
                "problems": [problem.as_dict() for problem in problems],
                "timings_ms": made.timings_ms,
                "sheet": [asdict(entry) for entry in sheet.entries.values()],
            }
        )
    show_ignored(sheet.ignored)
    for problem in problems:
        words(f"{problem.severity}: {problem}")
    words(f"{design.template} {design.code}: {made.report['volume_mm3'] / 1000:.1f} cm3")
    words(table_of(made.report["dimensions"]))
    if not as_json:
        for path in made.files.values():
            click.echo(path)


def table_of(dimensions: Iterable[Mapping[str, Any]]) -> str:
    """Asked against made, a line a dimension."""
    lines = [f"  {'dimension':<24}{'asked':>10}{'measured':>11}{'+-':>8}{'allowed':>9}"]
    for each in dimensions:
        unit = "deg" if each["kind"] == "angle" else "mm"
        verdict = "ok" if each["ok"] else "OUT OF TOLERANCE"
        lines.append(
            f"  {each['name']:<24}{each['nominal']:>10.3f}{each['measured']:>11.3f}"
            f"{each['uncertainty']:>8.3f}{each['tolerance']:>9.3f}  {unit:<4}{verdict}"
        )
    return "\n".join(lines)


def show_ignored(names: Iterable[str]) -> None:
    """Columns or measurements that nothing uses."""
    ignored = list(names)
    if ignored:
        words(f"ignored: {', '.join(ignored)}")


def show_outcomes(outcomes: list[Outcome], results: Path) -> None:
    """How a batch went: a line for each row that was not made, a count, and where the table lies."""
    for outcome in outcomes:
        if outcome.status != "made":
            words(f"row {outcome.row} {outcome.status}: {outcome.as_row([])['message']}")
    counts = Counter(outcome.status for outcome in outcomes)
    words(", ".join(f"{counts[status]} {status}" for status in ("made", "refused", "failed")))
    click.echo(results)
    if counts["refused"] or counts["failed"]:
        sys.exit(1)


def show_trials(trials: Mapping[str, list[Trial]], as_json: bool) -> None:
    """How templates stood their sweep; exit status 1 if any part failed or was out of tolerance."""
    if as_json:
        print_json({name: _sweep_summary(each) for name, each in trials.items()})
    for name, each in trials.items():
        _show_sweep(name, each)
    if any(trial.status in ("failed", "off") for each in trials.values() for trial in each):
        sys.exit(1)


def _sweep_summary(trials: list[Trial]) -> dict[str, Any]:
    return {
        "counts": dict(Counter(trial.status for trial in trials)),
        "worst": _worst(trials),
        "not_made": {
            trial.name: {
                "status": trial.status,
                "parameters": dict(trial.design.parameters) if trial.design else {},
                "problems": [problem.as_dict() for problem in trial.problems],
            }
            for trial in trials
            if trial.status != "made"
        },
    }


def _worst(trials: list[Trial]) -> dict[str, dict[str, Any]]:
    """Per dimension, the measurement that used up most of its tolerance."""
    worst: dict[str, dict[str, Any]] = {}
    for trial in trials:
        for each in trial.report["dimensions"] if trial.report else ():
            used = abs(each["measured"] - each["nominal"]) / each["tolerance"]
            if used >= worst.get(each["name"], {"used": 0.0})["used"]:
                worst[each["name"]] = {**each, "used": round(used, 4), "design": trial.design and trial.design.digest}
    return worst


def _show_sweep(name: str, trials: list[Trial]) -> None:
    counts = Counter(trial.status for trial in trials)
    words(f"{name}: " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items())))
    for worst in _worst(trials).values():
        words(
            f"  {worst['name']:<24} worst {worst['measured'] - worst['nominal']:+.4f}"
            f" of {worst['tolerance']:.4f} allowed ({worst['used']:.0%})"
        )
    for trial in trials:
        if trial.status in ("failed", "off"):
            words(f"  {trial.name} {trial.status}: {_reason(trial)}")


def _reason(trial: Trial) -> str:
    """Why a trial counts against its template; the design itself is in the JSON."""
    off = [each["name"] for each in trial.report["dimensions"] if not each["ok"]] if trial.report else []
    return f"{', '.join(off)} out of tolerance" if off else "; ".join(map(str, trial.problems))
