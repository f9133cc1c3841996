import time

import pytest

from configurator.domain.errors import Refused
from configurator.domain.parts.outlines import parse_outline
from configurator.domain.text_bounds import OUTLINE

SQUARE = "M 0 0 L 40 0 L 40 40 L 0 40 Z"


def faults(text):
    with pytest.raises(Refused) as caught:
        parse_outline(text)
    assert all(each.hint for each in caught.value.problems)
    return [each.message for each in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "at character 1: there is no loop"),
        ("0 0 L 1 1 Z", "at character 1: 0 is none of M, L, A and Z"),
        ("L 1 1 Z", "at character 1: L stands where a loop must begin with M"),
        ("M 0 0 L 9 9 M 1 1 Z", "at character 13: M stands where a loop must end with Z"),
        ("M 0 0 L 9 9 L 0 9", "at character 18: the last loop is not closed by Z"),
        ("M 0 0 C 1 2 3 4 5 6 Z", "at character 7: C is none of M, L, A and Z"),
        ("M 0 0 l 9 9 l 0 9 z", "at character 7: l is none of M, L, A and Z"),
        ("M 0 0 L 9 Z", "at character 11: L needs 2 numbers"),
        ("M 0 0 L 9", "at character 10: L needs 2 numbers"),
        ("M 0 0 L 9 € Z", "at character 11: there is neither a letter nor a number"),
        ("M 0 0 L nan 9 Z", "L needs 2 numbers"),
        ("M 0 0 L 1e9 9 Z", "at character 9: 1e9 is beyond 1,000,000 mm"),
        ("M 0 0 L 0 0 L 9 9 Z", "at character 7: a line of no length"),
        ("M 0 0 A 5 5 0 0 1 0 0 Z", "at character 7: an arc of no length"),
        ("M 0 0 A 5 4 0 0 1 9 0 Z", "at character 7: an arc must be circular"),
        ("M 0 0 A 5 5 0 0 2 9 0 Z", "at character 7: the flags of an arc are 0 or 1"),
        ("M 0 0 A 4 4 0 0 1 9 0 Z", "at character 7: a radius of 4 mm is too small for ends 9 mm apart"),
        ("M 0 0 Z", "at character 7: the loop encloses nothing"),
    ],
)
def test_a_text_that_is_none_is_refused_with_the_character(text, said):
    (message,) = faults(text)
    assert said in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("M 0 0 L 40 40 L 40 0 L 0 40 Z", "40 × 40 mm about x 20, y 20 crosses or touches itself at x 20, y 20."),
        # A bore over the edge, one into another, one that touches the edge.
        (f"{SQUARE} M 35 20 A 8 8 0 0 1 43 28 A 8 8 0 0 1 35 20 Z", "Two loops cross or touch at x 40, y"),
        (
            f"{SQUARE} M 10 20 A 5 5 0 0 1 20 20 A 5 5 0 0 1 10 20 Z M 18 20 A 5 5 0 0 1 28 20 A 5 5 0 0 1 18 20 Z",
            "Two loops cross or touch at x 19, y ",
        ),
        (f"{SQUARE} M 0 20 A 5 5 0 0 1 10 20 A 5 5 0 0 1 0 20 Z", "Two loops cross or touch at x 0, y 20"),
        (f"{SQUARE} M 0.0001 20 A 5 5 0 0 1 10.0001 20 A 5 5 0 0 1 0.0001 20 Z", "Two loops cross or touch at x 0"),
        (f"{SQUARE} {SQUARE}", "Two loops cross or touch at x 0, y 0"),
        ("M 0 0 L 20 0 L 20 20 L 10 0 L 0 20 Z", "crosses or touches itself at x 10, y 0"),
        ("M 0 0 L 20 0 L 40 0.0001 L 20 0 L 20 20 L 0 20 Z", "turns straight back at x 40, y 0"),
        ("M 0 0 L 20 0 L 20 20 L 0 20 Z M 100 0 L 110 0 L 110 10 Z", "It has 2 outer loops: the loop of 20 × 20 mm"),
        (f"{SQUARE} M 5 5 L 35 5 L 35 35 L 5 35 Z M 15 15 L 20 15 L 20 20 Z",
         "The loop of 5 × 5 mm about x 17.5, y 17.5 lies within a hole."),
        ("M 0 0 L 0.09 0 L 0.09 20 L 0 20 Z", "The loop of 0.09 × 20 mm about x 0.045, y 10 is too small."),
        (f"{SQUARE} M 5 5 L 5.05 5 L 5.05 5.05 Z", "The loop of 0.05 × 0.05 mm about x 5.025, y 5.025 is too small."),
        ("M 0 0 L 2000.1 0 L 0 10 Z", "It measures 2,000.1 × 10 mm; at most 2,000 mm are taken."),
    ],
)  # fmt: skip
def test_a_shape_that_cannot_be_cut_is_refused_with_the_place(text, said):
    assert any(said in each for each in faults(text)), faults(text)


def test_places_are_those_of_the_text_though_the_outline_is_moved():
    assert "crosses or touches itself at x −980, y 520" in faults("M -1000 500 L -960 540 L -960 500 L -1000 540 Z")[0]


def test_at_most_five_faults_are_told():
    bores = "".join(f" M {x} 38 L {x + 1} 38 L {x + 1} 42 L {x} 42 Z" for x in range(2, 38, 3))
    assert len(faults(f"{SQUARE}{bores}")) == 5


@pytest.mark.parametrize("corners", [501, 700])
def test_too_many_lines_are_refused(corners):
    text = " L ".join(f"{at} {at % 2}" for at in range(corners - 1))
    assert f"It has {corners:,} lines and arcs; at most 500 are taken." in faults(f"M {text} L 0 900 Z")[0]


def test_a_text_beyond_the_bound_is_not_even_read():
    assert "at most 16,000" in faults("M" * (OUTLINE.max_length + 1))[0]


def test_five_hundred_lines_are_judged_within_seconds():
    text = " L ".join(f"{at} {at % 2}" for at in range(499))
    start = time.process_time()
    assert len(parse_outline(f"M {text} L 0 900 Z").outer.segments) == 500
    assert time.process_time() - start < 3
