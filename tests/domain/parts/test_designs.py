import hashlib

from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.parts.designs import ALPHABET, Design, round_value

VALUES = st.dictionaries(st.text(min_size=1), st.one_of(st.floats(-1e6, 1e6), st.text(), st.none()), max_size=5)


def test_the_digest_is_that_of_the_canonical_json():
    design = Design("ring", "2", {"wide": 14.0, "side": "left", "flange": None})
    canonical = '{"parameters":{"flange":null,"side":"left","wide":14},"template":"ring","version":"2"}'
    assert design.digest == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_code_is_forty_bits_of_the_digest():
    design = Design("ring", "2", {"wide": 14.0})
    number = 0
    for letter in design.code:
        number = 32 * number + ALPHABET.index(letter)
    assert len(design.code) == 8
    assert f"{number:010x}" == design.digest[:10]


def test_no_letter_of_a_code_is_misread():
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


@given(VALUES)
def test_the_order_of_parameters_does_not_matter(values):
    assert Design("a", "1", values).digest == Design("a", "1", dict(reversed(values.items()))).digest


def test_template_version_and_each_value_matter():
    designs = [Design("a", "1", {"x": 1.0}), Design("b", "1", {"x": 1.0}), Design("a", "2", {"x": 1.0})]
    designs += [Design("a", "1", {"x": 1.0001}), Design("a", "1", {"x": 1.0, "y": None}), Design("a", "1", {"x": "1"})]
    assert len({design.digest for design in designs}) == len(designs)


def test_in_json_it_keeps_its_names():
    design = Design("a", "1", {"x": 1.0})
    assert design.as_dict() == {
        "template": "a", "version": "1", "parameters": {"x": 1.0}, "digest": design.digest, "code": design.code,
    }  # fmt: skip


@given(st.floats(-1e6, 1e6))
def test_rounding_is_to_a_ten_thousandth_and_done_once(value):
    once = round_value(value)
    assert abs(once - value) <= 0.5001e-4
    assert round_value(once) == once


def test_there_is_one_zero():
    assert str(round_value(-0.00001)) == str(round_value(-0.0)) == "0.0"


def test_a_count_stays_a_whole_number_and_means_the_same_design():
    assert str(round_value(10)) == "10"
    assert Design("plate", "1", {"holes": 10}).digest == Design("plate", "1", {"holes": 10.0}).digest


def test_what_is_no_number_stays():
    assert [round_value(value) for value in ("left", None, True)] == ["left", None, True]
