"""The frame, the title block and the notes of a sheet. In mm on the paper, the block's lower right corner at 0, 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from configurator.domain.display_units import sentence_in_unit
from configurator.domain.offers.compensation import compensation_sentence
from configurator.domain.offers.inspection_limits import dimension_unit
from configurator.domain.offers.offers import OFFERS, offer_texts
from configurator.domain.parts.bodies import body_text
from configurator.domain.parts.delivered import code_words, delivered_front
from configurator.domain.parts.drafting import Drafting, LengthUnit, Paper
from configurator.domain.parts.inserts import insert_sentence
from configurator.domain.parts.templates import Mark, Section
from configurator.domain.rounding import round_half_up
from configurator.kernel.drawing.callouts import DECIMALS_BY_UNIT, PER_UNIT, Callout, plain_text
from configurator.kernel.drawing.lettering import text_width
from configurator.kernel.drawing.primitives import DrawnText, Figure, Stroke
from configurator.kernel.drawing.views import ViewPoints, view_from
from configurator.kernel.part import Part

# ISO 7200: 180 mm wide, so that it fits a sheet of A4 in portrait.
BLOCK_WIDTH = 180.0
ROWS = (13.0, 8.5, 8.5, 7.5)
BLOCK_HEIGHT = sum(ROWS)
CAPTION, TEXT, TITLE, CODE, SMALL = 1.5, 2.2, 4.0, 4.0, 1.6
VIEW_SIDES = (("the left", "the right"), ("below", "above"), ("behind", "the front"))
NOTE, LEADING, NOTES_WIDE = 1.9, 3.7, 84.0


@dataclass(frozen=True)
class BlockFacts:
    """The facts in the title block that are not of the part itself."""

    drafting: Drafting
    scale: str
    paper: Paper
    versions: str


def title_block(part: Part, facts: BlockFacts) -> Figure:
    """The title block."""
    design, (material, process) = part.design, offer_texts(facts.drafting.offer)
    rows: list[list[tuple[str, str, float, float]]] = [
        [
            ("Part", design.title_with_side(part.template.title), 96, TITLE),
            ("Design", design.code, 44, CODE),
            ("Projection", "", 22, TEXT),
            ("Scale", facts.scale, 18, TEXT + 0.6),
        ],
        [("Material", material, 96, TEXT), ("Process, finish", process, 84, TEXT)],
        [
            ("Template, version", f"{part.template.id}, {design.version}", 52, TEXT),
            ("Made with", facts.versions, 44, TEXT),
            ("Unit", facts.drafting.unit, 22, TEXT),
            ("Date", facts.drafting.date or "–", 26, TEXT),
            ("Sheet", f"1 / 1, {facts.paper}", 36, TEXT),
        ],
        [("Design, SHA-256", design.digest, 180, SMALL)],
    ]
    strokes, words = [], []
    top = BLOCK_HEIGHT
    for row, height in zip(rows, ROWS, strict=True):
        left = -BLOCK_WIDTH
        for caption, text, width, size in row:
            strokes.append(Stroke(_rectangle(left, top - height, left + width, top), "thin"))
            words.append(DrawnText(caption, np.array([left + 1.2, top - 2.7]), CAPTION))
            words.append(
                DrawnText(
                    _fitted_text(text, size, width - 2.4),
                    np.array([left + 1.2, top - height + 1.8]),
                    _fitted_height(text, size, width - 2.4),
                )
            )
            left += width
        top -= height
    strokes += [
        Stroke(each, "thin")
        for each in _projection_symbol(np.array([-29.0, BLOCK_HEIGHT - 7.8]), facts.drafting.projection)
    ]
    strokes.append(Stroke(_rectangle(-BLOCK_WIDTH, 0, 0, BLOCK_HEIGHT), "frame"))
    return Figure(tuple(strokes), tuple(words), (), np.array([-BLOCK_WIDTH, 0, 0, BLOCK_HEIGHT]))


def _fitted_height(text: str, size: float, width: float) -> float:
    """The height of the text: smaller where it would not fit, down to what can be read."""
    return max(1.3, min(size, size * width / max(text_width(text, size), 1e-9)))


def _fitted_text(text: str, size: float, width: float) -> str:
    height = _fitted_height(text, size, width)
    while text_width(text, height) > width and len(text) > 1:
        text = text[:-2] + "…"
    return text


def _rectangle(left: float, low: float, right: float, high: float) -> ViewPoints:
    return np.array([(left, low), (right, low), (right, high), (left, high), (left, low)])


def _projection_symbol(at: ViewPoints, projection: str) -> Iterator[ViewPoints]:
    """ISO 128's symbol: a cone from the side and from its end, on the side where the projection puts it."""
    away = 4.0 if projection == "first" else -4.0
    round_at, side = at + np.array([away, 0.0]), at - np.array([away, 0.0])
    angles = np.linspace(0, 2 * np.pi, 33)
    for radius in (1.25, 2.5):
        yield round_at + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    yield side + np.array([(-2.5, -1.25), (2.5, -2.5), (2.5, 2.5), (-2.5, 1.25), (-2.5, -1.25)])
    yield side + np.array([(-4.0, 0.0), (4.0, 0.0)])
    yield round_at + np.array([(-3.5, 0.0), (3.5, 0.0)])
    yield round_at + np.array([(0.0, -3.5), (0.0, 3.5)])


def sheet_frame(size: tuple[float, float], margins: tuple[float, float, float, float]) -> Stroke:
    """ISO 5457's frame."""
    left, low, right, high = margins
    return Stroke(_rectangle(left, low, size[0] - right, size[1] - high), "frame")


def sheet_notes(
    part: Part, callouts: tuple[Callout, ...], cuts: Mapping[str, Section], facts: BlockFacts, width: float = NOTES_WIDE
) -> Figure:
    """The names of the numbered dimensions, and notes for the whole part; its lower left corner at 0, 0."""
    lines = [line for each in _note_sentences(part, callouts, cuts, facts) for line in _wrap_lines(each, width)]
    names = [f"{each.number}  {each.title}{_metric_size(each, facts.drafting.unit)}" for each in callouts]
    columns = next(
        columns
        for columns in (*range(round(2 * width / NOTES_WIDE), 1, -1), 1)
        if columns == 1 or all(text_width(name, NOTE) < width / columns - 1 for name in names)
    )
    height = (len(lines) + 0.5 + -(-len(names) // columns)) * LEADING + 1.5
    words = [DrawnText(text, np.array([0.0, height - LEADING * (row + 1)]), NOTE) for row, text in enumerate(lines)]
    below = height - LEADING * (len(lines) + 0.5)
    for place, name in enumerate(names):
        row, column = divmod(place, columns)
        words.append(DrawnText(name, np.array([column * width / columns, below - LEADING * (row + 1)]), NOTE))
    return Figure((), tuple(words), (), np.array([0, 0, width, height]))


def _note_sentences(
    part: Part, callouts: tuple[Callout, ...], cuts: Mapping[str, Section], facts: BlockFacts
) -> Iterator[str]:
    offer, unit, mm_per_unit = OFFERS.get(facts.drafting.offer), facts.drafting.unit, PER_UNIT[facts.drafting.unit]
    if offer:
        growth = f" + {offer.tolerance_per_mm * 100:g} % of the size" if offer.tolerance_per_mm else ""
        tolerance = f"±({plain_text(offer.tolerance / mm_per_unit, 3)} {unit}{growth})"
        yield f"General tolerance: {tolerance}; the limits told are this and the model's own. Surfaces: {offer.finish}."
    yield from (sentence_in_unit(each, unit) for each in part.template.notes(part.parameters))
    if part.hole_compensation_mm:
        yield sentence_in_unit(compensation_sentence(part.hole_compensation_mm), unit)
    if facts.drafting.installation:
        yield facts.drafting.installation
    yield from (sentence_in_unit(insert_sentence(each), unit) for each in part.inserts)
    if part.bodies:
        pieces = (body_text(each.name, len(each.shape.Solids())) for each in part.bodies)
        yield f"Separate bodies: {', '.join(pieces)}."
    if cuts:
        yield f"Planes, from the part's end behind the arrows: {', '.join(_plane_depths(part, cuts, facts))} {unit}."
    without_limits = [each for each in callouts if each.tolerance is None]
    if without_limits and offer:
        yield f"{_plural(without_limits)} without limits: write down what is found."
    yield _code_sentence(part, facts)
    yield "All else by the model of this design (STEP, 3MF)."


def _plural(callouts: Sequence[Callout]) -> str:
    angular = all(dimension_unit(each.measurement.dimension.kind) == "deg" for each in callouts)
    return "Angles" if angular else "Sizes"


def _metric_size(callout: Callout, unit: LengthUnit) -> str:
    """What stands in millimetres beside the name of a length that the drawing has in inches."""
    dimension = callout.measurement.dimension
    is_converted = unit == "in" and dimension_unit(dimension.kind) == "mm"
    return f" ({plain_text(round_half_up(dimension.nominal, 2), 2)} mm)" if is_converted else ""


def _code_sentence(part: Part, facts: BlockFacts) -> str:
    mark, unit, code = part.template.mark(part.parameters), facts.drafting.unit, part.design.code
    absent = "" if mark is not None and mark.code else f"The code {code} is {code_words(False)}."
    if mark is None:
        return absent
    depth_text = plain_text(mark.depth / PER_UNIT[unit], 2)
    engraved = " and ".join([*([code] if mark.code else []), *(["a dot at the distal end"] if mark.dot else [])])
    return f"Engraved {depth_text} {unit} deep, as seen from {_viewing_side(mark, part)}: {engraved}. {absent}".strip()


def _plane_depths(part: Part, cuts: Mapping[str, Section], facts: BlockFacts) -> Iterator[str]:
    """The distance of each plane from the end of the part on the side of the viewer."""
    mm_per_unit, decimals = PER_UNIT[facts.drafting.unit], DECIMALS_BY_UNIT[facts.drafting.unit]
    for letter, cut in cuts.items():
        toward = np.array(cut.normal) / np.linalg.norm(cut.normal)
        depth = float((part.mesh.vertices @ toward).max() - np.array(cut.origin) @ toward)
        yield f"{letter}–{letter} {plain_text(depth / mm_per_unit, decimals - 1)}"


def _viewing_side(mark: Mark, part: Part) -> str:
    """The side from which the mark is visible, in terms of the views."""
    front, up = delivered_front(part.template, part.parameters)
    normal = view_from(np.array(front), np.array(up)).axes @ np.array(mark.normal)
    axis = int(np.abs(normal).argmax())
    return VIEW_SIDES[axis][int(normal[axis] > 0)]


def _wrap_lines(sentence: str, width: float) -> Iterator[str]:
    line = ""
    for word in sentence.split():
        if line and text_width(f"{line} {word}", NOTE) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line
