"""Texts, names of standards, and parameters that matter only for some words of others."""

from dataclasses import dataclass
from typing import Literal

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from configurator.domain.parts.conditions import condition_fault, condition_words, unused_names
from configurator.domain.parts.declarations import choice, length, pick, text
from configurator.domain.parts.fonts import FONT_FILES, font_path
from configurator.domain.parts.kinds import Choice, Text, default_words, ends_of, kind_of, range_words
from configurator.domain.parts.letters import font_letters, normalise_text, unwritable_letters
from configurator.domain.parts.parameters import Parameters, json_schema, settled_parameters, used_values
from configurator.domain.parts.tables import Table, read_table


@dataclass(frozen=True)
class Screw:
    tap_drill: float
    uses: str = ""


SCREWS = Table({"M3": Screw(2.5), "2 BA": Screw(4.0, "old dashes")}, {"M3": "ISO 2306", "2 BA": "BS 93"})


class Knob(Parameters):
    words: str = text("CHOKE", 12, title="Text", group="Face")
    initials: str = text("", 3, letters="ABC", title="Initials", group="Face")
    screw: str = pick(SCREWS, "M3", title="Set screw", group="Shaft")
    grip: Literal["plain", "knurl", "flutes"] = choice("plain", title="Grip", group="Knob")
    pitch: float = length(1.5, 0.5, 3, title="Pitch", group="Knob", when={"grip": ("knurl", "flutes")})
    finish: Literal["fine", "coarse"] = choice("fine", title="Finish", group="Knob", when={"grip": ("knurl",)})
    depth: float = length(0.5, 0.1, 1, title="Depth", group="Knob", when={"finish": ("coarse",)})


FIELDS = Knob.model_fields


def test_a_row_of_a_table_is_chosen_by_its_name():
    assert kind_of(FIELDS["screw"]) == Choice(("M3", "2 BA"))
    assert SCREWS.rows[Knob(screw="2 BA").screw].tap_drill == 4.0
    assert json_schema(Knob)["properties"]["screw"]["enum"] == ["M3", "2 BA"]
    with pytest.raises(ValidationError, match="'M7' is not one of M3, 2 BA"):
        Knob(screw="M7")


def test_a_text_has_its_letters_and_its_length():
    assert kind_of(FIELDS["words"]) == Text(12, "") and kind_of(FIELDS["initials"]) == Text(3, "ABC")
    assert (range_words(FIELDS["initials"]), default_words(FIELDS["words"])) == ("up to 3 characters of ABC", "CHOKE")
    assert ends_of(FIELDS["initials"]) == ("C", "CCC") and ends_of(FIELDS["words"]) == ("W", "W" * 12)
    with pytest.raises(ValidationError, match=r"'D' .latin capital letter d. cannot be written"):
        Knob(initials="AD")
    with pytest.raises(ValidationError):
        Knob(initials="ABCA")


def test_the_letters_are_those_of_the_fonts():
    for font in FONT_FILES:
        known = TTFont(font_path(font)).getBestCmap()
        assert all(ord(letter) in known for letter in font_letters())
    assert set("AZaz09&-+./ÄßÉŁø½°Ω") <= font_letters()
    assert not set("\u202e\u00ad\u0301\t\nשא漢") & font_letters()


def test_a_letter_that_cannot_be_written_is_called_by_its_name():
    assert unwritable_letters("snow 漢\u202e") == ["'漢' (cjk unified ideograph-6f22)", "right-to-left override"]
    assert unwritable_letters("MŁ中B国中") == ["'中' (cjk unified ideograph-4e2d)", "'国' (cjk unified ideograph-56fd)"]
    assert unwritable_letters("A B", "AB ") == [] and unwritable_letters("A B", "AB") == ["' ' (space)"]


@given(st.text())
def test_a_text_is_normalised_once_for_all(written):
    once = normalise_text(written)
    assert normalise_text(once) == once and "  " not in once and once == once.strip()


def test_a_decomposed_letter_is_the_composed_one():
    assert normalise_text(" Mu\u0308ller \t & Co ") == "Müller & Co"


def test_what_does_not_matter_is_no_part_of_the_values():
    assert unused_names(Knob, {}) == ("pitch", "finish", "depth")
    assert unused_names(Knob, {"grip": "flutes"}) == ("finish", "depth")
    # The finish would be coarse, but there is no knurl to have one.
    assert unused_names(Knob, {"grip": "flutes", "finish": "coarse"}) == ("finish", "depth")
    assert unused_names(Knob, {"grip": "knurl", "finish": "coarse"}) == ()
    assert "pitch" not in used_values(Knob(pitch=2.0)) and used_values(Knob(grip="flutes"))["pitch"] == 1.5
    assert settled_parameters(Knob(pitch=2.0)) == Knob()


def test_a_condition_is_told_to_people():
    assert condition_words(Knob, "pitch") == "Grip is knurl or flutes" and condition_words(Knob, "grip") == ""


@pytest.mark.parametrize(
    ("when", "fault"),
    [({"later": ("a",)}, "no parameter declared before"), ({"grip": ("ribs",)}, "'ribs', which is no word of 'grip'")],
)
def test_a_condition_that_cannot_be_is_found(when, fault):
    class Wrong(Parameters):
        grip: Literal["plain", "knurl"] = choice("plain", title="Grip", group="All")
        pitch: float = length(1, 0, 2, title="Pitch", group="All", when=when)
        later: Literal["a", "b"] = choice("a", title="Later", group="All")

    assert fault in condition_fault(Wrong, "pitch")


def test_a_table_is_read_from_a_file(tmp_path):
    path = tmp_path / "screws.csv"
    path.write_text("name,tap_drill,uses,source\nM3,2.5,,ISO 2306\n2 BA,4,old dashes,BS 93\n", encoding="utf-8")
    assert read_table(path, Screw) == SCREWS and list(read_table(path, Screw).rows) == ["M3", "2 BA"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("M4,3.3,,", "line 3: it has no source"),
        ("m3,2.6,,ISO 2306", "line 3: there is a row"),
        ("M4,wide,,ISO 2306", "line 3, tap_drill: .*number"),
        ("M4,,,ISO 2306", "line 3, tap_drill: "),
        ("M4,3.3,,ISO 2306,more", "line 3"),
    ],
)
def test_a_faulty_row_of_a_table_is_named(tmp_path, row, fault):
    path = tmp_path / "screws.csv"
    path.write_text(f"name,tap_drill,uses,source\nM3,2.5,,ISO 2306\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"(?s){fault}"):
        read_table(path, Screw)
