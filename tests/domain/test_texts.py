import pytest

from configurator.domain.problems import problem_cells, refusal
from configurator.domain.texts import inert_cell, neutral


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u2028", "\udcff", "\n", "\t"])
def test_controls_are_written_out(character):
    text = neutral(f"a{character}b")
    assert text.isprintable()
    assert text.startswith("a\\")


def test_letters_of_all_alphabets_stay():
    assert neutral("Łukasz עדה 張偉 é") == "Łukasz עדה 張偉 é"


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)"])
def test_a_formula_becomes_a_text(text):
    assert inert_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "cell"),
    [("\t=1", "'\\x09=1"), ("\r=1", "'\\x0d=1"), ("a\nb\x1b", "a\\x0ab\\x1b"), ("caf\udce9", "caf\\udce9")],
)
def test_a_cell_is_one_line_that_any_program_can_read(text, cell):
    assert inert_cell(text) == cell
    assert cell.isprintable()


@pytest.mark.parametrize("text", ["", "-5", "+1.5e3", "K-2041", "a=b"])
def test_numbers_and_words_stay(text):
    assert inert_cell(text) == text


def test_no_cell_of_a_problem_is_a_formula():
    cells = problem_cells((refusal("@x is no number.", '=HYPERLINK("//x")', hint="-"),))
    assert cells == {"fields": '\'=HYPERLINK("//x")', "message": "'@x is no number.", "hint": "'-"}
