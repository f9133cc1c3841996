"""How much room a line of text takes, and which letters there are: by the font's own tables, without the kernel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from configurator.domain.parts.fonts import FontName, font_path

# Between the ink of neighbours, in heights of capitals: the project's own choice. Letters of the fonts touch, some
# overlap, and what is raised would be joined along a line without breadth.
LETTER_GAP_SHARE: Final = 0.06


@dataclass(frozen=True, kw_only=True)
class Lettering:
    """A line of text whose capitals are `capital` mm high.

    Its letters stand by the font's own advance widths, or `pitch` mm from middle to middle. By advance widths,
    those that would touch are moved apart.
    """

    text: str
    capital: float
    font: FontName = "mono"
    pitch: float | None = None


@dataclass(frozen=True)
class Glyph:
    """A letter in heights of capitals: its advance width, and the box of its ink from where its line begins."""

    advance: float
    left: float
    right: float
    below: float
    above: float

    @property
    def is_blank(self) -> bool:
        """Whether it has no ink, as a space."""
        return self.left == self.right


def text_width(line: Lettering) -> float:
    """From the ink of the first letter to that of the last, in mm; 0 where there is none.

    Raises KeyError for a letter that the font does not have.
    """
    ink = list(_ink(line))
    return line.capital * (max(right for _, right in ink) - min(left for left, _ in ink)) if ink else 0.0


def text_heights(line: Lettering) -> tuple[float, float]:
    """How far the ink reaches below the line that capitals stand on and above it, in mm."""
    glyphs = [each for each in _glyphs(line) if not each.is_blank]
    below, above = (max((share for share in shares), default=0.0) for shares in _reaches(glyphs))
    return line.capital * below, line.capital * above


def letter_middles(line: Lettering) -> tuple[float, ...]:
    """Where the middle of each letter's advance width lies, in mm from the middle of the text's ink."""
    ink = list(_ink(line))
    middle = (min(left for left, _ in ink) + max(right for _, right in ink)) / 2 if ink else 0.0
    pairs = zip(_starts(line), _glyphs(line), strict=True)
    return tuple(line.capital * (start + glyph.advance / 2 - middle) for start, glyph in pairs)


@cache
def capital_share(font: FontName) -> float:
    """The height of capitals in sizes of type."""
    file = _font_file(font)
    return float(file["glyf"]["H"].yMax / file["head"].unitsPerEm)


@cache
def glyph_of(character: str, font: FontName) -> Glyph:
    """A letter of a font. Raises KeyError where the font does not have it."""
    file = _font_file(font)
    name = file.getBestCmap()[ord(character)]
    left, below, right, above = _ink_box(file, name)
    sizes = (file["hmtx"][name][0], left, right, below, above)
    return Glyph(*(size / file["glyf"]["H"].yMax for size in sizes))


def _ink_box(file: Any, name: str) -> tuple[float, float, float, float]:
    """Of the curves themselves: the box that the font states leaves out what some of them bulge beyond their ends."""
    from fontTools.pens.boundsPen import BoundsPen

    glyphs = file.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return pen.bounds or (0.0, 0.0, 0.0, 0.0)


@cache
def _font_file(font: FontName) -> Any:
    # A tenth of a second, so only where there is text.
    from fontTools.ttLib import TTFont

    return TTFont(BytesIO(Path(font_path(font)).read_bytes()), lazy=True)


def _reaches(glyphs: list[Glyph]) -> tuple[list[float], list[float]]:
    return [-each.below for each in glyphs], [each.above for each in glyphs]


def _glyphs(line: Lettering) -> list[Glyph]:
    return [glyph_of(character, line.font) for character in line.text]


def _ink(line: Lettering) -> Iterator[tuple[float, float]]:
    """From where to where the ink of each letter that has some reaches, in heights of capitals."""
    for start, glyph in zip(_starts(line), _glyphs(line), strict=True):
        if not glyph.is_blank:
            yield start + glyph.left, start + glyph.right


def _starts(line: Lettering) -> list[float]:
    """Where each letter's advance width begins, in heights of capitals."""
    glyphs = _glyphs(line)
    if line.pitch is not None:
        return [number * line.pitch / line.capital - glyph.advance / 2 for number, glyph in enumerate(glyphs)]
    starts, end = [], 0.0
    for number, glyph in enumerate(glyphs):
        if number:
            end += _shortfall(glyphs[number - 1], glyph)
        starts.append(end)
        end += glyph.advance
    return starts


def _shortfall(before: Glyph, after: Glyph) -> float:
    """How much must be added between two letters so that their ink stands apart."""
    if before.is_blank or after.is_blank:
        return 0.0
    return max(0.0, LETTER_GAP_SHARE - (before.advance - before.right + after.left))
