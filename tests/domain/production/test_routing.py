from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.orders.wishes import Wish
from configurator.domain.places import Place, great_circle_km
from configurator.domain.production.factories import Factory, FactoryState, Machine
from configurator.domain.production.promises import Promise
from configurator.domain.production.routing import find_route
from configurator.domain.production.routing_requirements import RoutingRequirements

JET = Machine("jet", "mjf", (380.0, 284.0, 380.0), ("PA12",))
SMALL_JET = Machine("compact", "mjf", (190.0, 254.0, 332.0), ("PA12", "TPU"))
PRINTER = Machine("printer", "fdm", (250.0, 210.0, 210.0), ("PETG",))
BERLIN = Factory("berlin", "Berlin", Place(52.5, 13.4), (JET, SMALL_JET))
LYON = Factory("lyon", "Lyon", Place(45.8, 4.8), (JET, PRINTER))
OSLO = Factory("oslo", "Oslo", Place(59.9, 10.8), (JET,))
ALL = (LYON, OSLO, BERLIN)
GROMMET = RoutingRequirements("mjf", "PA12", (21.4, 21.4, 4.5), Place(52.4, 13.1))


def changed(**facts):
    return replace(GROMMET, **facts)


def rejected(need, *factories):
    return {each.factory: each.reasons for each in find_route(need, factories).rejected}


def test_the_nearest_is_chosen_and_the_others_are_told_how_far_they_are():
    route = find_route(GROMMET, ALL)
    assert (route.chosen.factory, route.chosen.reasons) == ("berlin", ("nearest (23 km) of 3 that can make it",))
    assert [(each.factory, each.machine, each.reasons) for each in route.rejected] == [
        ("oslo", "jet", ("farther: 846 km, 23 km to berlin",)),
        ("lyon", "jet", ("farther: 949 km, 23 km to berlin",)),
    ]


@pytest.mark.parametrize(
    ("state", "reason"), [(FactoryState.DOWN, "it is down"), (FactoryState.PAUSED, "it takes no new jobs (paused)")]
)
def test_who_is_not_up_gets_nothing(state, reason):
    away = replace(BERLIN, state=state)
    assert find_route(GROMMET, (away, OSLO)).chosen.factory == "oslo"
    assert rejected(GROMMET, away, OSLO) == {"berlin": (reason,)}


def test_process_and_material_are_told_apart():
    assert rejected(changed(process="sls"), LYON) == {"lyon": ("it has no machine for laser sintering",)}
    cut = changed(process="cut", material="NBR")
    assert rejected(cut, LYON) == {"lyon": ("it has no machine for cutting from sheet",)}
    assert rejected(changed(material="TPU"), LYON) == {"lyon": ("it does not run TPU on jet",)}
    # PETG runs there, but on a machine of another process.
    assert rejected(changed(material="PETG"), LYON) == {"lyon": ("it does not run PETG on jet",)}


def test_a_part_too_large_is_told_by_how_much_for_the_machine_that_comes_nearest():
    too_long = rejected(changed(size_mm=(400.0, 50.0, 20.0)), BERLIN)["berlin"]
    assert too_long == ("the part (400 x 50 x 20 mm) is 20 mm too large for jet (380 x 284 x 380 mm)",)
    bulky = rejected(changed(size_mm=(290.0, 390.0, 379.96)), BERLIN)["berlin"]
    assert bulky == ("the part (290 x 390 x 380 mm) is 6 mm and 10 mm too large for jet (380 x 284 x 380 mm)",)


def test_a_machine_without_the_material_is_not_the_one_that_comes_nearest():
    (reason,) = rejected(changed(material="TPU", size_mm=(330.0, 260.0, 195.0)), BERLIN)["berlin"]
    assert reason == "the part (330 x 260 x 195 mm) is 5 mm and 6 mm too large for compact (190 x 254 x 332 mm)"


def test_a_part_that_fits_when_laid_on_its_side_fits():
    assert find_route(changed(size_mm=(284.0, 380.0, 380.0)), (OSLO,)).chosen.machine == "jet"
    assert find_route(changed(size_mm=(284.0, 380.00001, 380.0)), (OSLO,)).chosen.machine == "jet"
    assert find_route(changed(size_mm=(284.0, 380.001, 380.0)), (OSLO,)).chosen is None


# A rod askew in its frame: its box is square, and stood on an end it is tall and thin.
ROD = {"size_mm": (300.0, 300.0, 20.0), "pose_mm": (415.0, 20.0, 20.0)}
LONG = Machine("long", "mjf", (420.0, 100.0, 100.0), ("PA12",))


def test_a_part_whose_box_is_too_large_goes_where_it_fits_as_it_best_lies():
    shop = replace(OSLO, machines=(LONG,))
    assert find_route(changed(**ROD), (shop,)).chosen.machine == "long"
    assert rejected(changed(**ROD, material="TPU"), shop)["oslo"] == ("it does not run TPU on long",)
    assert find_route(changed(**ROD | {"pose_mm": None}), (shop,)).chosen is None


def test_a_part_that_does_not_fit_as_it_best_lies_goes_where_its_box_fits():
    shop = replace(OSLO, machines=(JET, LONG))
    assert (
        find_route(changed(size_mm=(300.0, 250.0, 200.0), pose_mm=(430.0, 20.0, 20.0)), (shop,)).chosen.machine == "jet"
    )


def test_a_part_that_fits_no_way_is_told_as_it_comes_closest():
    shop = replace(OSLO, machines=(replace(LONG, build_mm=(410.0, 100.0, 100.0)),))
    assert rejected(changed(**ROD), shop)["oslo"] == (
        "the part (415 x 20 x 20 mm as it best lies) is 5 mm too large for long (410 x 100 x 100 mm)",
    )
    assert rejected(changed(**ROD | {"pose_mm": (600.0, 20.0, 20.0)}), replace(OSLO, machines=(SMALL_JET,)))[
        "oslo"
    ] == ("the part (300 x 300 x 20 mm) is 46 mm too large for compact (190 x 254 x 332 mm)",)


def test_a_size_that_is_no_number_fits_nowhere():
    assert find_route(changed(size_mm=(float("nan"), 5.0, 5.0)), (OSLO,)).chosen is None


def test_the_smallest_machine_that_fits_is_taken():
    twin, last = replace(SMALL_JET, id="another"), replace(SMALL_JET, id="zero")
    assert find_route(GROMMET, (replace(BERLIN, machines=(JET, last)),)).chosen.machine == "zero"
    assert find_route(GROMMET, (replace(BERLIN, machines=(SMALL_JET, twin, JET)),)).chosen.machine == "another"
    assert find_route(changed(size_mm=(300.0, 250.0, 200.0)), (BERLIN,)).chosen.machine == "jet"


def test_every_reason_against_a_factory_is_told():
    need = changed(material="TPU", size_mm=(400.0, 1.0, 1.0), pick_up="oslo")
    assert [len(each) for each in rejected(need, replace(LYON, state=FactoryState.DOWN)).values()] == [4]


def test_where_the_customer_collects_it_is_made_or_nowhere():
    need = changed(place=None, pick_up="lyon")
    route = find_route(need, ALL)
    assert (route.chosen.factory, route.chosen.reasons) == ("lyon", ("the customer collects there",))
    assert {each.reasons for each in route.rejected} == {("the customer collects at lyon",)}
    assert find_route(need, (BERLIN, replace(LYON, state=FactoryState.PAUSED))).chosen is None


def test_who_failed_this_item_before_comes_after_those_who_did_not():
    route = find_route(changed(failures={"berlin": 1}), ALL)
    merits = ("1 other failed this item more often", "nearest (846 km) of the 2 left")
    assert (route.chosen.factory, route.chosen.reasons) == ("oslo", merits)
    assert {each.factory: each.reasons for each in route.rejected} == {
        "lyon": ("farther: 949 km, 846 km to oslo",),
        "berlin": ("failed this item before (1 time)",),
    }
    twice = rejected(changed(failures={"berlin": 1, "oslo": 2, "lyon": 1}), *ALL)["oslo"]
    assert twice == ("failed this item before (2 times)", "farther: 846 km, 23 km to berlin")


def test_the_only_one_is_taken_though_it_failed():
    route = find_route(changed(failures={"berlin": 5}), (BERLIN,))
    assert (route.chosen.factory, route.chosen.reasons) == ("berlin", ("no other can make it",))


def test_without_a_place_the_first_by_id_is_taken_and_no_distance_is_made_up():
    route = find_route(changed(place=None), ALL)
    assert (route.chosen.factory, route.chosen.distance_km) == ("berlin", None)
    assert route.chosen.reasons == ("first of 3 that can make it",)
    assert {each.reasons for each in route.rejected} == {("as good as berlin, which comes first by id",)}


def test_two_distances_that_differ_do_not_read_alike():
    near = replace(OSLO, id="near", place=Place(52.5, 13.4005))
    (reason,) = rejected(GROMMET, near, BERLIN)["near"]
    assert reason == "farther: 23.202 km, 23.173 km to berlin"


def test_those_that_could_have_made_it_come_before_those_that_could_not_though_nearer():
    near = replace(BERLIN, id="aachen", state=FactoryState.DOWN)
    assert [each.factory for each in find_route(GROMMET, (near, *ALL)).rejected] == ["oslo", "lyon", "aachen"]


def test_with_no_factory_there_is_no_route():
    assert find_route(GROMMET, ()).as_dict() == {"chosen": None, "rejected": [], "others": {}}


def test_in_json_distances_are_short_and_tuples_are_lists():
    found = find_route(GROMMET, (BERLIN, replace(LYON, state=FactoryState.DOWN))).as_dict()
    assert found == {
        "chosen": {"factory": "berlin", "machine": "compact", "distance_km": 23.2, "reasons": ["no other can make it"]},
        "rejected": [{"factory": "lyon", "machine": "jet", "distance_km": 949.4, "reasons": ["it is down"]}],
        "others": {},
    }


def test_the_nearest_ten_are_told_in_full_and_the_rest_are_counted_by_their_first_reason():
    near = [replace(BERLIN, id=f"down{number:02}", state=FactoryState.DOWN) for number in range(12)]
    far = [replace(LYON, id=f"far{number:02}", place=Place(40.0 - number, 4.8)) for number in range(15)]
    no_process = replace(LYON, id="z", place=Place(-40.0, 4.8), machines=(PRINTER,))
    route = find_route(GROMMET, (*near, *far, no_process))
    assert route.chosen.factory == "far00"
    assert [each.factory for each in route.rejected] == ["far01", "far02", "far03", *(f"down{n:02}" for n in range(7))]
    assert route.others == {"it is down": 5, "it has no machine for multi jet fusion": 1, "farther": 11}


def promise(arrives_at, price, currency="EUR"):
    return Promise("2026-12-01T08:00:00Z", arrives_at, None if price is None else Decimal(price), currency)


PROMISES = {
    "berlin": promise("2026-12-04T10:00:00Z", "14.00"),
    "oslo": promise("2026-12-02T10:00:00Z", "12.40"),
    "lyon": promise("2026-12-03T10:00:00Z", "9.90"),
}


@pytest.mark.parametrize(
    ("wish", "order", "reason"),
    [
        ("nearest", ["berlin", "oslo", "lyon"], "nearest (23 km) of 3 that can make it"),
        ("soonest", ["oslo", "lyon", "berlin"], "soonest (2 Dec 2026 10:00 UTC) of 3 that can make it"),
        ("cheapest", ["lyon", "oslo", "berlin"], "cheapest (EUR 9.90) of 3 that can make it"),
    ],
)
def test_the_customers_wish_ranks_those_that_can(wish, order, reason):
    route = find_route(changed(wish=Wish(wish)), ALL, PROMISES)
    assert [route.chosen.factory, *(each.factory for each in route.rejected)] == order
    assert route.chosen.reasons == (reason,)


def test_what_was_not_wished_most_is_told_by_the_promises():
    route = find_route(changed(wish=Wish.SOONEST), ALL, PROMISES)
    assert {each.factory: each.reasons[0] for each in route.rejected} == {
        "lyon": "arrives later: 3 Dec 2026 10:00 UTC, 2 Dec 2026 10:00 UTC from oslo",
        "berlin": "arrives later: 4 Dec 2026 10:00 UTC, 2 Dec 2026 10:00 UTC from oslo",
    }


def test_an_unknown_promise_comes_last_for_the_wish_and_says_so():
    route = find_route(changed(wish=Wish.SOONEST), ALL, {"lyon": PROMISES["lyon"]})
    assert [each.reasons[0] for each in route.rejected] == ["no date is known of it"] * 2
    assert route.chosen.factory == "lyon"
    unknown = find_route(changed(wish=Wish.SOONEST), ALL)
    assert unknown.chosen.reasons == ("no date is known: nearest (23 km) of 3 that can make it",)


def test_a_price_on_request_or_in_another_currency_is_never_the_cheapest():
    promises = PROMISES | {"oslo": promise("2026-12-02T10:00:00Z", "1.00", "NOK"), "lyon": promise("x", None, "")}
    route = find_route(changed(wish=Wish.CHEAPEST), ALL, promises)
    assert route.chosen.factory == "berlin"
    reasons = {each.factory: each.reasons[0] for each in route.rejected}
    assert reasons == {"oslo": "its price is in NOK", "lyon": "no price is known of it"}


def test_failures_go_before_the_wish_and_a_promise_makes_nobody_able():
    promises = PROMISES | {"oslo": PROMISES["oslo"]}
    assert find_route(changed(wish=Wish.SOONEST, failures={"oslo": 1}), ALL, promises).chosen.factory == "lyon"
    down = replace(OSLO, state=FactoryState.DOWN)
    assert find_route(changed(wish=Wish.SOONEST), (BERLIN, down), promises).chosen.factory == "berlin"


def test_what_is_sent_with_other_parts_of_the_order_goes_before_the_wish():
    route = find_route(changed(parcel="lyon"), ALL)
    assert (route.chosen.factory, route.chosen.reasons) == ("lyon", ("sent together with other parts of the order",))
    assert route.rejected[0].reasons == ("it would be a parcel of its own, beside that of lyon",)
    assert find_route(changed(parcel="lyon", failures={"lyon": 1}), ALL).chosen.factory == "berlin"


ROOMS, SIZES = [st.tuples(*[st.sampled_from(sides)] * 3) for sides in ([200.0, 300.0, 400.0], [100.0, 300.0, 310.0])]
PROCESSES, MATERIALS = st.sampled_from(["mjf", "mjf", "fdm"]), st.sampled_from(["PA12", "PA12", "TPU"])
PLACES = st.builds(Place, st.integers(-90, 90), st.integers(-180, 180))
MACHINES = st.builds(
    Machine, st.sampled_from("abcd"), PROCESSES, ROOMS, st.lists(MATERIALS, min_size=1, unique=True).map(tuple)
)
NAMES = ["aa", "bb", "cc", "dd", "ee", "ff"]
FACTORIES = st.builds(
    Factory,
    st.sampled_from(NAMES),
    st.just("Anywhere"),
    PLACES,
    st.lists(MACHINES, min_size=1, max_size=3, unique_by=lambda each: each.id).map(tuple),
    st.sampled_from([FactoryState.UP] * 3 + [FactoryState.PAUSED, FactoryState.DOWN]),
)
NETWORKS = st.lists(FACTORIES, max_size=6, unique_by=lambda each: each.id)
NEEDS = st.builds(
    RoutingRequirements,
    PROCESSES,
    MATERIALS,
    SIZES,
    st.none() | PLACES,
    st.sampled_from(["", "", "", *NAMES]),
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3)),
    st.none() | SIZES,
)


def makes(machine, need):
    """By its own reading of what fits: some turn of the box, or the pose turned on the bed, is within the machine."""
    x, y, z = need.size_mm
    turns = [(x, y, z), (x, z, y), (y, x, z), (y, z, x), (z, x, y), (z, y, x)]
    if need.pose_mm:
        x, y, z = need.pose_mm
        turns += [(x, y, z), (y, x, z)]
    fits = any(all(part <= room for part, room in zip(turn, machine.build_mm, strict=True)) for turn in turns)
    return machine.process == need.process and need.material in machine.materials and fits


def can(factory, need):
    here = need.pick_up in ("", factory.id)
    return factory.state is FactoryState.UP and here and any(makes(machine, need) for machine in factory.machines)


def far(factory, need):
    return 0.0 if need.place is None else great_circle_km(need.place, factory.place)


@given(NEEDS, NETWORKS)
def test_the_chosen_one_can_make_it_and_none_that_can_comes_before_it(need, factories):
    able = {each.id: each for each in factories if can(each, need)}
    chosen = find_route(need, factories).chosen
    assert (chosen is None) == (not able)
    if chosen:
        machines = {each.id: each for each in able[chosen.factory].machines}
        assert makes(machines[chosen.machine], need)
        first = min(able.values(), key=lambda each: (need.failures.get(each.id, 0), far(each, need), each.id))
        assert chosen.factory == first.id


@given(NEEDS, NETWORKS)
def test_every_factory_appears_once_and_each_with_a_reason(need, factories):
    route = find_route(need, factories)
    listed = [*([route.chosen] if route.chosen else []), *route.rejected]
    assert sorted(each.factory for each in listed) == sorted(each.id for each in factories)
    assert all(each.reasons and all(each.reasons) for each in listed)


@given(NEEDS, NETWORKS, st.integers(1, 4))
def test_the_rest_are_counted_each_once(need, factories, copies):
    many = [replace(each, id=f"{each.id}{number}") for each in factories for number in range(copies)]
    route = find_route(need, many)
    assert len(route.rejected) <= 10
    assert (route.chosen is not None) + len(route.rejected) + sum(route.others.values()) == len(many)
    assert all(route.others.values())


@given(NEEDS, NETWORKS.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_of_the_factories_does_not_matter(need, orders):
    assert find_route(need, orders[0]) == find_route(need, orders[1])


@given(NEEDS, NETWORKS, st.randoms(use_true_random=False))
def test_the_order_of_the_machines_does_not_matter(need, factories, random):
    mixed = [replace(each, machines=tuple(random.sample(each.machines, len(each.machines)))) for each in factories]
    assert find_route(need, mixed) == find_route(need, factories)


@given(NEEDS, NETWORKS)
def test_those_that_could_have_made_it_come_first_among_the_rejected(need, factories):
    able = {each.id for each in factories if can(each, need)}
    ranks = [each.factory not in able for each in find_route(need, factories).rejected]
    assert ranks == sorted(ranks)
