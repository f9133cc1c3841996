from typing import get_args

import pytest

from configurator.domain.errors import Refused
from configurator.domain.offers.offers import OFFERS, ZONES, find_offer, materials_by_process
from configurator.domain.parts.templates import Zone

PLASTICS = {each for each, offer in OFFERS.items() if offer.family == "plastic"}
METALS = {each for each, offer in OFFERS.items() if offer.family == "metal"}
CAR = set(get_args(Zone)) - {"skin"}
NOWHERE = {"steering", "brakes", "suspension", "seat belts", "pressurised fuel"}


def refused_for(zone):
    return {each for each, offer in OFFERS.items() if zone in offer.refused}


@pytest.mark.parametrize("offer", OFFERS.values(), ids=lambda each: each.id)
def test_an_offer_names_its_grade_and_its_sources(offer):
    assert offer.title and offer.grade and offer.finish and offer.sources
    assert offer.grade != offer.material
    assert OFFERS[offer.id] is find_offer(offer.id) is offer
    assert offer.id == f"{offer.process}-{offer.material.lower()}"


@pytest.mark.parametrize("offer", OFFERS.values(), ids=lambda each: each.id)
def test_its_numbers_are_of_the_right_size_and_its_zones_are_known(offer):
    assert 0.5 <= offer.least_wall <= 2
    assert 0.05 <= offer.tolerance <= 0.5
    assert 0 <= offer.tolerance_per_mm <= 0.005
    assert offer.heat is None or 40 <= offer.heat <= 200
    assert set(offer.refused) <= set(get_args(Zone))
    assert all(reason and reason[-1] != "." for reason in offer.refused.values())


def test_pla_has_no_place_in_a_car_and_aluminium_has_every_place():
    assert set(OFFERS["fdm-pla"].refused) == CAR
    assert set(OFFERS["mill-aluminium"].refused) == NOWHERE


@pytest.mark.parametrize("zone", sorted(NOWHERE))
def test_where_a_failure_kills_everything_is_refused_whatever_the_material(zone):
    assert refused_for(zone) == set(OFFERS) and zone in ZONES
    assert {each.refused[zone] for each in OFFERS.values()} == {ZONES[zone].every.value}


def test_every_zone_of_a_car_has_its_title_and_beside_the_exhaust_only_metal_is_left():
    assert set(ZONES) == CAR and all(each.title for each in ZONES.values())
    assert set(OFFERS) - refused_for("hot side") == METALS


@pytest.mark.parametrize("zone", ["intake", "coolant", "fuel"])
def test_where_a_failure_stops_the_car_all_plastics_are_refused(zone):
    assert refused_for(zone) >= PLASTICS and not METALS & refused_for(zone)


def test_what_heat_rules_out():
    assert refused_for("cabin") == {"fdm-pla"}
    assert refused_for("dash top") == {"fdm-pla", "fdm-petg", "fdm-pp"}
    assert refused_for("engine bay") == {"fdm-pla", "fdm-petg", "fdm-pp", "fdm-asa"}
    assert refused_for("skin") == set()
    assert "70 °C" in OFFERS["fdm-petg"].refused["dash top"]


@pytest.mark.parametrize(
    ("wanted", "remedy"), [("mjf-pa11", "Did you mean 'mjf-pa12'?"), ("granite", "Known: cut-aramid, cut-cork")]
)
def test_an_unknown_offer_is_refused_with_one_that_is_known(wanted, remedy):
    with pytest.raises(Refused) as error:
        find_offer(wanted)
    (problem,) = error.value.problems
    assert problem.fields == ("offer",)
    assert repr(wanted) in problem.message
    assert problem.hint.startswith(remedy)


def test_materials_are_listed_once_under_their_process():
    assert materials_by_process()["mjf"] == ("PA12", "TPU")
    assert sum(map(len, materials_by_process().values())) == len({(o.process, o.material) for o in OFFERS.values()})
