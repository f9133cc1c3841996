"""Problems in a page's words."""

import pytest

from web.page_problems import FieldPlace, in_labels

PLACES = {"foot_length": FieldPlace("Foot length", "#field-foot_length")}


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Give foot_length too.", "Give “Foot length” too."),
        ("Did you mean 'foot_length'?", "Did you mean “Foot length”?"),
        ("Check heel_breadth, or foot_length.", "Check heel breadth, or “Foot length”."),
        ("There is no parameter 'foot_lenght'.", "There is no parameter 'foot_lenght'."),
        ("It stands in my_clip.py, line 12.", "It stands in my_clip.py, line 12."),
    ],
)
def test_a_field_reads_as_its_label_and_what_was_cited_as_it_was_written(sentence, words):
    assert in_labels(sentence, PLACES) == words
