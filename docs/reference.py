"""The reference pages, which follow from the code alone: commands, parts, offers, findings, the HTTP interface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import click
import reference_http

from configurator import catalogue, checks
from configurator.cli.main import main as command_line
from configurator.domain.offers.check import Check
from configurator.domain.offers.fluids import FLUIDS, resistance
from configurator.domain.offers.inspection_limits import dimension_unit
from configurator.domain.offers.offers import OFFERS, Offer
from configurator.domain.offers.processes import PROCESSES, Process, Weights
from configurator.domain.orders.prescriptions import PRESCRIBED_HINT
from configurator.domain.parts.conditions import condition_words
from configurator.domain.parts.kinds import default_words, range_words, schema_extra
from configurator.domain.parts.measuring.svg import figure_svg
from configurator.domain.parts.soundness import FAULTS
from configurator.domain.parts.templates import Template, Zone
from configurator.domain.quantities import show_quantity

BUILT_IN = "templates_cad."
BUILT_IN_CHECKS = "configurator.domain.offers.checks."
OFFER_UNITS = {"hole_shrinkage": "mm", "least_wall": "mm", "tolerance": "mm", "density": "g/cm3", "heat": "°C"}
NOTE = "<!-- Written from the code by `make docs`. -->"


def pages() -> dict[str, str]:
    """File name -> text."""
    lines_by_page = {
        "reference-cli.md": _commands(),
        "reference-parts.md": _parts(),
        "reference-offers.md": _offers(),
        "reference-findings.md": _findings(),
        "reference-http.md": reference_http.lines(),
    }
    return {name: "\n".join([NOTE, "", *lines]).rstrip() + "\n" for name, lines in lines_by_page.items()}


def parts() -> list[Template[Any]]:
    """The templates that come with the program, whatever else is installed."""
    entries = [entry for entry in catalogue.entries() if entry.module.startswith(BUILT_IN)]
    return [entry.value for entry in entries if entry.value is not None]


def _commands() -> Iterator[str]:
    yield from ("# The command `configurator`", "", _help(command_line), "")
    for name, command in command_line.commands.items():
        yield from _command("##", f"configurator {name}", command)


def _command(heading: str, name: str, command: click.Command) -> Iterator[str]:
    """What a command says of itself; then, if it is a group, each of its own."""
    arguments = [_metavar(each) for each in command.params if isinstance(each, click.Argument)]
    yield from (f"{heading} {' '.join([name, *arguments])}", "", _help(command), "")
    options = [each for each in command.params if isinstance(each, click.Option)]
    if options:
        yield from _table(["option", "default", "meaning"], map(_option, options))
    for inner, each in command.commands.items() if isinstance(command, click.Group) else ():
        yield from _command(f"{heading}#", f"{name} {inner}", each)


def _help(command: click.Command) -> str:
    return "\n".join(line.strip() for line in (command.help or "").strip().splitlines())


def _metavar(argument: click.Argument) -> str:
    if isinstance(argument.type, click.Choice):
        return "|".join(argument.type.choices)
    name = argument.metavar or (argument.name or "").upper()
    if argument.nargs == -1:
        return f"[{name} ...]"
    return name if argument.required else f"[{name}]"


def _option(option: click.Option) -> list[str]:
    value = "" if option.is_flag else f" {option.metavar or option.type.name.split()[0].upper()}"
    return [f"`{option.opts[0]}{value}`", "required" if option.required else _default_cell(option), option.help or ""]


def _default_cell(option: click.Option) -> str:
    if option.envvar:
        return f"`${option.envvar}`"
    known = isinstance(option.default, str | int | Path) and not option.is_flag and option.default != ""
    return f"`{option.default}`" if known else ""


def _parts() -> Iterator[str]:
    yield from ("# The parts", "")
    for template in parts():
        presets = "; ".join(template.presets)
        yield from (f"## {template.title}", "", f"`{template.id}`, version {template.version}. {template.summary}", "")
        yield from (PRESCRIBED_HINT, "") if template.prescribed else ()
        yield from (f"![Presets: {presets}](pictures/presets-{template.id}.png)", "")
        header = ["parameter", "range", "default", "ANSUR name", "how to measure or choose it"]
        yield from _table(header, (_parameter(template, name) for name in template.parameters.model_fields))
        yield from (*_measuring(template), *_limits(template), *_dimensions(template), *_offer_lines(template))
        yield from ("Sources:", "", *(f"- {source}." for source in template.sources), "")


def _parameter(template: Template[Any], name: str) -> list[str]:
    field, condition = template.parameters.model_fields[name], condition_words(template.parameters, name)
    words = (f"{field.title}.", f"Only where {condition}." if condition else "", field.description)
    guide = " ".join(filter(None, words))
    return [f"`{name}`", range_words(field), _default(field), schema_extra(field, "ansur"), guide]


def _measuring(template: Template[Any]) -> Iterator[str]:
    """Where each is measured, drawn; `configurator measuring-sheet` prints the same."""
    if not template.measuring:
        return
    yield from ("How to measure, drawn; `configurator measuring-sheet` writes it as a sheet to print:", "")
    yield from ("| | |", "|---|---|")
    for name, line in template.measuring.items():
        title = template.parameters.model_fields[name].title
        picture = f"![{line.figure.title}: {line.mark.title}](pictures/{_drawing_name(template, name)})"
        yield f"| {picture} | **{title}** (`{name}`). {line.mark.sentence} |"
    yield ""


def drawings() -> dict[str, str]:
    """The drawings of how to measure, SVG by file name."""
    return {
        _drawing_name(template, name): figure_svg(line.figure, line.mark) + "\n"
        for template in parts()
        for name, line in template.measuring.items()
    }


def _drawing_name(template: Template[Any], field: str) -> str:
    return f"measuring-{template.id}-{field}.svg"


def _default(field: Any) -> str:
    if schema_extra(field, "measured"):
        return "measure it"
    if schema_extra(field, "stated"):
        return "say it"
    return default_words(field)


def _limits(template: Template[Any]) -> Iterator[str]:
    limits = list(template.limits(template.parameters()))
    if limits:
        yield from ("Refused within these ranges, depending on other parameters:", "")
        for each in limits:
            yield f"- `{each.field}`, given {', '.join(f'`{name}`' for name in each.given)}: {each.because}."
        yield ""


def _dimensions(template: Template[Any]) -> Iterator[str]:
    name, preset = next(iter(template.presets.items()))
    yield from (f"Measured on the finished part, here for the preset “{name}”:", "")
    yield from _table(["dimension", "kind", "asked", "allowed"], map(_dimension, template.dimensions(preset)))


def _dimension(dimension: Any) -> list[str]:
    unit = dimension_unit(dimension.kind)
    nominal = show_quantity(round(dimension.nominal, 2), unit)
    return [f"`{dimension.name}`", dimension.kind, nominal, f"± {show_quantity(round(dimension.tolerance, 3), unit)}"]


def _offer_lines(template: Template[Any]) -> Iterator[str]:
    used = f"Used here: {template.zone}. " if template.zone else ""
    offers = ", ".join(f"`{each}`" for each in template.offers)
    yield from (f"{used}Judged fit for it, best first: {offers}; see [the offers](reference-offers.md).", "")


def _offers() -> Iterator[str]:
    offers = OFFERS.values()
    yield from ("# The offers", "", "A process with a named grade of material and a finish. Sizes in mm.", "")
    header = ["offer", "process", "material", "grade", "finish", "least wall", "a size L holds to"]
    header += ["density", "heat deflection"]
    yield from _table(header, map(_offer, offers))
    yield from ("## Refused", "", "Where a part must not be made so, by the zone in which it sits:", "")
    yield from _table(["zone", "why", "offers", "source"], _refused())
    words = "What is unfit for a fluid is refused where it touches the part, and so is what nobody knows to be fit."
    yield from ("## Fluids", "", words, "")
    yield from _table(["material", "fluid", "fit?", "why", "source"], _resistances())
    yield from ("## Where the values of an offer come from", "")
    for offer in offers:
        yield from (f"### `{offer.id}`: {offer.title}", "", *_sources(offer, OFFER_UNITS))
    yield from ("## Where the limits of a process come from", "", "Sizes in mm.", "")
    for name, process in PROCESSES.items():
        yield from (f"### `{name}`: {process.title}", "", *_sources(process, {}))


def _refused() -> Iterator[list[str]]:
    """Zone, why, offers and source, one row for each reason."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for zone in get_args(Zone):
        for each in OFFERS.values():
            if zone in each.refused:
                reason = (zone, each.refused[zone], each.sources[f"refused.{zone}"])
                rows.setdefault(reason, []).append(f"`{each.id}`")
    return ([zone, why, ", ".join(names), source] for (zone, why, source), names in rows.items())


def _resistances() -> Iterator[list[str]]:
    """Material, fluid, whether it stands it, why not or why that is unknown, and the source."""
    for material in dict.fromkeys(each.material for each in OFFERS.values()):
        for fluid in FLUIDS:
            known = resistance(material, fluid)
            why = "" if known.resists == "fit" else known.why
            yield [f"`{material}`", fluid, known.resists, why, known.source if known.resists != "unknown" else ""]


def _sources(owner: Offer | Process, units: Mapping[str, str]) -> Iterator[str]:
    """A table of the values that have a source; refusals stand elsewhere."""
    names = [name for name in owner.sources if "." not in name]
    rows = ([f"`{name}`", _value(getattr(owner, name), units.get(name, "")), owner.sources[name]] for name in names)
    return _table(["value", "", "source"], rows)


def _value(value: Any, unit: str) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool | str):
        return {True: "yes", False: "no"}.get(value, str(value))
    if isinstance(value, Weights):
        return ", ".join(f"{name} {weight:g}" for name, weight in asdict(value).items())
    sizes = value if isinstance(value, tuple) else (value,)
    # A room has three sides; anything longer is a list.
    between = " x " if len(sizes) <= 3 else ", "
    return between.join(show_quantity(size, "") for size in sizes) + (f" {unit}" if unit else "")


def _offer(offer: Offer) -> list[str]:
    wall, tolerance = show_quantity(offer.least_wall, ""), show_quantity(offer.tolerance, "")
    per_mm = f" + {show_quantity(offer.tolerance_per_mm, '')} L" if offer.tolerance_per_mm else ""
    heat = "" if offer.heat is None else f"{offer.heat:g} °C"
    names = [f"`{each}`" for each in (offer.id, offer.process, offer.material)]
    density = f"{offer.density:.2f} g/cm3"
    return [*names, offer.grade, offer.finish, wall, f"± {tolerance}{per_mm}", density, heat]


def _findings() -> Iterator[str]:
    yield from ("# Findings", "", "Each has a `code`, by which programs know it.", "")
    yield from ("## How a part can be made in an offer", "", "In the order in which they are listed.", "")
    yield from _table(["code", "what was found", "severity"], map(_check, own_checks()))
    message = "A check that fails itself is a warning, `check_failed`: the others judge the part all the same."
    yield from (message, "", "## Whether a part is sound", "", "What is refused so is not made in any offer.", "")
    rows = ([f"`{each.code}`", each.meaning, each.severity, each.hint, each.file_hint] for each in FAULTS)
    yield from _table(["code", "what was found", "severity", "what to do", "of a file from elsewhere"], rows)


def own_checks() -> list[Check]:
    """The checks that come with the program, whatever else is installed, in the order of their findings."""
    own = {each.value for each in checks.entries() if each.module.startswith(BUILT_IN_CHECKS)}
    return [each for each in checks.checks() if each in own]


def _check(check: Check) -> list[str]:
    return [f"`{check.code}`", check.meaning, check.severity]


def _table(header: list[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
