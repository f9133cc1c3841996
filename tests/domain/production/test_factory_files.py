import json
from dataclasses import asdict, replace
from decimal import Decimal
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.errors import Refused
from configurator.domain.offers.offers import materials_by_process
from configurator.domain.places import Place
from configurator.domain.production.factories import Factory, Machine
from configurator.domain.production.factory_files import factory_as_dict, factory_facts, factory_from_dict, read_factory
from configurator.domain.production.machine_rates import PieceRate, PowderRate, StatedTimes, VolumeRate
from configurator.domain.production.rate_cards import MaterialPrice, RateCard, ShippingBand
from configurator.domain.production.slicer_profiles import SlicerProfile

BERLIN = {
    "id": "berlin",
    "title": "Werkstatt Berlin",
    "place": {"latitude": 52.52, "longitude": 13.405},
    "machines": [
        {"id": "jet-1", "process": "mjf", "build_mm": [380, 284, 380], "materials": ["PA12", "TPU"]},
        {"id": "printer", "process": "fdm", "build_mm": [250, 210, 210.5], "materials": ["PETG"]},
    ],
}


def changed(path, value):
    """BERLIN with something else at a dotted path; ... takes it out."""
    *way, last = [int(each) if each.isdigit() else each for each in path.split(".")]
    content = {**BERLIN, "place": dict(BERLIN["place"]), "machines": [dict(each) for each in BERLIN["machines"]]}
    inner = content
    for each in way:
        inner = inner[each]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return content


def problems(content):
    with pytest.raises(Refused) as error:
        read_factory(content)
    return error.value.problems


def test_a_file_is_read_as_it_stands():
    machines = (
        Machine("jet-1", "mjf", (380.0, 284.0, 380.0), ("PA12", "TPU")),
        Machine("printer", "fdm", (250.0, 210.0, 210.5), ("PETG",)),
    )
    assert read_factory(BERLIN) == Factory("berlin", "Werkstatt Berlin", Place(52.52, 13.405), machines)
    assert read_factory({**BERLIN, "folder": "/srv/jobs"}).folder == "/srv/jobs"


KM = attrgetter("up_to_km")
IDS = st.from_regex(r"[a-z][a-z0-9-]{1,31}", fullmatch=True)
RATES = (
    st.builds(VolumeRate, st.floats(1, 1e6))
    | st.builds(PieceRate, st.floats(0.01, 9))
    | st.builds(PowderRate, st.floats(0.05, 0.2), st.floats(1, 60), st.floats(0, 40), st.floats(0.01, 1))
)
PRICES = st.decimals(0, 9999, places=2)
CARDS = st.builds(
    RateCard,
    st.sampled_from(["EUR", "GBP"]),
    st.just("without VAT"),
    st.just({}),
    st.just({}),
    st.none() | PRICES,
    st.none() | PRICES,
    st.none() | PRICES,
    st.lists(st.builds(ShippingBand, st.floats(1, 20000), st.floats(0, 9), PRICES), max_size=3, unique_by=KM).map(
        lambda bands: tuple(sorted(bands, key=KM))
    ),
    st.none() | PRICES,
    st.none() | PRICES.filter(lambda each: each <= 1000),
    st.integers(1, 366),
    st.text(max_size=40),
)
MACHINES = st.sampled_from([*materials_by_process().items()]).flatmap(
    lambda sold: st.builds(
        Machine,
        IDS,
        st.just(sold[0]),
        st.tuples(*[st.floats(10, 5000)] * 3),
        st.lists(st.sampled_from(sold[1]), min_size=1).map(tuple),
        st.integers(1, 9),
        st.booleans(),
        st.builds(StatedTimes, st.none() | RATES, st.none() | st.floats(0, 9), st.none() | st.floats(0, 9)),
        st.sampled_from(["", "We 08:00-10:00"]),
    )
)
FACTORIES = st.builds(
    Factory,
    IDS,
    st.from_regex(r"[A-Za-zÄÖÜß&]( ?[A-Za-zäöüß.])*", fullmatch=True).map(lambda each: each[:80].strip()),
    st.builds(Place, st.floats(-90, 90).filter(bool), st.floats(-180, 180)),
    st.lists(MACHINES, min_size=1, max_size=4, unique_by=lambda each: each.id).map(tuple),
    st.sampled_from(["up", "paused", "down"]),
    st.text(),
    st.from_regex(r"[a-z][a-z-]*", fullmatch=True),
    st.dictionaries(st.text(), st.text() | st.integers() | st.booleans() | st.none()),
    st.booleans(),
    st.sampled_from(["", "Mo-Fr 08:00-17:00; PH off"]),
    st.none() | CARDS,
    st.floats(0, 200),
)


@given(FACTORIES)
def test_what_is_written_is_read_again_but_for_the_state(factory):
    assert read_factory(factory_facts(factory)) == replace(factory, state="up")
    assert factory_from_dict(json.loads(json.dumps(factory_facts(factory))), factory.state) == factory


@pytest.mark.parametrize(
    ("path", "value", "hint"),
    [
        ("id", "Berlin", "small letters"),
        ("id", "b", "2 to 32"),
        ("id", "../../etc", "a letter first"),
        ("id", "berlin\n", "small letters"),
        ("id", "b" * 33, "2 to 32"),
        ("id", 7, "small letters"),
        ("id", ..., "small letters"),
        ("title", "  ", "on one line"),
        ("title", "two\nlines", "on one line"),
        ("title", "x" * 81, "80 letters"),
        ("place", ..., "latitude"),
        ("place", [52.5, 13.4], "latitude"),
        ("place.latitude", 90.1, "-90 (south) to 90"),
        ("place.latitude", True, "-90 (south) to 90"),
        ("place.longitude", -180.1, "-180 (west)"),
        ("place.longitude", float("nan"), "-180 (west)"),
        ("place.longitude", "13.4", "-180 (west)"),
        ("machines", [], "at least one"),
        ("machines", {}, "at least one"),
        ("machines.0", "jet-1", "an object with id, process"),
        ("machines.1.id", "P 1", "small letters"),
        ("machines.0.process", "mjff", "Did you mean 'mjf'?"),
        ("machines.0.process", 5, "mjf"),
        ("machines.0.materials", [], "at least one"),
        ("machines.0.materials", "PA12", "A list"),
        ("machines.0.materials", ["PA12", "PA13"], "Did you mean 'PA12'?"),
        ("machines.0.materials", ["PETG"], "Known: PA12, TPU."),
        ("machines.0.build_mm", 380, "x, y and z"),
        ("machines.0.build_mm", [380, 284, 380, 1], "x, y and z"),
        ("folder", 5, "hot folder"),
        ("target", 5, "leave it out"),
        ("settings", [], "leave it out"),
        ("hours", "Mo-Fr 8-17", "Mo-Fr 08:00-17:00"),
        ("hours", "off", "Without hours it is always open"),
        ("hours", 8, "Mo-Fr 08:00-17:00"),
        ("machines.1.maintenance", "on Wednesdays", "Mo-Fr 08:00-17:00"),
        ("machines.0.slots", 0, "1 to 1000"),
        ("machines.0.unattended", "yes", "leave it out"),
        ("machines.0.set_up_h", -1, "0 to 1000"),
        ("machines.0.rate", {"mm3_per_h": 5, "piece_h": 1}, '{"mm3_per_h": 12000}'),
        ("machines.0.rate", {"layer_mm": 0.08, "layer_s": 9, "cycle_h": 20}, '"packing": 0.08'),
        ("machines.0.rate", {}, '{"piece_h": 0.75}'),
    ],
)
def test_a_fault_is_named_with_its_place_and_its_remedy(path, value, hint):
    (problem,) = problems(changed(path, value))
    assert problem.fields == (path,)
    assert hint in problem.hint
    assert "pydantic" not in str(problem) and "_" not in problem.message.replace("build_mm", "")


@pytest.mark.parametrize("side", [9.99, 5000.1, 0, -5, float("inf"), float("nan"), "380", True, None])
def test_a_side_that_no_machine_has_is_refused(side):
    (problem,) = problems(changed("machines.0.build_mm", [380, side, 380]))
    assert problem.fields == ("machines.0.build_mm.1",)
    assert "each 10 to 5000" in problem.hint


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (
            "xyz",
            "Known: compensates_holes, folder, hours, id, machines, margin_percent, place, rate_card, settings, "
            "target, title.",
        ),
        ("place.lat", "Did you mean 'latitude'?"),
        ("machines.1.material", "Did you mean 'materials'?"),
    ],
)
def test_a_name_that_nothing_has_is_refused_with_those_that_are_known(path, hint):
    (problem,) = problems(changed(path, 1))
    assert (problem.fields, problem.hint) == ((path,), hint)


def test_null_island_is_no_place_for_a_factory_but_the_equator_is():
    (problem,) = problems({**BERLIN, "place": {"latitude": 0, "longitude": -0.0}})
    assert (problem.fields, "Atlantic" in problem.message) == (("place",), True)
    assert read_factory({**BERLIN, "place": {"latitude": 0, "longitude": 9.4}}).place == Place(0, 9.4)


def test_two_machines_of_one_id_are_refused():
    (problem,) = problems(changed("machines.1.id", "jet-1"))
    assert problem.fields == ("machines",)
    assert problem.message == "2 machines have the id 'jet-1'."


def test_all_faults_are_told_at_once():
    jet = {"id": "jet", "process": "mjff", "build_mm": [1, 2], "materials": ["PA13"]}
    printer = {"id": "jet", "process": "fdm", "build_mm": [200, 200, 0], "materials": ["PA12", 5], "colour": "red"}
    content = {"id": "B", "titel": "B", "place": {"latitude": 91, "longitude": 181}, "machines": [jet, printer]}
    assert {problem.fields[0] for problem in problems(content)} == {
        "id", "title", "titel", "place.latitude", "place.longitude", "machines", "machines.0.process",
        "machines.0.build_mm.0", "machines.0.build_mm.1", "machines.0.build_mm.2", "machines.1.build_mm.2",
        "machines.1.materials.1", "machines.1.colour",
    }  # fmt: skip


@pytest.mark.parametrize("content", [[], None, "berlin"])
def test_what_is_no_object_is_no_factory(content):
    (problem,) = problems(content)
    assert problem.fields == ("factory",)
    assert all(name in problem.hint for name in ("id", "title", "place", "machines"))


def test_nothing_of_a_factory_but_its_state_is_left_out_of_the_file():
    factory = read_factory(BERLIN)
    assert set(factory_facts(factory)) == set(asdict(factory)) - {"state"}


def test_settings_are_kept_and_not_shown():
    factory = read_factory({**BERLIN, "target": "webhook", "settings": {"token": "geheim"}})
    assert factory_facts(factory) == factory_as_dict(factory) | {"settings": {"token": "geheim"}}
    assert factory_as_dict(factory)["target"] == "webhook"
    assert "geheim" not in repr(factory)


def test_a_factory_of_before_there_were_targets_has_a_hot_folder():
    facts = {
        name: value for name, value in factory_facts(read_factory(BERLIN)).items() if name not in ("target", "settings")
    }
    factory = factory_from_dict({**facts, "folder": "/srv/jobs"}, "up")
    assert (factory.target, factory.folder, factory.settings) == ("hot-folder", "/srv/jobs", {})


def test_a_factory_says_whether_it_compensates_holes_itself():
    assert not read_factory(BERLIN).compensates_holes
    assert read_factory({**BERLIN, "compensates_holes": True}).compensates_holes
    (problem,) = problems({**BERLIN, "compensates_holes": "yes"})
    assert (problem.fields, "draws holes wider" in problem.hint) == (("compensates_holes",), True)


def test_a_factory_of_an_earlier_version_does_not_compensate_holes():
    facts = factory_facts(read_factory(BERLIN))
    del facts["compensates_holes"]
    assert not factory_from_dict(facts, "up").compensates_holes


CARD = {
    "currency": "EUR",
    "tax": "without VAT",
    "materials": {"PA12": {"per_g": 0.35}, "TPU": {"per_cm3": 0.6}},
    "machine_hours": {"jet-1": 28},
    "labour_hour": 42,
    "set_up": 0,
    "shipping": [{"up_to_km": 2000, "days": 4, "price": 14.9}, {"up_to_km": 100, "days": 1, "price": 6.9}],
    "rush_percent": 50,
    "version": "2026-11",
}


def test_hours_times_and_prices_are_read_as_they_are_stated():
    jet = {**BERLIN["machines"][0], "slots": 2, "unattended": True, "set_up_h": 0, "rate": {"mm3_per_h": 9000}}
    jet["maintenance"] = "We 08:00-10:00"
    content = {**BERLIN, "machines": [jet, BERLIN["machines"][1]], "hours": "Mo-Fr 08:00-17:00", "rate_card": CARD}
    factory = read_factory(content)
    machine, printer = factory.machines
    assert (factory.hours, machine.slots, machine.unattended) == ("Mo-Fr 08:00-17:00", 2, True)
    assert machine.times == StatedTimes(VolumeRate(9000), 0, None)
    assert list(machine.times.missing()) == ["post-processing time"]
    assert (printer.slots, printer.times, printer.maintenance) == (1, StatedTimes(), "")
    card = factory.rate_card
    assert card.materials == {"PA12": MaterialPrice(Decimal("0.35"), "g"), "TPU": MaterialPrice(Decimal("0.6"), "cm3")}
    assert (card.set_up, card.post_processing, card.minimum, card.valid_days) == (0, None, None, 14)
    assert [card.band(km) and card.band(km).days for km in (100, 100.1, 2000.1)] == [1, 4, None]


@pytest.mark.parametrize(
    ("path", "value", "hint"),
    [
        ("currency", "Euro", "such as EUR"),
        ("tax", "", "without VAT"),
        ("labour_hour", -1, "on request"),
        ("labour_hour", "42", "on request"),
        ("materials", {"PA12": {"per_g": 1, "per_cm3": 1}}, "either"),
        ("shipping", [CARD["shipping"][0]] * 2, "of its own"),
        ("valid_days", 0, "1 to 366"),
        ("rush", 50, "Did you mean 'rush_percent'?"),
    ],
)
def test_a_fault_in_a_rate_card_is_named(path, value, hint):
    (problem,) = problems({**BERLIN, "rate_card": {**CARD, path: value}})
    assert problem.fields[0].startswith(f"rate_card.{path}") and hint in problem.hint


def test_a_price_for_what_the_factory_has_not_is_refused():
    card = {**CARD, "materials": {"PA11": {"per_g": 1}}, "machine_hours": {"jet": 1}}
    told = {problem.fields[0]: problem.hint for problem in problems({**BERLIN, "rate_card": card})}
    assert told == {
        "rate_card.machine_hours.jet": "Did you mean 'jet-1'?",
        "rate_card.materials.PA11": "Did you mean 'PA12'?",
    }


def test_another_price_is_another_card():
    card, dearer = (read_factory({**BERLIN, "rate_card": {**CARD, "labour_hour": hour}}).rate_card for hour in (42, 43))
    assert card.digest != dearer.digest and len(card.digest) == 12


def test_a_factory_of_an_earlier_version_is_always_open_and_states_nothing():
    new = ("hours", "rate_card")
    facts = {name: value for name, value in factory_facts(read_factory(BERLIN)).items() if name not in new}
    assert factory_from_dict(facts, "up") == read_factory(BERLIN)
    assert all(set(each) == {"id", "process", "build_mm", "materials"} for each in facts["machines"])


PROFILE = {"name": "mk3.ini", "sha256": "a" * 64}


def test_a_machine_for_filament_may_name_the_profile_by_which_it_is_sliced_for():
    factory = read_factory(changed("machines.1", {**BERLIN["machines"][1], "slicer_profile": PROFILE}))
    assert [each.slicer_profile for each in factory.machines] == [None, SlicerProfile("mk3.ini", "a" * 64)]
    assert read_factory(factory_facts(factory)) == factory
    assert factory_from_dict(factory_facts(factory), factory.state) == factory
    (other,) = problems(changed("machines.0", {**BERLIN["machines"][0], "slicer_profile": PROFILE}))
    assert other.fields == ("machines.0.slicer_profile",) and "for filament" in other.message
    (path,) = problems(changed("machines.1", {**BERLIN["machines"][1], "slicer_profile": "mk3.ini"}))
    assert path.fields == ("machines.1.slicer_profile",) and "(.ini)" in path.hint
