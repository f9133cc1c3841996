"""Flat sheets: what is cut out of them, and the same bytes each time."""

from math import pi

import pytest

from configurator.domain.parts.outlines import Circle, circle_loop, rectangle_loop
from configurator.kernel.build.shape_cache import _build_bytes
from configurator.shapes.flat_sheet import flat_sheet
from templates_cad.flange_gasket import TEMPLATE


def test_it_is_within_the_first_loop_and_without_the_others():
    holes = [circle_loop(Circle((x, 3), 6)).backwards() for x in (-10, 10)]
    sheet = flat_sheet([rectangle_loop(40, 20, 2), *holes], 1.5).val()
    assert sheet.Volume() == pytest.approx((800 - (4 - pi) * 4 - 2 * 9 * pi) * 1.5)
    assert (sheet.BoundingBox().zmin, sheet.BoundingBox().zmax) == pytest.approx((0, 1.5), abs=1e-6)


def test_equal_sheets_are_equal_bytes():
    p = TEMPLATE.presets["round, six bolts"]
    assert len({_build_bytes(TEMPLATE, p) for _ in range(6)}) == 1
