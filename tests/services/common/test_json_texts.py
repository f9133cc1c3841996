import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.errors import Refused
from configurator.services.common.json_texts import check_names, read_json

NAMES = st.text("abc", max_size=2)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=10,
)


def places(text):
    with pytest.raises(Refused) as caught:
        check_names(text)
    assert {(each.message, each.hint) for each in caught.value.problems} == {("It is given twice.", "Leave one out.")}
    return [each.fields for each in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 35, "a": 53}', "a"),
        ('{"a": 35, "b": 1, "a": 35}', "a"),
        ('{"measurements": {"hole": {"value": 35, "value": 53}}}', "measurements.hole.value"),
        ('{"items": [{}, {"sheet": {}, "sheet": {}}]}', "items.1.sheet"),
        ('[[{"a": 1, "\\u0061": 2}]]', "0.0.a"),
        ('{"": 1, "": 2}', ""),
        ('{"a": ' + "9" * 5000 + ', "a": 1}', "a"),
    ],
)
def test_a_name_given_twice_is_refused_where_it_stands(text, place):
    assert places(text) == [(place,)]


def test_every_name_given_twice_is_told_at_once():
    assert places('{"a": 1, "a": {"b": 1, "b": 2}, "c": 3}') == [("a",), ("a.b",)]


def test_the_same_name_in_two_objects_is_no_repetition():
    check_names('[{"a": {"a": 1}}, {"a": [{"a": 2}]}]')


def test_a_text_is_parsed_once(monkeypatch):
    parsed = []
    loads = json.loads
    monkeypatch.setattr(json, "loads", lambda text, **options: parsed.append(text) or loads(text, **options))
    assert read_json(b'{"a": [1, {"b": 2.5}]}') == {"a": [1, {"b": 2.5}]}
    assert parsed == ['{"a": [1, {"b": 2.5}]}']


def test_what_is_read_is_refused_too_for_a_name_given_twice():
    with pytest.raises(Refused) as caught:
        read_json(b'{"items": [{}, {"sheet": {}, "sheet": {}}]}')
    assert [each.fields for each in caught.value.problems] == [("items.1.sheet",)]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_is_no_part_of_the_text(mark):
    assert read_json(mark + '{"ä": 1}'.encode()) == {"ä": 1}


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe{\x00}\x00", b'{"a": "\xe4"}', b"\xef\xbb\xbf\xef\xbb\xbf{}"])
def test_what_is_no_json_in_utf_8_is_told_by_whoever_asks(data):
    with pytest.raises(ValueError):
        read_json(data)


@given(VALUES)
def test_what_python_writes_is_read_as_it_was(value):
    assert read_json(json.dumps(value).encode()) == value


@given(st.lists(NAMES, min_size=1, max_size=6), VALUES)
def test_a_name_is_given_twice_if_and_only_if_it_stands_there_twice(names, value):
    text = "{" + ", ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name in names) + "}"
    if len(set(names)) == len(names):
        check_names(text)
    else:
        assert len(places(text)) == len(names) - len(set(names))
