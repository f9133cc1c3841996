import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.errors import Refused
from configurator.domain.identifiers import new_id
from configurator.domain.parts.designs import ALPHABET
from configurator.domain.production.jobs import Job, read_ticket, read_typed_ticket


@given(st.text(ALPHABET, min_size=10, max_size=10), st.integers(1, 999_999_999))
def test_a_ticket_is_read_as_it_was_written(name, epoch):
    assert read_ticket(Job(name, "O", "I", "routed", epoch).ticket) == (name, epoch)


def test_a_ticket_may_be_typed_in_small_letters_and_with_spaces_around():
    name = new_id()
    assert read_ticket(f" {name.lower()}.12\n") == (name, 12)


@pytest.mark.parametrize("typed", ["7kq2m4xdoi.l", "7KQ2M4XD0L.1", " 7KQ2M4XDO1.I", "7kq2m4xd01.1"])
def test_letters_that_look_like_digits_are_taken_for_them_where_somebody_types(typed):
    assert read_typed_ticket(typed) == ("7KQ2M4XD01", 1)


def test_a_typed_ticket_that_is_none_is_refused_as_it_was_typed():
    with pytest.raises(Refused, match=r"'7kq2m4xdo\.1' is not"):
        read_typed_ticket("7kq2m4xdo.1")


@pytest.mark.parametrize(
    "text",
    [
        "", "7KQ2M4XD9A", "7KQ2M4XD9A.", "7KQ2M4XD9A.0", "7KQ2M4XD9A.01", "7KQ2M4XD9A.-1", "7KQ2M4XD9A.1x",
        "7KQ2M4XD9.1", "7KQ2M4XD9AA.1", "7KQ2M4XD9I.1", "7KQ2M4XD9A.1\n7KQ2M4XD9A.1", "../7KQ2M4XD9A.1",
        "7KQ2M4XD9A.1/..", "7KQ2M4XD9A.٣",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(Refused) as error:
        read_ticket(text)
    assert error.value.problems[0].fields == ("ticket",) and "traveller" in error.value.problems[0].hint
