from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import func, select
from support.databases import ON_BOTH
from support.ordering import (
    ANNA,
    BERLIN,
    CLINIC,
    LYON,
    POTSDAM,
    add_factories,
    design,
    event_kinds,
    item_request,
    load_order,
    order_request,
    placed_order,
    queued_works,
    read_events,
    run_concurrently,
)

from configurator import catalogue
from configurator.domain.actors import Actor
from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import Sheet, SheetEntry
from configurator.domain.parts.designs import Design
from configurator.domain.places import Place
from configurator.domain.production.factory_files import factory_facts, read_factory
from configurator.services.designs.configure import build_design
from configurator.services.orders.place_order import place_order
from configurator.store import tables
from configurator.store.database import read_transaction


def rows(context):
    with read_transaction(context.engine) as connection:
        tables_ = (tables.orders, tables.items, tables.people, tables.events, tables.designs)
        return [connection.scalar(select(func.count()).select_from(each)) for each in tables_]


def problems(context, wanted, actor=CLINIC):
    """Why it is refused; nothing of it must be left."""
    before = rows(context), queued_works(context)
    with pytest.raises(Refused) as error:
        place_order(context, actor, wanted)
    assert (rows(context), queued_works(context)) == before
    return error.value.problems


def test_an_order_is_placed_with_its_items_and_the_work_to_make_them(context):
    placed = place_order(context, CLINIC, order_request("firewall", "smallest"))
    assert placed.new and placed.problems == ()
    assert placed.order == load_order(context, placed.order.id)
    assert (placed.order.state, [item.state for item in placed.order.items]) == ("placed", ["waiting"] * 2)
    assert queued_works(context) == [("make_item", (item.id, 1)) for item in placed.order.items]
    told = read_events(context)
    assert [event.kind for event in told] == ["order_placed", "item_added", "item_added"]
    assert {(event.actor, event.order_id) for event in told} == {(CLINIC.id, placed.order.id)}
    assert told[0].data["person"] == placed.order.person


def test_placed_twice_with_one_key_it_is_one_order(context):
    once = place_order(context, CLINIC, order_request())
    before = rows(context), queued_works(context)
    again = place_order(context, CLINIC, order_request(key=" 1 "))
    assert (again.order, again.new) == (once.order, False)
    assert (rows(context), queued_works(context)) == before


def test_an_order_has_a_token_of_its_own_whenever_it_is_placed_and_no_record_of_it(context):
    one, again = (place_order(context, CLINIC, order_request()).order for _ in range(2))
    other = placed_order(context, "2")
    assert one.token == again.token != other.token
    assert len(one.token) == len(other.token) == 32
    text = f"{read_events(context)} {queued_works(context)} {one}"
    assert one.token not in text and other.token not in text


@pytest.mark.parametrize(
    "other",
    [
        order_request("smallest"),
        order_request(quantity=2),
        order_request(person=replace(ANNA, address={**ANNA.address, "street": "Lindenweg 6"})),
        order_request(place=Place(POTSDAM.latitude, POTSDAM.longitude + 0.001)),
    ],
)
def test_a_key_stands_for_one_order(context, other):
    order = placed_order(context)
    (problem,) = problems(context, other)
    assert problem.fields == ("key",) and order.id in problem.message and "new key" in problem.hint


def test_another_actor_has_keys_of_its_own(context):
    one, other = (
        place_order(context, CLINIC, order_request()),
        place_order(context, Actor("clinic-8"), order_request("smallest")),
    )
    assert other.new and one.order.id != other.order.id


@pytest.mark.parametrize("key", ["", "  ", "x" * 201, "two\nlines", "\0", "\ud800"])
def test_a_key_is_a_short_line_of_text(context, key):
    (problem,) = problems(context, order_request(key=key))
    assert problem.fields == ("key",) and problem.hint


def one(**facts):
    return replace(order_request(), items=(replace(item_request(design()), **facts),))


@pytest.mark.parametrize(
    ("wanted", "field", "message", "hint"),
    [
        (replace(order_request(), items=()), "items", "no items", "at least one"),
        (order_request(place=None), "deliver_to", "said once", "pick_up"),
        (order_request(pick_up="berlin"), "deliver_to", "said once", "pick_up"),
        (order_request(place=None, pick_up="berlim"), "pick_up", "no factory 'berlim'", "'berlin'"),
        (order_request(place=None, pick_up="xyz"), "pick_up", "no factory 'xyz'", "Collect it at Berlin"),
        (one(quantity=0), "quantity", "0 pieces", "1 to 1000"),
        (one(quantity=1001), "quantity", "1001 pieces", "1 to 1000"),
        (one(offer="mjf-tpo"), "offer", "no offer 'mjf-tpo'", "mjf-tpu"),
        (one(offer="fdm-petg"), "offer", "gives way at 70", "mjf-tpu"),
        (one(template="gromet"), "template", "gromet", "grommet"),
        (order_request(person=replace(ANNA, patient="\0")), "order", "NUL", "anew"),
        (order_request(person=replace(ANNA, address={"name": "\ud800"})), "order", "UTF-8", "anew"),
        (one(sheet=Sheet({"length": SheetEntry("length", float("nan"), "nan", "mm")})), "order", "nan", "anew"),
    ],
)
def test_what_cannot_be_made_or_delivered_is_refused(context, wanted, field, message, hint):
    add_factories(context, BERLIN)
    problem = problems(context, wanted)[0]
    assert problem.fields[0] == field
    assert message in problem.message and hint in problem.hint


def test_every_fault_is_told_at_once(context):
    wrong = replace(one(quantity=0), place=None)
    assert [problem.fields for problem in problems(context, wrong)] == [("deliver_to",), ("quantity",)]


def test_a_factory_to_pick_it_up_must_have_been_added(context):
    collected = order_request(place=None, pick_up="berlin")
    assert "add it first" in problems(context, collected)[0].hint
    add_factories(context, BERLIN)
    assert place_order(context, CLINIC, collected).order.pick_up == "berlin"


def test_it_is_collected_only_where_its_material_is_run(context):
    add_factories(context, replace(BERLIN, machines=(replace(BERLIN.machines[0], materials=("PA12",)),)))
    collected = order_request("firewall", place=None, pick_up="berlin")
    (problem,) = problems(context, collected)
    assert (problem.fields, problem.message) == (("pick_up",), "Berlin does not run TPU (MJF).")
    assert problem.hint == "Have it sent, or choose another material."
    add_factories(context, LYON)
    assert problems(context, collected)[0].hint.startswith("Collect it at Lyon, have it sent")
    assert place_order(context, CLINIC, replace(collected, pick_up="lyon")).new


def test_a_code_that_looks_like_a_name_is_doubted_but_taken(context):
    placed = place_order(context, Actor("Dr. Meier"), order_request(person=replace(ANNA, patient="Anna Meier")))
    assert placed.new
    assert [(problem.severity, problem.fields) for problem in placed.problems] == [
        ("warning", ("patient",)),
        ("warning", ("actor",)),
    ]


@ON_BOTH
def test_placed_by_many_at_the_same_moment_it_is_one_order(context):
    for key in "abc":
        found = run_concurrently(*[partial(place_order, context, CLINIC, order_request(key=key))] * 4)
        assert sorted(each.new for each in found) == [False, False, False, True]
        assert len({each.order.id for each in found}) == 1
    assert len(queued_works(context)) == 3
    assert event_kinds(context).count("order_placed") == 3


@ON_BOTH
def test_different_orders_under_one_key_at_the_same_moment_are_one_and_a_refusal(context):
    calls = [partial(place_order, context, CLINIC, order_request(preset)) for preset in ("firewall", "smallest")]
    refused, placed = sorted(run_concurrently(*calls), key=lambda each: not isinstance(each, Refused))
    assert isinstance(refused, Refused) and refused.problems[0].fields == ("key",)
    assert placed.new


@ON_BOTH
def test_orders_for_the_same_new_designs_do_not_wait_for_each_other_for_ever(context):
    def sized(preset, hole):
        return item_request(Design("grommet", "1", {**design(preset).parameters, "hole_diameter": hole}))

    for round_ in range(5):
        items = [sized("firewall", 20.0 + round_ + tenth / 10) for tenth in range(8)]
        both = [tuple(items), tuple(reversed(items))]
        requests = [replace(order_request(key=f"{round_}-{number}"), items=each) for number, each in enumerate(both)]
        calls = [partial(place_order, context, CLINIC, each) for each in requests]
        assert [each.new for each in run_concurrently(*calls)] == [True, True]


def test_an_order_that_is_rolled_back_leaves_no_work(context):
    def enqueue(connection, work):
        context.enqueue(connection, work)
        raise OSError("the machine stops here")

    before = rows(context)
    with pytest.raises(OSError, match="stops"):
        place_order(replace(context, enqueue=enqueue), CLINIC, order_request())
    assert (rows(context), queued_works(context)) == (before, [])
    assert placed_order(context).state == "placed"
    assert len(queued_works(context)) == 1


def test_a_place_far_from_every_factory_is_doubted(context):
    swapped, meant = order_request(place=Place(13.82, 51.05)), order_request(place=Place(51.05, 13.82))
    assert place_order(context, CLINIC, swapped).problems == (), "none is far where there is none"
    add_factories(context, BERLIN)
    (problem,) = place_order(context, CLINIC, replace(swapped, key="2")).problems
    assert (problem.severity, problem.fields) == ("warning", ("deliver_to",)) and "swapped" in problem.hint
    assert place_order(context, CLINIC, replace(meant, key="3")).problems == ()


def test_an_offer_that_no_factory_makes_is_told_at_once(context):
    gasket = catalogue.find("flange_gasket")
    cut = item_request(build_design(gasket, gasket.presets["four bolts"]), "")
    wanted = replace(order_request(), items=(cut, item_request(design())))
    assert place_order(context, CLINIC, wanted).problems == (), (
        "where there is no factory at all, that is told elsewhere"
    )
    add_factories(context, BERLIN)
    (problem,) = place_order(context, CLINIC, replace(wanted, key="2")).problems
    assert (problem.severity, problem.fields) == ("warning", ("offer",))
    assert problem.message.startswith(
        "No factory has a machine for cutting from sheet that takes aramid: the part waits"
    )
    knife = {"id": "knife", "process": "cut", "build_mm": [1500, 1500, 25], "materials": ["aramid"]}
    add_factories(context, read_factory({**factory_facts(LYON), "machines": [knife]}))
    assert place_order(context, CLINIC, replace(wanted, key="3")).problems == ()
