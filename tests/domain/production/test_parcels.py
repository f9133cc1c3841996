from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.places import Place, great_circle_km
from configurator.domain.production.factories import Factory, FactoryState, Machine
from configurator.domain.production.parcels import plan_parcels
from configurator.domain.production.routing import find_route
from configurator.domain.production.routing_requirements import RoutingRequirements

ROOM = (300.0, 300.0, 300.0)
JET, PRINTER = Machine("jet", "mjf", ROOM, ("PA12", "TPU")), Machine("printer", "fdm", ROOM, ("PETG",))
CUTTER = Machine("cutter", "cut", ROOM, ("NBR",))
BERLIN = Factory("berlin", "Berlin", Place(52.5, 13.4), (JET,))
OSLO = Factory("oslo", "Oslo", Place(59.9, 10.8), (CUTTER, PRINTER))
LYON = Factory("lyon", "Lyon", Place(45.8, 4.8), (JET, CUTTER))
POTSDAM = Place(52.4, 13.1)


def need(process, material, **facts):
    return RoutingRequirements(process, material, (20.0, 20.0, 5.0), POTSDAM, **facts)


THREE = {"grommet": need("mjf", "TPU"), "clip": need("mjf", "PA12"), "gasket": need("cut", "NBR")}


def shape(parcels):
    return {each.factory: each.items for each in parcels.parcels}


def test_three_parts_of_two_processes_come_from_one_factory_where_one_can():
    plan = plan_parcels(THREE, (BERLIN, OSLO, LYON))
    assert shape(plan) == {"lyon": ("grommet", "clip", "gasket")}
    assert (round(plan.parcels[0].distance_km), plan.lacks, plan.unplaced) == (949, {}, ())
    # Each by itself would have gone elsewhere.
    assert find_route(THREE["clip"], (BERLIN, OSLO, LYON)).chosen.factory == "berlin"


def test_they_come_in_two_parcels_where_they_must_and_why_is_told():
    plan = plan_parcels(THREE, (BERLIN, OSLO))
    assert shape(plan) == {"berlin": ("grommet", "clip"), "oslo": ("gasket",)}
    assert plan.lacks == {"gasket": ("it has no machine for cutting from sheet",)}
    assert [plan.factory_of(item) for item in THREE] == ["berlin", "berlin", ""]


def test_what_nobody_can_make_is_told_and_holds_up_nothing_else():
    plan = plan_parcels(THREE | {"lid": need("sls", "PA12")}, (LYON,))
    assert (shape(plan), plan.unplaced) == ({"lyon": ("grommet", "clip", "gasket")}, ("lid",))
    assert plan_parcels(THREE, ()).unplaced == tuple(THREE)


def test_of_several_that_can_make_all_the_nearest_does():
    near = replace(LYON, id="potsdam", place=POTSDAM)
    assert list(shape(plan_parcels(THREE, (LYON, near)))) == ["potsdam"]
    down = replace(near, state=FactoryState.DOWN)
    assert list(shape(plan_parcels(THREE, (LYON, down)))) == ["lyon"]


def test_what_is_at_a_factory_already_draws_the_others_there():
    waiting = {item: THREE[item] for item in ("clip", "gasket")}
    near = replace(LYON, id="potsdam", place=POTSDAM)
    assert shape(plan_parcels(waiting, (LYON, near, BERLIN), {"grommet": "lyon"})) == {
        "lyon": ("grommet", "clip", "gasket")
    }
    assert shape(plan_parcels(waiting, (BERLIN, OSLO), {"grommet": "berlin"})) == {
        "berlin": ("grommet", "clip"),
        "oslo": ("gasket",),
    }


def test_a_part_does_not_go_back_to_who_failed_it_to_save_a_parcel():
    failed = THREE | {"clip": replace(THREE["clip"], failures={"lyon": 1})}
    assert shape(plan_parcels(failed, (LYON, BERLIN))) == {"berlin": ("grommet", "clip"), "lyon": ("gasket",)}
    assert shape(plan_parcels(failed, (LYON,))) == {"lyon": tuple(THREE)}


PROCESSES = st.sampled_from(["mjf", "fdm", "cut", "sls"])
FACTORIES = st.builds(
    lambda name, place, processes, state: Factory(
        name, name, place, tuple(Machine(each, each, ROOM, ("X",)) for each in processes), state
    ),
    st.sampled_from("abcdefgh"),
    st.builds(Place, st.integers(-60, 60), st.integers(-180, 180)),
    st.lists(PROCESSES, min_size=1, max_size=3, unique=True),
    st.sampled_from([FactoryState.UP] * 3 + [FactoryState.DOWN]),
)
NETWORKS = st.lists(FACTORIES, max_size=6, unique_by=lambda each: each.id)
GROUPS = st.dictionaries(st.sampled_from("123456"), PROCESSES.map(lambda each: need(each, "X")), max_size=5)


def makers(group, factories):
    """For each factory that is up the items it can make, by its own reading."""
    return {
        each.id: {
            item for item, one in group.items() if any(machine.process == one.process for machine in each.machines)
        }
        for each in factories
        if each.state is FactoryState.UP
    }


@given(GROUPS, NETWORKS)
def test_every_item_is_in_one_parcel_or_nobody_can_make_it(group, factories):
    plan = plan_parcels(group, factories)
    can = makers(group, factories)
    assert sorted([item for each in plan.parcels for item in each.items] + [*plan.unplaced]) == sorted(group)
    assert all(set(each.items) <= can[each.factory] for each in plan.parcels)
    assert {*plan.unplaced} == {item for item in group if not any(item in each for each in can.values())}


@given(GROUPS, NETWORKS)
def test_there_are_as_few_parcels_as_can_be(group, factories):
    plan, can = plan_parcels(group, factories), makers(group, factories)
    placed = {*group} - {*plan.unplaced}
    fewest = next(
        count
        for count in range(len(can) + 1)
        if any(placed <= set().union(*(can[each] for each in some)) for some in combinations(can, count))
    )
    assert len(plan.parcels) == fewest


@given(PROCESSES, NETWORKS)
def test_one_part_goes_where_its_route_does(process, factories):
    one = need(process, "X")
    route, plan = find_route(one, factories), plan_parcels({"part": one}, factories)
    assert [each.factory for each in plan.parcels] == ([route.chosen.factory] if route.chosen else [])
    if route.chosen:
        far = great_circle_km(POTSDAM, next(each.place for each in factories if each.id == route.chosen.factory))
        assert abs(plan.parcels[0].distance_km - far) < 1e-5
