"""Letters on flat faces, against the areas that the font's own outlines have."""

import cadquery as cq
import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.sound_shapes import sound_volume

from configurator.domain.errors import Failed
from configurator.domain.parts.fonts import font_path
from configurator.domain.parts.lettering import Lettering, text_heights, text_width
from configurator.domain.parts.letters import font_letters, unwritable_letters
from configurator.shapes.lettering import letter_solids, raise_letters, sink_letters

LONG, BROAD, HIGH = 160.0, 30.0, 3.0
TOP = cq.Plane((0, 0, HIGH / 2))
PLATE_MM3 = LONG * BROAD * HIGH
words = st.text("AOQ08B%&gij?Ääß9ЖΩ- ", min_size=1, max_size=6)


def plate():
    return cq.Workplane().box(LONG, BROAD, HIGH)


def ink_mm2(line):
    """Of simple letters, none of whose outlines overlap."""
    font = TTFont(font_path(line.font))
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    total = 0.0
    for character in line.text:
        pen = AreaPen(glyphs)
        glyphs[names[ord(character)]].draw(pen)
        total += abs(pen.value)
    return total * (line.capital / font["glyf"]["H"].yMax) ** 2


@pytest.mark.parametrize("font", ["mono", "sans", "serif"])
@pytest.mark.parametrize("capital", [1.0, 8.0, 12.0])
def test_raised_letters_add_their_areas_times_their_height(font, capital):
    line = Lettering(text="AUSTIN 100%", capital=capital, font=font)
    raised = raise_letters(plate(), line, 0.8, TOP)
    added = sound_volume(raised, chord=capital / 1000) - PLATE_MM3
    assert added == pytest.approx(0.8 * ink_mm2(line), rel=5e-3)


@pytest.mark.parametrize("font", ["mono", "sans", "serif"])
@pytest.mark.parametrize("letter", "Hg☸ϐϰιφΐ")
def test_letters_reach_as_far_as_is_told_also_where_the_font_states_less(letter, font):
    line = Lettering(text=letter, capital=10, font=font)
    box = cq.Compound.makeCompound(letter_solids(line, 1, cq.Plane.XY())).BoundingBox(1e-4)
    below, above = text_heights(line)
    assert (box.xmin, box.xmax) == pytest.approx((-text_width(line) / 2, text_width(line) / 2), abs=0.002)
    assert (box.ymin + 5, box.ymax + 5) == pytest.approx((-below, above), abs=0.002)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(text=words, capital=st.floats(2, 10), depth=st.floats(0.2, 2))
def test_sunk_letters_take_away_their_areas_times_their_depth(text, capital, depth):
    line = Lettering(text=text, capital=capital)
    removed = PLATE_MM3 - sound_volume(sink_letters(plate(), line, depth, TOP))
    assert removed == pytest.approx(depth * ink_mm2(line), rel=1e-2, abs=1e-6)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(letter=st.sampled_from(sorted(font_letters())), font=st.sampled_from(["mono", "sans", "serif"]))
def test_whatever_letter_can_be_written_makes_a_sound_part(letter, font):
    raised = raise_letters(plate(), Lettering(text=letter, capital=8, font=font), 1, TOP)
    assert sound_volume(raised) > PLATE_MM3


def test_letters_that_touch_themselves_at_a_corner_cannot_be_written():
    """Their prisms are no sound solids: squares that meet in a point, shades of a thousand dots."""
    assert unwritable_letters("▞▒ᶨ\ufffc") == unwritable_letters("▞▒ᶨ\ufffc", "A")


def test_outlines_that_overlap_are_united():
    line = Lettering(text="ç", capital=10)
    added = sound_volume(raise_letters(plate(), line, 1, TOP)) - PLATE_MM3
    assert 0.9 * ink_mm2(line) < added < ink_mm2(line)


@pytest.mark.parametrize("pitch", [None, 7.5])
def test_the_text_is_as_wide_as_stated_beforehand_and_in_the_middle(pitch):
    line = Lettering(text="Åpj4", capital=6, font="sans", pitch=pitch)
    solids = letter_solids(line, 1, TOP)
    box = cq.Compound.makeCompound(solids).BoundingBox()
    assert box.xlen == pytest.approx(text_width(line), abs=1e-4)
    assert box.center.x == pytest.approx(0, abs=1e-4)


def test_capitals_stand_half_below_and_half_above_the_origin():
    box = cq.Compound.makeCompound(letter_solids(Lettering(text="HH", capital=6), 1, TOP)).BoundingBox()
    assert (box.ymin, box.ymax) == pytest.approx((-3, 3), abs=1e-6)
    assert (box.zmin, box.zmax) == pytest.approx((HIGH / 2, HIGH / 2 + 1), abs=1e-6)


def test_text_reads_on_any_flat_face():
    side = cq.Plane((0, -BROAD / 2, 0), xDir=(1, 0, 0), normal=(0, -1, 0))
    line = Lettering(text="MG", capital=2)
    added = sound_volume(raise_letters(plate(), line, 0.5, side)) - PLATE_MM3
    assert added == pytest.approx(0.5 * ink_mm2(line), rel=5e-3)


def test_text_that_runs_over_the_edge_is_refused():
    with pytest.raises(Failed, match="'A very long line of text' does not lie on one flat face"):
        raise_letters(plate(), Lettering(text="A very long line of text", capital=12), 1, TOP)


def test_letters_that_the_font_does_not_have_are_refused_by_name():
    with pytest.raises(Failed, match=r"The font has no '中' .*, '国'"):
        sink_letters(plate(), Lettering(text="中A国", capital=5), 1, TOP)


def test_no_ink_leaves_the_part_as_it_is():
    part = plate()
    assert raise_letters(part, Lettering(text="  ", capital=5), 1, TOP) is part
