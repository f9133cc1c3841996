"""A drawing's outline: which format, what it holds, its loops, its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from configurator.domain.errors import Refused
from configurator.domain.parts.outlines.chains import Chains, closed_loops
from configurator.domain.parts.outlines.corners import JOIN_MM
from configurator.domain.parts.outlines.faults import sound_outline
from configurator.domain.parts.outlines.texts import bounded_text
from configurator.domain.problems import Problem, warning
from configurator.kernel.outlines.drawing import Drawing
from configurator.kernel.outlines.dxf import read_dxf
from configurator.kernel.outlines.dxf_document import BINARY_MARK
from configurator.kernel.outlines.refusals import unreadable
from configurator.kernel.outlines.svg import read_svg

READERS: Mapping[str, Callable[[bytes, str], tuple[Drawing, str]]] = {"dxf": read_dxf, "svg": read_svg}
# How other files begin that are sent for a drawing, and what to do.
OTHERS: Mapping[bytes, tuple[str, str]] = {
    b"PK\x03\x04": ("a ZIP", "Unpack it, and send the drawing itself."),
    b"\x1f\x8b": ("compressed", "Save it as plain, uncompressed SVG or DXF."),
    b"AC10": ("a DWG", "Save it as DXF."),
    b"%PDF": ("a PDF", "Export the drawing as DXF or SVG."),
    b"\x89PNG": ("a picture", "Draw its outline, and export that as DXF or SVG."),
    b"\xff\xd8\xff": ("a picture", "Draw its outline, and export that as DXF or SVG."),
    b"ISO-10303-21": ("a STEP file", "Export the outline of a face as DXF."),
    b"<!doctype html": ("a web page", "Most likely the site asked to log in: download it again."),
    b"<html": ("a web page", "Most likely the site asked to log in: download it again."),
}
# A DXF begins with group 0 and SECTION, or with comments in group 999.
DXF_STARTS = (b"0", b"999")


@dataclass(frozen=True)
class ReadOutline:
    """An outline's text, what a person should know of how it was read, what was left out, and the file's unit."""

    text: str
    warnings: tuple[Problem, ...]
    left_out: tuple[str, ...]
    unit: str


def read_outline(content: bytes, name: str, unit: str = "") -> ReadOutline:
    """The outline in a DXF or SVG; `unit` is the one that a person names, "" for none.

    Raises Refused, naming the field `file` or `unit`.
    """
    drawing, known = READERS[_format(name, content)](content, unit)
    try:
        chains = closed_loops(drawing.segments)
        text = bounded_text(sound_outline(chains.loops))
    except Refused as error:
        raise Refused(*(replace(each, fields=("file",)) for each in error.problems)) from None
    warnings = (*drawing.warnings(), *_chain_warnings(chains))
    return ReadOutline(text, warnings, drawing.left_out_texts(), known)


def _chain_warnings(chains: Chains) -> list[Problem]:
    warnings = []
    if chains.doubled:
        what = "1 line is" if chains.doubled == 1 else f"{chains.doubled:,} lines are"
        warnings.append(warning(f"{what} drawn twice, and counts once.", "file", hint="Delete what lies on another."))
    if chains.widest_gap > JOIN_MM:
        size = f"{chains.widest_gap:.4f}"
        hint = "Its coordinates have few digits, or ends were not caught: look at the sizes."
        warnings.append(warning(f"Gaps of up to {size} mm were closed.", "file", hint=hint))
    return warnings


def _format(name: str, content: bytes) -> str:
    """dxf or svg, by name and beginning. Raises Refused for anything else."""
    head = content[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, (what, hint) in OTHERS.items():
        if head.lower().startswith(beginning.lower()):
            raise unreadable(f"It is {what}, not DXF or SVG.", hint)
    promised = PurePath(name).suffix.lower().removeprefix(".")
    begins = _beginning(head)
    if promised not in READERS:
        hint = f"It begins like {begins.upper()}: call it .{begins}." if begins else "Export it as DXF or SVG."
        raise unreadable("Its name ends neither in .dxf nor in .svg.", hint)
    if begins != promised:
        what = f", but begins like {begins.upper()}" if begins else f", but does not begin like {promised.upper()}"
        raise unreadable(f"It is called {promised.upper()}{what}.")
    return promised


def _beginning(head: bytes) -> str:
    if head.startswith(BINARY_MARK.lstrip()) or head.split(b"\n", 1)[0].strip() in DXF_STARTS:
        return "dxf"
    return "svg" if head.startswith(b"<") else ""
