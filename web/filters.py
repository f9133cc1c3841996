"""How pages write numbers, times and names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from markupsafe import Markup

from configurator.domain.display_units import in_shown_unit, sentence_in_unit, shown_unit, size_number, size_words
from configurator.domain.errors import Refused
from configurator.domain.naming import display_title
from configurator.domain.offers.compensation import compensation_sentence
from configurator.domain.offers.inspection_limits import dimension_unit
from configurator.domain.parts.delivered import code_words
from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.parts.kinds import outline_words
from configurator.domain.parts.measuring.figures import MeasuringLine
from configurator.domain.parts.measuring.svg import figure_svg
from configurator.domain.parts.outlines import outline_text, parse_outline
from configurator.domain.parts.size_symbols import size_remark
from configurator.domain.rounding import fixed_text, signed_text
from configurator.domain.texts import neutral
from web.links import measuring_sheet_url
from web.page_problems import in_labels

METRIC_MARGIN_DECIMALS: Final = 3
INCH_MARGIN_DECIMALS: Final = 4
# Line breaks of text areas; and the marks that names in scripts written from the right use, which turn no other text.
KEPT_CONTROLS: Final = "\n\r\t\u061c\u200e\u200f"


def harmless(value: Any) -> Any:
    """What a page's template is about to write: a text without controls, but for those that texts of people need."""
    return neutral(value, keep=KEPT_CONTROLS) if type(value) is str else value


def time_words(at: str) -> str:
    """An ISO 8601 time of the record, in UTC, as people read it."""
    return datetime.fromisoformat(at).strftime("%-d %b %Y, %H:%M UTC")


def day_words(at: str) -> str:
    """The day of an ISO 8601 time, in UTC."""
    return datetime.fromisoformat(at).strftime("%a %-d %b %Y")


def short_day(at: str) -> str:
    """The day of an ISO 8601 time without its year."""
    return datetime.fromisoformat(at).strftime("%a %-d %b")


def format_number(value: float, digits: int = 2) -> str:
    """A number with so many decimals, with a true minus sign (U+2212); what rounds to zero has none."""
    return signed_text(value, digits)


def margin_words(value: float, own_unit: str, unit: LengthUnit = "mm") -> str:
    """A tolerance or an uncertainty, without its unit where that is the metric one: 0.050, 0.0020 in.

    One that is too small for its decimals is less than the last of them: less than 0.0001 in.
    """
    shown = shown_unit(own_unit, unit)
    decimals = METRIC_MARGIN_DECIMALS if shown == own_unit else INCH_MARGIN_DECIMALS
    size = in_shown_unit(value, own_unit, unit)
    number = fixed_text(size, decimals)
    is_below = float(number) == 0
    words = f"less than {fixed_text(10**-decimals, decimals)}" if is_below else number
    return words if shown == own_unit else f"{words} {shown}"


def outer_words(size_mm: Iterable[float], unit: LengthUnit = "mm") -> str:
    """The sides of the box round a part, to 0.1 mm: a circle's is smaller on a mesh by what its facets cut off.

    `44.4 × 44.4 × 4.6 mm`, `1.75 × 1.75 × 0.18 in (44.4 × 44.4 × 4.6 mm)`.
    """
    sides = tuple(size_mm)
    metric = f"{' × '.join(fixed_text(side, 1) for side in sides)} mm"
    inches = " × ".join(fixed_text(in_shown_unit(side, "mm", "in"), 2) for side in sides)
    return f"{inches} in ({metric})" if unit == "in" else metric


def entry_words(text: str, unit: str, value: float, own_unit: str) -> str:
    """What somebody entered, with the unit it was taken in unless they wrote one, and the metric size beside inches.

    `14 mm`, `5/16in (7.94 mm)`, where `value` is what was read, in `own_unit`.
    """
    has_no_unit = text[-1:].isdigit() or text.endswith(".")
    words = f"{text} {unit}".replace(" deg", "°").strip() if has_no_unit else text
    is_converted = bool(own_unit) and unit not in (own_unit, "") and unit in ("in", "lb")
    return f"{words} ({size_number(value, own_unit)} {own_unit})" if is_converted else words


def choice_word(word: str) -> str:
    """A word of a choice; a name that a catalogue prints, such as M4, as it is printed."""
    return display_title(word) if word == word.lower() else word


def outline_shape(text: str) -> dict[str, str] | None:
    """An outline for an SVG: its path, the box of the view with a margin, and its words; None for what is none."""
    try:
        outline = parse_outline(text)
    except Refused:
        return None
    margin = 0.03 * max(outline.width, outline.height)
    wide, high = outline.width + 2 * margin, outline.height + 2 * margin
    box = f"{-margin:.4f} {-outline.height - margin:.4f} {wide:.4f} {high:.4f}"
    return {"path": outline_text(outline), "box": box, "words": outline_words(text)}


def plain_words(text: str, unit: LengthUnit = "mm") -> str:
    """A sentence in which names of the code read as words, and sizes in the unit that somebody works in."""
    return sentence_in_unit(in_labels(text, {}), unit)


def measuring_drawing(line: MeasuringLine) -> Markup:
    """The drawing in which this line is lit, as part of a page."""
    return Markup(figure_svg(line.figure, line.mark))


def compensation_words(compensation_mm: float, unit: LengthUnit) -> str:
    """How the model's holes differ from what was asked, in the page's unit; empty where they do not."""
    return sentence_in_unit(compensation_sentence(compensation_mm), unit)


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "moment": time_words,
    "day": day_words,
    "short_day": short_day,
    "number": format_number,
    "size": size_words,
    "size_unit": dimension_unit,
    "size_remark": size_remark,
    "margin": margin_words,
    "outer": outer_words,
    "entry": entry_words,
    "outline": outline_shape,
    "word": choice_word,
    "humanly": display_title,
    "spoken": plain_words,
    "code": code_words,
    "drawing": measuring_drawing,
    "measuring_sheet": measuring_sheet_url,
    "compensation": compensation_words,
}
