"""The report on an examined file, as the command line prints it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from configurator.cli.output import print_json, print_line
from configurator.services.designs.examine import is_refused

Report = Mapping[str, Any]
NOT_KNOWN = "-"


def show_examined(report: Report, offer: str, as_json: bool) -> None:
    """The report, on stdout; exit status 1 if the file is refused."""
    refused = is_refused(report, offer)
    if as_json:
        print_json(report)
    else:
        print_line(f"{report['file']}: {'refused' if refused else 'sound'}")
        for name, value in _facts(report):
            print_line(f"  {name:<22}{value}")
        for line in (*_findings(report), *_manufacturability_lines(report, offer)):
            print_line(line)
    sys.exit(1 if refused else 0)


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    yield "unit", "{value}, {how}".format(**report["unit"])
    if report["bounds_mm"]:
        low, high = report["bounds_mm"]
        yield "size", " x ".join(f"{b - a:.2f}" for a, b in zip(low, high, strict=True)) + " mm"
    yield "volume", _scaled(report["volume_mm3"], 1000, "cm3")
    yield "area", _scaled(report["area_mm2"], 100, "cm2")
    yield "triangles", f"{report['triangles']:,}"
    yield "bodies", str(report["solids"])
    yield "watertight", _yes_or_no(report["watertight"])
    yield "cuts through itself", _yes_or_no(report["self_intersecting"])
    if report["valid"] is not None:
        yield "valid in CAD", _yes_or_no(report["valid"])


def _findings(report: Report) -> Iterator[str]:
    for each in report["findings"]:
        place = f" Look near ({', '.join(f'{value:.1f}' for value in each['place'])})." if each["place"] else ""
        yield f"{each['severity']}: {each['message']}{place} {each['hint']}".rstrip()


def _manufacturability_lines(report: Report, offer: str) -> Iterator[str]:
    """All findings of the one offer that was named; otherwise one line per offer."""
    if report["making"] and not offer:
        yield f"  {'offer':<22}{'mass':>8}{'thinnest':>13}  what speaks against it"
    for assessment in report["making"]:
        thinnest = f"{assessment['thinnest_mm']:.2f} mm" if assessment["thinnest_mm"] is not None else NOT_KNOWN
        against = ", ".join(dict.fromkeys(_finding_label(each) for each in assessment["findings"]))
        if not offer:
            yield f"  {assessment['offer']:<22}{assessment['mass_g']:>6.0f} g{thinnest:>13}  {against or 'nothing'}"
            continue
        yield f"  {'offer':<22}{assessment['offer']}, {assessment['mass_g']:.1f} g, thinnest {thinnest}"
        if assessment["orientation"]:
            yield f"  {'how it is laid':<22}{assessment['orientation']['why']}"
        yield from _findings(assessment)


def _finding_label(finding: Mapping[str, Any]) -> str:
    word = finding["code"].replace("_", " ")
    return f"{word} (refused)" if finding["severity"] == "refusal" else word


def _scaled(value: float | None, by: float, unit: str) -> str:
    return NOT_KNOWN if value is None else f"{value / by:,.2f} {unit}"


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"
