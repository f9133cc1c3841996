import pytest

from configurator.domain.errors import Refused
from configurator.domain.text_bounds import REASON
from configurator.services.common.texts import check_text, name_warnings

NAMES = [
    "Anna Meier", "Meier, Anna", "Meier,Anna", "anna meier", "MEIER ANNA", "Meier", "meier", "Müller", "O'Brien",
    "D’Angelo", "Müller-Lüdenscheidt", "Anna-Maria", "A. Meier", "Dr. Meier", "Anna.Meier", "Anna_Meier", "Łukasz",
    "Anna Meier 1961", "anna@x.de", "12.03.1961", "12/3/61", "1961-03-12", "K-7 12.03.1961", "王 小明, 王小明",
]  # fmt: skip
CODES = [
    "", "K-2041", "P-0142", "2041", "k2041", "PAT-0142", "Pat-0142", "clinic-7", "A7", "XK-17-B", "RX-77/2026",
    "7KQ2M4XD9A", "P-7KQ2M4XD9A", "a", "AB",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_what_looks_like_a_person_is_doubted(name):
    (problem,) = name_warnings("patient", name)
    assert (problem.severity, problem.fields) == ("warning", ("patient",))
    assert name not in str(problem) and "K-2041" in problem.hint


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_not_doubted(code):
    assert list(name_warnings("patient", code)) == []


def test_words_are_taken_on_several_lines():
    assert check_text("reason", " warped\nat 40 mm \n", REASON) == "warped\nat 40 mm"


@pytest.mark.parametrize("words", ["\0", "a\ud800"])
def test_what_no_database_keeps_is_refused(words):
    with pytest.raises(Refused) as error:
        check_text("reason", words, REASON)
    assert error.value.problems[0].fields == ("reason",) and error.value.problems[0].hint


def test_a_text_may_be_as_long_as_its_bound_and_no_longer():
    assert len(check_text("reason", " " + "x\r\n" * (REASON.max_length // 2) + " ", REASON)) >= REASON.max_length
    with pytest.raises(Refused) as error:
        check_text("reason", "x" * (REASON.max_length + 1), REASON)
    (problem,) = error.value.problems
    assert problem.fields == ("reason",) and problem.hint == REASON.hint and "1001 characters" in problem.message
