"""The drawings of how to measure: every line lies in its picture, and the words that say how are there."""

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from itertools import pairwise
from math import hypot

import pytest

from configurator.domain.parts.measuring.figures import Words
from configurator.domain.parts.measuring.flange import COVER_FROM_IN_FRONT, FLANGE_FROM_IN_FRONT
from configurator.domain.parts.measuring.foot import FOOT_FROM_ABOVE, FOOT_FROM_BELOW, FOOT_FROM_THE_SIDE
from configurator.domain.parts.measuring.forearm import FOREARM_FROM_ABOVE
from configurator.domain.parts.measuring.gasket_edge import GASKET_FROM_ITS_EDGE
from configurator.domain.parts.measuring.holes import HOLES_IN_PANEL
from configurator.domain.parts.measuring.keyhole import KEYHOLE
from configurator.domain.parts.measuring.long_hole import LONG_HOLE
from configurator.domain.parts.measuring.panel import PANEL_IN_SECTION
from configurator.domain.parts.measuring.pawl import PAWL
from configurator.domain.parts.measuring.ridged_shaft import RIDGED_SHAFT
from configurator.domain.parts.measuring.shaft import SHAFT
from configurator.domain.parts.measuring.strokes import ellipse, size_line, smooth
from configurator.domain.parts.measuring.svg import figure_svg
from configurator.domain.parts.measuring.toes import TWO_TOES

FIGURES = [
    COVER_FROM_IN_FRONT, FLANGE_FROM_IN_FRONT, FOOT_FROM_ABOVE, FOOT_FROM_BELOW, FOOT_FROM_THE_SIDE,
    FOREARM_FROM_ABOVE, GASKET_FROM_ITS_EDGE, HOLES_IN_PANEL, KEYHOLE, LONG_HOLE, PANEL_IN_SECTION, PAWL,
    RIDGED_SHAFT, SHAFT, TWO_TOES,
]  # fmt: skip
MARKS = [pytest.param(figure, name, id=f"{figure.title}: {name}") for figure in FIGURES for name in figure.marks]
SVG = "{http://www.w3.org/2000/svg}"
# Of type, in heights: more than any letter of the typeface is wide.
LETTER_WIDTH = 0.62


def spots(paths):
    return [spot for path in paths for _, step in path.steps for spot in step]


def word_box(words, size=10.0):
    width = LETTER_WIDTH * size * len(words.text)
    left = words.at[0] - {"left": 0.0, "middle": 0.5, "right": 1.0}[words.anchor] * width
    return left, words.at[1] - 0.25 * size, left + width, words.at[1] + 0.8 * size


@pytest.mark.parametrize(("figure", "name"), MARKS)
def test_all_of_a_mark_and_its_words_lie_within_the_drawing(figure, name):
    mark = figure.marks[name]
    left, low, right, high = figure.box
    assert all(left <= x <= right and low <= y <= high for x, y in spots((*figure.paths, *mark.paths)))
    for box in map(word_box, (*figure.words, *mark.words)):
        assert left <= box[0] and low <= box[1] and box[2] <= right and box[3] <= high


@pytest.mark.parametrize(("figure", "name"), MARKS)
def test_no_words_stand_on_others(figure, name):
    boxes = [word_box(each) for each in (*figure.words, *figure.marks[name].words)]
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize(("figure", "name"), MARKS)
def test_a_mark_says_with_what_and_how_tight_and_lights_a_line(figure, name):
    mark = figure.marks[name]
    assert mark.title and mark.tool and mark.tightness and mark.words
    assert all(sentence[0].isupper() for sentence in mark.sentence.split(". "))
    assert any(path.pen == "size" for path in mark.paths)


def test_the_foot_has_the_proportions_of_people():
    above = spots(FOOT_FROM_ABOVE.paths[:1])
    length = max(x for x, _ in above) - min(x for x, _ in above)
    ball = [y for x, y in above if 150 < x < 200]
    heel = [y for x, y in above if x < 55]
    breadth, heel_breadth = max(ball) - min(ball), max(heel) - min(heel)
    # ANSUR II, 6,068 people: from the 0.5th to the 99.5th percentile of each ratio.
    assert 0.334 < breadth / length < 0.425
    assert 0.605 < heel_breadth / breadth < 0.854


@pytest.mark.parametrize(("figure", "name"), MARKS)
def test_the_svg_is_sound_lights_one_mark_and_needs_nothing_from_elsewhere(figure, name):
    text = figure_svg(figure, figure.marks[name])
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img" and figure.marks[name].title in root.get("aria-label")
    assert len(root.findall(f"{SVG}g")) == 1
    assert not [each for each in root.iter() if each.tag in (f"{SVG}image", f"{SVG}style", f"{SVG}script")]
    # A page allows no style in an attribute, and nothing that is loaded from elsewhere.
    assert "style=" not in text and "href" not in text and len(text) < 12_000


def test_without_a_mark_all_are_lit():
    root = ElementTree.fromstring(figure_svg(PANEL_IN_SECTION))
    assert len(root.findall(f"{SVG}g")) == len(PANEL_IN_SECTION.marks)


def test_words_are_no_markup():
    figure = replace(PANEL_IN_SECTION, title='"<b>"', words=(Words("<script>", (0, 0)),))
    assert "<script>" not in figure_svg(figure) and "<b>" not in figure_svg(figure)


def test_a_smooth_line_passes_through_its_points_and_an_ellipse_keeps_its_axes():
    line = smooth(((0, 0), (10, 5), (20, 0)), ((20, 0), (30, 8)))
    ends = [step[-1] for _, step in line.steps]
    assert ends == [(0, 0), (10, 5), (20, 0), (30, 8)]
    around = [step[-1] for _, step in ellipse((5, 5), 3, 3).steps if step]
    assert all(hypot(x - 5, y - 5) == pytest.approx(3) for x, y in around)


def test_the_arrows_of_a_size_touch_its_ends():
    line, first, last = size_line((0, 0), (0, 30))
    assert [step[0] for _, step in line.steps] == [(0, 0), (0, 30)]
    assert (first.steps[0][1][0], last.steps[0][1][0]) == ((0, 0), (0, 30))


def test_a_mark_that_a_drawing_does_not_have_is_a_mistake_of_the_author():
    with pytest.raises(KeyError):
        FOOT_FROM_ABOVE.line("hole")


def points_along(path, count=24):
    """Points of all lines and curves of a path, near to one another."""
    start = None
    for step, places in path.steps:
        if step == "L":
            yield from (mixed((start, places[0]), share / count) for share in range(count + 1))
        elif step == "C":
            yield from (on_curve((start, *places), share / count) for share in range(count + 1))
        start = places[-1] if places else start


def mixed(ends, share):
    return tuple((1 - share) * one + share * other for one, other in zip(*ends, strict=True))


def on_curve(points, share):
    while len(points) > 1:
        points = [mixed(pair, share) for pair in pairwise(points)]
    return points[0]


@pytest.mark.parametrize(("figure", "name"), MARKS)
def test_no_word_stands_on_a_line(figure, name):
    mark = figure.marks[name]
    for words in (*figure.words, *mark.words):
        left, low, right, high = word_box(words, size=9)
        for path in (*figure.paths, *mark.paths):
            inside = [(x, y) for x, y in points_along(path) if left < x < right and low < y < high]
            assert not inside, (words.text, path.pen, inside[0])
