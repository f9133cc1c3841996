import numpy as np
import pytest

from configurator.shapes.nets import COLUMNS, ROWS, ShellNets, heel_window

HALF = COLUMNS // 2


def nets(rows, beside_the_middle):
    """Nets that stand on the ground from row 5 on, so many columns to either side of the middle."""
    contact = np.zeros((ROWS, COLUMNS))
    contact[5 : 5 + rows, HALF - beside_the_middle : HALF + beside_the_middle] = 1.0
    empty = np.zeros((ROWS, COLUMNS, 3))
    return ShellNets(empty, empty, empty, contact)


@pytest.mark.parametrize(("rows", "columns"), [(4, 4), (4, 6), (5, 4), (8, 4), (9, 4), (20, 20)])
def test_the_smallest_flat_under_the_heel_is_found(rows, columns):
    assert heel_window(nets(rows, columns // 2)) == (5, 4 + rows, HALF - columns // 2, HALF + columns // 2 - 1)


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (3, 20), (20, 2), (3, 2), (1, 20)])
def test_a_flat_without_a_whole_cell_inside_is_none(rows, columns):
    assert heel_window(nets(rows, columns // 2)) is None


def test_of_a_long_and_a_broad_flat_the_larger_is_taken():
    flats = nets(12, 3)
    flats.contact[14:17, HALF - 8 : HALF + 8] = 1.0
    assert heel_window(flats) == (5, 16, HALF - 3, HALF + 2)
    flats.contact[14:20, HALF - 8 : HALF + 8] = 1.0
    assert heel_window(flats) == (14, 19, HALF - 8, HALF + 7)
