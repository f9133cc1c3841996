"""What is put into a part, in words; and the table of holes, against its own sources."""

import re
from dataclasses import replace

import pytest

from configurator.domain.parts.inserts import HEAT_SET_INSERTS, Insert, insert_sentence

INSERT = Insert(
    name="nut", part="M4 heat-set insert", face="underside", place=(0, 0, 0), axis=(0, 0, -1), diameter=5.6, depth=9,
    source="made up for tests",
)  # fmt: skip


def test_a_sentence_says_what_is_put_in_where_and_into_which_hole():
    assert insert_sentence(INSERT) == "Put in: M4 heat-set insert, underside; hole ø5.6 mm, at least 9 mm deep."
    assert "insert (DIN 16903), underside" in insert_sentence(replace(INSERT, standard="DIN 16903"))


@pytest.mark.parametrize("thread", HEAT_SET_INSERTS.rows)
def test_a_row_has_the_sizes_that_its_source_states(thread):
    row, source = HEAT_SET_INSERTS.rows[thread], HEAT_SET_INSERTS.sources[thread]
    stated, unit = re.search(r"hole ([\d.]+) (mm|in)", source).groups()
    assert row.hole_diameter == pytest.approx(float(stated) * (25.4 if unit == "in" else 1), abs=1e-9)
    longest = re.search(r"up to ([\d.]+) (in) long|([\d.]+) mm deep", source)
    inches, _, mm = longest.groups() if longest else (None, None, None)
    assert row.longest == (pytest.approx(float(mm or inches) * (25.4 if inches else 1), abs=1e-9) if longest else None)
