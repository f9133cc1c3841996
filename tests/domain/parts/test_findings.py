"""Where a finding lies, for people."""

import pytest

from configurator.domain.parts.findings import Finding, place_words

BOUNDS = ((0, -30, 0), (90, 30, 60))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ((45, 0, 30), "in the middle, near (45.0, 0.0, 30.0) mm"),
        ((89, 0, 59.96), "in front, at the top, near (89.0, 0.0, 60.0) mm"),
        ((1, 29, 30), "at the back, on the left, near (1.0, 29.0, 30.0) mm"),
        ((45, -29, 1), "on the right, at the bottom, near (45.0, -29.0, 1.0) mm"),
    ],
)
def test_a_place_is_told_in_words_and_in_mm(place, words):
    assert place_words(place, BOUNDS) == words


def test_a_problem_tells_the_place_of_its_finding_where_the_part_is_known():
    finding = Finding("open", "refusal", "The mesh is open.", "Close it.", (89, 0, 30), 4.0)
    assert str(finding.as_problem()) == "The mesh is open. Close it."
    told = "The mesh is open. Look in front, near (89.0, 0.0, 30.0) mm. Close it."
    assert str(finding.as_problem(BOUNDS)) == told
