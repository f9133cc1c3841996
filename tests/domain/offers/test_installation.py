"""Where a part sits and what touches it: what is read, what is refused, what is said of it."""

from dataclasses import replace
from typing import get_args

import pytest
from domain.offers.test_offer_suitability import RING, Ring

from configurator.domain.errors import Refused
from configurator.domain.offers.fluid_entries import Fluid
from configurator.domain.offers.fluids import FLUIDS, RESISTANCES, resistance
from configurator.domain.offers.installation import (
    UNSAID,
    Installation,
    installation_problems,
    read_installation,
    stored_installation,
)
from configurator.domain.offers.installation_record import installation_record, installation_sentence
from configurator.domain.offers.offer_suitability import assess_offers, offer_objections, suitable_offers
from configurator.domain.offers.offers import OFFERS

EVERYTHING = replace(RING, offers=tuple(OFFERS), is_revolved=lambda p: True, sheet=lambda p: 2.0, wall=lambda p: 2.0)


def fit(zone="", fluids=None, template=EVERYTHING):
    return set(suitable_offers(template, Ring(), read_installation(zone, fluids)))


def of(*materials):
    return {each for each, offer in OFFERS.items() if offer.material in materials}


def test_what_nobody_has_said_is_as_the_author_means_it():
    assert read_installation() == UNSAID and UNSAID.as_dict() == {} and not UNSAID.is_said
    assert fit() == fit("engine bay") == set(OFFERS) - of("PLA", "PETG", "ASA", "PP")
    assert fit("cabin") == set(OFFERS) - of("PLA")


def test_fluids_rule_out_what_does_not_stand_them_and_what_nobody_knows_to():
    assert fit("cabin", ["petrol"]) == of("aluminium", "aramid", "PTFE")
    assert fit("cabin", ["engine oil", "water"]) == of(
        "PA12", "TPU", "aluminium", "brass", "aramid", "NBR", "cork", "PTFE"
    )
    assert fit("cabin", ["brake fluid"]) == of("PA12", "aluminium", "brass", "PTFE")
    assert fit("cabin", []) == fit("cabin", ["none"]) == fit("cabin")


def test_a_zone_that_is_full_of_a_fluid_needs_no_word_of_it():
    assert fit("coolant") == fit("coolant", ["coolant"]) == of("aluminium", "brass", "aramid", "PTFE")
    assert fit("fuel") == of("aluminium", "aramid", "PTFE")


def test_unfit_and_unknown_are_told_apart_with_what_would_do():
    def told(offer, fluid):
        installation = Installation("cabin", (fluid,))
        template = replace(RING, offers=("mjf-tpu", "mjf-pa12", "turn-aluminium"), is_revolved=lambda p: True)
        return [(each.message, each.hint) for each in offer_objections(template, Ring(), OFFERS[offer], installation)]

    assert told("mjf-tpu", "coolant") == [
        ("mjf-tpu must not touch coolant: alcohols and warm water break it down.", "Take turn-aluminium.")
    ]
    ((message, hint),) = told("mjf-pa12", "petrol")
    assert message.startswith("Whether mjf-pa12 stands petrol is unknown: it is tested without ethanol")
    assert hint == "Take turn-aluminium."
    assert told("mjf-tpu", "brake fluid")[0][0] == "Whether mjf-tpu stands brake fluid is unknown: no source says so."


@pytest.mark.parametrize("zone", ["steering", "brakes", "suspension", "seat belts", "pressurised fuel"])
def test_where_a_failure_kills_nothing_is_made_and_it_says_why(zone):
    installation = read_installation(zone)
    (problem,) = installation_problems(RING, installation)
    assert problem.fields == ("zone",) and zone in problem.message and "whatever its material" in problem.message
    assert not any(each.fits for each in assess_offers(EVERYTHING, Ring(), installation))


def test_a_part_for_a_person_sits_in_no_car():
    orthosis = replace(RING, zone="skin")
    assert list(installation_problems(orthosis, UNSAID)) == []
    (problem,) = installation_problems(orthosis, read_installation("cabin"))
    assert problem.fields == ("zone", "fluids")
    assert installation_record(orthosis, UNSAID) == {}


def test_what_is_unknown_is_refused_with_the_nearest():
    with pytest.raises(Refused) as error:
        read_installation("engin bay", ["petol", "water"])
    zone, fluid = error.value.problems
    assert (zone.fields, fluid.fields) == (("zone",), ("fluids",))
    assert "'engine bay'" in zone.hint and "'petrol'" in fluid.hint
    with pytest.raises(Refused, match="beside fluids"):
        read_installation("", ["none", "water"])
    with pytest.raises(Refused):
        read_installation("skin")


@pytest.mark.parametrize(
    "installation",
    [
        UNSAID,
        Installation("cabin"),
        Installation(None, ("water",)),
        Installation("fuel", ("engine oil", "petrol")),
        Installation("outside", ()),
    ],
)
def test_it_is_read_again_as_it_was_stored(installation):
    assert stored_installation(installation.as_dict()) == installation


def test_whoever_makes_it_reads_where_it_sits_and_who_says_so():
    assert installation_record(RING, UNSAID) == {"zone": "engine bay", "zone_said": False, "fluids": None}
    said = Installation("cabin", ("water", "petrol"))
    assert installation_record(RING, said) == {"zone": "cabin", "zone_said": True, "fluids": ["water", "petrol"]}
    assert installation_sentence(UNSAID) == ""
    assert installation_sentence(Installation("cabin", ())) == "Sits: Cabin, out of the sun. Touched by: none."


def test_the_table_of_fluids_has_every_fluid_and_only_materials_that_are_offered():
    assert set(FLUIDS) == set(get_args(Fluid))
    assert set(RESISTANCES) == {each.material for each in OFFERS.values()}
    cells = [each for row in RESISTANCES.values() for each in row.values()]
    assert all(each.source and each.why for each in cells)
    assert resistance("granite", "water").resists == "unknown"
