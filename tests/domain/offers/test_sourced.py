"""What is wrong with a data file is said with its name and the place."""

from importlib.resources import files

import pytest

from configurator.domain.errors import Failed
from configurator.domain.offers.offer_entries import OffersFile, ZonesFile
from configurator.domain.offers.offers import OFFERS
from configurator.domain.offers.process_entries import ProcessesFile
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.offers.sourced import parse_data

ZONES = """
[sources]
aaib = "the report on an accident"

[zones.intake]
title = "Intake"
plastic = { value = "it softened", source = "aaib" }
"""


def problems(model, text):
    with pytest.raises(Failed) as caught:
        parse_data(model, "some.toml", text)
    return {each.fields[0]: f"{each.message} {each.hint}".strip() for each in caught.value.problems}


def test_a_source_of_one_word_is_explained_by_the_table_of_sources():
    assert parse_data(ZonesFile, "zones.toml", ZONES).zones["intake"].plastic.source == "the report on an accident"
    (said,) = problems(ZonesFile, ZONES.replace('"aaib"', '"aiab"')).items()
    assert said == ("some.toml: zones.intake.plastic.source", "The table sources has no 'aiab'. Did you mean 'aaib'?")


def test_a_misspelt_name_and_what_is_missing_for_it_are_both_told():
    said = problems(ZonesFile, ZONES.replace("title", "tittle"))
    assert said["some.toml: zones.intake.tittle"].endswith("Did you mean 'title'?")
    assert said["some.toml: zones.intake.title"].startswith("It is missing.")


def test_a_value_without_a_source_and_a_text_for_a_number_are_refused():
    said = problems(
        ProcessesFile, '[sources]\n[processes.laser]\nfinest = { value = "thin", source = "a guess" }\npin = 3'
    )
    assert "valid number" in said["some.toml: processes.laser.finest.value"]
    assert said["some.toml: processes.laser.pin"].startswith("It is not an object.")


def test_an_unknown_process_is_refused_and_a_zone_too_hot_needs_a_heat():
    said = problems(OffersFile, '[sources]\n[offers.laser]\nprocess = "mfj"')
    assert said["some.toml: offers.laser.process"] == "There is no process 'mfj'. Did you mean 'mjf'?"
    offers = files("configurator.domain.offers").joinpath("data", "offers.toml").read_text("utf-8")
    said = problems(OffersFile, offers.replace('heat = { value = 55, source = "makelab-heat" }', ""))
    assert said == {
        "some.toml: offers.fdm-pla": "Zones are too hot for it, but its heat is unknown. Give heat a value."
    }


def test_an_unknown_zone_is_refused():
    said = problems(ZonesFile, ZONES.replace("zones.intake", "zones.outtake"))
    assert any("zones.outtake" in place and "'intake'" in message for place, message in said.items())


def test_what_is_no_toml_is_said_to_be_none():
    assert problems(OffersFile, "[offers")["some.toml"].startswith("It is no TOML: ")


def test_every_number_of_every_offer_and_process_has_a_source():
    for owner in (*OFFERS.values(), *PROCESSES.values()):
        numbers = {name for name, value in vars(owner).items() if isinstance(value, float) and value}
        assert numbers <= set(owner.sources)
        assert all(" " in each or each == "Makelab" for each in owner.sources.values())


@pytest.mark.parametrize("offer", OFFERS.values(), ids=lambda each: each.id)
def test_every_refusal_has_its_source_and_the_heat_its_reason(offer):
    assert {f"refused.{zone}" for zone in offer.refused} == {each for each in offer.sources if "." in each}
    assert "Vicat" in OFFERS["mjf-tpu"].sources["heat"] and OFFERS["mjf-tpu"].heat is None
    assert "Oak Ridge" in OFFERS["fdm-pp"].sources["refused.fuel"]
