"""The threads that a measured one may be, as the command line prints them."""

from __future__ import annotations

from configurator.cli.output import print_json, print_line, print_message, print_table
from configurator.domain.rounding import fixed_text
from configurator.domain.standards.thread_candidates import Candidate
from configurator.domain.standards.thread_identification import Identification

HEADER = ("thread", "diameter", "off by", "pitch", "off by", "tpi", "angle", "verdict")


def show_threads(found: Identification, as_json: bool) -> None:
    """The threads in mm, the likeliest first, and what tells them apart."""
    if as_json:
        print_json(found.as_dict())
        return
    if not found.candidates:
        print_message("No thread of the tables comes near enough. The nearest:")
    print_table(HEADER, [_cells(each) for each in found.candidates or found.nearest])
    for sentence in found.distinctions:
        print_line(sentence)
    for sentence in found.hints:
        print_message(sentence)


def _cells(each: Candidate) -> tuple[str, ...]:
    return (
        each.thread.name,
        fixed_text(each.basic, 2),
        _off(each.diameter_off, 2),
        fixed_text(each.thread.pitch, 3),
        _off(each.pitch_off, 3),
        f"{each.per_inch:g}" if each.per_inch else "",
        f"{each.thread.angle:g}",
        each.verdict,
    )


def _off(value: float, decimals: int) -> str:
    text = fixed_text(value, decimals)
    return text if text.startswith("-") or not float(text) else f"+{text}"
