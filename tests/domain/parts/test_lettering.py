"""The room that a line of text takes, by the font's tables alone."""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.parts.lettering import (
    LETTER_GAP_SHARE,
    Lettering,
    glyph_of,
    letter_middles,
    text_heights,
    text_width,
)

FONTS = ("mono", "sans", "serif")
words = st.text("ABCWXLJgjpy019-&ÅéßЖΩ ", min_size=1, max_size=12)


def test_a_capital_is_as_high_as_it_is_stated_and_as_broad_as_the_font_has_it():
    line = Lettering(text="H", capital=14.93)
    # Of DejaVu Sans Mono Bold: from 137 to 1096, capitals 1493 units high.
    assert text_width(line) == pytest.approx(9.59)
    assert text_heights(line) == pytest.approx((0, 14.93))


def test_a_descender_reaches_below():
    assert text_heights(Lettering(text="Hp", capital=14.93)) == pytest.approx((4.26, 14.93))


@pytest.mark.parametrize("font", FONTS)
@given(text=words)
def test_the_ink_of_neighbours_never_touches(font, text):
    line = Lettering(text=text, capital=1, font=font)
    glyphs = [glyph_of(each, font) for each in text]
    ink = [
        (middle - glyph.advance / 2 + glyph.left, middle - glyph.advance / 2 + glyph.right)
        for middle, glyph in zip(letter_middles(line), glyphs, strict=True)
        if not glyph.is_blank
    ]
    assert all(after - before > LETTER_GAP_SHARE - 1e-9 for (_, before), (after, _) in pairwise(ink))
    if ink:
        assert ink[-1][1] - ink[0][0] == pytest.approx(text_width(line))
        assert ink[-1][1] == pytest.approx(-ink[0][0])


@given(text=words, capital=st.floats(0.5, 100))
def test_width_grows_with_the_capitals(text, capital):
    narrow, broad = (text_width(Lettering(text=text, capital=size)) for size in (capital, 2 * capital))
    assert broad == pytest.approx(2 * narrow)


def test_letters_at_a_pitch_are_so_far_apart():
    middles = letter_middles(Lettering(text="4WD", capital=6, pitch=7.5))
    assert [after - before for before, after in pairwise(middles)] == pytest.approx([7.5, 7.5])


@pytest.mark.parametrize("text", ["", " ", "   "])
def test_text_without_ink_takes_no_room(text):
    line = Lettering(text=text, capital=5)
    assert text_width(line) == 0
    assert text_heights(line) == (0, 0)
    assert len(letter_middles(line)) == len(text)


def test_a_width_needs_no_kernel():
    script = (
        "import sys; from configurator.sdk import Lettering, text_width; text_width(Lettering(text='A', capital=5));"
        "sys.exit(any(name in sys.modules for name in ('cadquery', 'OCP', 'numpy', 'matplotlib')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
