"""Where an error was raised, of code whose files and lines are known."""

import pytest

from configurator.domain.error_places import error_words, last_line

HELPER = "def half(number):\n    return number / 0\n"
PART = "def build(number):\n    number = number + 1\n    return half(number)\n"


def module(name, file, text, **names):
    content = {"__name__": name, **names}
    exec(compile(text, f"/parts/{file}", "exec"), content)
    return content


@pytest.fixture
def error():
    """Raised in a helper that a part calls."""
    helper = module("parts._helper", "_helper.py", HELPER)
    part = module("parts.my_clip", "my_clip.py", PART, half=helper["half"])
    with pytest.raises(ZeroDivisionError) as caught:
        part["build"](1)
    return caught.value


def test_the_line_is_the_last_one_in_the_authors_file(error):
    assert str(last_line(error, {"parts.my_clip"})) == "my_clip.py, line 3"
    assert error_words(error, {"parts.my_clip"}) == "ZeroDivisionError: division by zero; my_clip.py, line 3"


def test_it_is_the_one_that_raised_it_where_it_came_through_no_such_file(error):
    assert last_line(error, {"parts.other"}) is None
    assert error_words(error, ()) == "ZeroDivisionError: division by zero; _helper.py, line 2"


def test_an_error_that_nobody_has_raised_has_no_line():
    assert error_words(ValueError("too thin"), {"parts.my_clip"}) == "ValueError: too thin"
