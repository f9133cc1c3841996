from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.units import FILE_UNITS_MM, SPELLINGS, UNITS, find_unit

WRITTEN = [(unit, spelling) for unit, spellings in SPELLINGS.items() for spelling in spellings]


@given(st.sampled_from(WRITTEN), st.sampled_from([str.lower, str.upper, str.title]), st.sampled_from(["", " ", "."]))
def test_every_spelling_names_its_unit_whatever_its_capitals(written, style, behind):
    unit, spelling = written
    assert find_unit(f" {style(spelling)}{behind}") == unit


def test_no_spelling_stands_for_two_units():
    spellings = list(chain(*SPELLINGS.values()))
    assert len(spellings) == len(set(spellings))


def test_every_unit_is_spelled_and_every_spelling_has_a_size():
    assert set(SPELLINGS) == set(UNITS) | set(FILE_UNITS_MM)


@pytest.mark.parametrize("text", ["", ".", "furlong", "mmm", "in mm", "08-mar", "1", "mm.."])
def test_what_is_no_unit_names_none(text):
    assert find_unit(text) is None


@pytest.mark.parametrize("unit", ["ft", "micron", "mil"])
def test_files_count_in_units_that_no_size_is_given_in(unit):
    assert unit in FILE_UNITS_MM
    assert unit not in UNITS
