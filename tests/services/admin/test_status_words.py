from datetime import UTC, datetime

import pytest

from configurator.services.admin.status_words import STATES, age_words, size_words, state_words, work_words

NOW = datetime(2026, 11, 28, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 kB"), (450_600, "451 kB"), (1_234_567, "1.2 MB"), (62_900_000_000, "62.9 GB")]
)
def test_sizes_are_rounded(size, words):
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("2026-11-28T12:00:01Z", "0 s"),
        ("2026-11-28T11:59:12Z", "48 s"),
        ("2026-11-28T11:57:59Z", "2 min"),
        ("2026-11-28T09:30:00Z", "2 h"),
        ("2026-11-25T11:00:00Z", "3 days"),
    ],
)
def test_ages_are_told_in_their_largest_unit(since, words):
    assert age_words(since, NOW) == words


@pytest.mark.parametrize("noun", STATES)
def test_every_state_has_words_and_one_of_a_later_program_is_not_hidden(noun):
    assert all(state_words(noun, each)[0].isupper() and "_" not in state_words(noun, each) for each in STATES[noun])
    assert state_words(noun, "boxed_up") == "Boxed up"


def test_work_is_told_by_its_kind_and_subject():
    assert work_words("make_item-7KQ2M4XD9A-1") == "Parts of orders 7KQ2M4XD9A"
    assert work_words("later_kind-7KQ2M4XD9A-1") == "later_kind 7KQ2M4XD9A"
