import pytest

from configurator.domain.offers.offers import OFFERS
from web.filters import margin_words, plain_words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.05, "mm", "0.050"),
        (0.0002, "mm", "less than 0.001"),
        (0.0, "mm", "less than 0.001"),
        (0.05, "in", "0.0020 in"),
        (0.001, "in", "less than 0.0001 in"),
        (0.0013, "in", "0.0001 in"),
    ],
)
def test_a_margin_has_a_digit_that_says_something(value, unit, words):
    assert margin_words(value, "mm", unit) == words


def test_offers_are_named_by_their_titles_but_for_what_somebody_wrote():
    title = OFFERS["fdm-pla"].title
    assert plain_words("fdm-pla must not be used here (skin): x.") == f"“{title}” must not be used here (skin): x."
    assert plain_words("There is no offer 'fdm-pla'.") == "There is no offer 'fdm-pla'."
