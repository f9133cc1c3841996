"""Placing batches and looking at them; on both databases."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import func, select
from support.databases import ON_BOTH
from support.ordering import CLINIC, queued_works, row, run_concurrently

from configurator.domain.actors import Actor
from configurator.domain.errors import Refused
from configurator.services.batches.batches import MAX_ROWS, place_batch, show_batch
from configurator.services.designs.csv_tables import SURPLUS_COLUMN
from configurator.services.orders.json_shapes import batch_json
from configurator.store import tables
from configurator.store.database import read_transaction

ROWS = [row(14), row("1in"), row(16, cable=20), row(14)]


def place(context, rows=ROWS, key="1", actor=CLINIC, template="grommet", formats=("stl", "step")):
    return place_batch(context, actor, key, template, rows, formats)


def rows_kept(context):
    with read_transaction(context.engine) as connection:
        kept = (tables.batches, tables.batch_rows, tables.designs)
        return [connection.scalar(select(func.count()).select_from(each)) for each in kept]


def refused(context, **asked):
    """Why it is refused; nothing of it must be left."""
    before = rows_kept(context), queued_works(context)
    with pytest.raises(Refused) as error:
        place(context, **asked)
    assert (rows_kept(context), queued_works(context)) == before
    (problem,) = error.value.problems
    return problem


def test_a_batch_is_placed_with_the_work_for_every_row_that_can_be_made(context):
    placed = place(context)
    assert placed.new and placed.batch == show_batch(context, placed.batch.token)
    batch = placed.batch
    assert (batch.template, batch.formats, batch.placed_by, batch.key) == ("grommet", ("stl", "step"), CLINIC.id, "1")
    assert [(each.number, each.status) for each in batch.rows] == [
        (1, "waiting"), (2, "waiting"), (3, "refused"), (4, "waiting"),
    ]  # fmt: skip
    assert batch.counts() == {"waiting": 3, "made": 0, "refused": 1, "failed": 0}
    assert queued_works(context) == [("make_row", (batch.id, number, 1)) for number in (1, 2, 4)]
    first, second, third, fourth = batch.rows
    assert first.design == fourth.design
    assert second.design.parameters["hole_diameter"] == 25.4
    assert (third.design, third.problems[0].fields) == (None, ("cable_diameter", "hole_diameter"))


@pytest.mark.parametrize(
    ("bad", "field", "says"),
    [
        (row("nan"), "hole_diameter", "not a number"),
        (row("14,5"), "hole_diameter", "not a number"),
        ({"hole_diameter": "14", "panel_thickness": "", "cable_diameter": " "}, "panel_thickness", "missing"),
        (row(14) | {"panel_thickness": None}, "panel_thickness", "missing"),
        (row(14) | {"hole_diameter_in": "0.5"}, "hole_diameter", "twice"),
        (row(14) | {SURPLUS_COLUMN: "5"}, "file", "a cell too many"),
    ],
)
def test_a_bad_row_is_told_with_field_and_remedy_and_the_others_go_on(context, bad, field, says):
    batch = place(context, [row(14), bad, row(15)]).batch
    assert [each.status for each in batch.rows] == ["waiting", "refused", "waiting"]
    problem = batch.rows[1].problems[0]
    assert problem.fields == (field,) and says in problem.message and problem.hint


def test_a_doubt_stays_with_its_row(context):
    thick = {"hole_diameter": "5", "panel_thickness": "8", "cable_diameter": "2"}
    (kept,) = place(context, [thick]).batch.rows
    assert kept.status == "waiting"
    assert [(each.severity, each.fields) for each in kept.problems] == [
        ("warning", ("panel_thickness", "hole_diameter"))
    ]


def test_numbers_will_do_for_texts_and_names_that_nobody_uses_are_told(context):
    rows = [{"hole_diameter": 14, "panel_thickness": 1.5, "cable_diameter": 8, "note": "a"}, row(15) | {"car": "b"}]
    placed = place(context, rows)
    assert placed.ignored == ("note", "car")
    assert placed.batch.counts()["waiting"] == 2


def test_placed_twice_with_one_key_it_is_one_batch(context):
    once = place(context)
    before = rows_kept(context), queued_works(context)
    again = place(context, actor=CLINIC, key=" 1 ", formats=("step", "stl", "step"))
    assert (again.batch, again.new) == (once.batch, False)
    assert (rows_kept(context), queued_works(context)) == before
    other = place(context, actor=Actor("clinic-8")).batch
    assert other.id != once.batch.id and other.token != once.batch.token


@pytest.mark.parametrize(
    "other",
    [{"rows": ROWS[:-1]}, {"rows": [row(14.1), *ROWS[1:]]}, {"formats": ["stl"]}, {"template": "foot_orthosis"}],
)
def test_a_key_that_was_used_for_something_else_is_refused(context, other):
    place(context)
    assert refused(context, **other).fields == ("key",)


@ON_BOTH
def test_placed_by_many_at_the_same_moment_it_is_one_batch(context):
    found = run_concurrently(*[partial(place, context)] * 4)
    assert sorted(each.new for each in found) == [False, False, False, True]
    assert len({each.batch.id for each in found}) == 1
    assert len(queued_works(context)) == 3


@ON_BOTH
def test_batches_of_the_same_new_designs_do_not_wait_for_each_other_for_ever(context):
    for round_ in range(3):
        rows = [row(20 + round_ + tenth / 10) for tenth in range(8)]
        calls = [partial(place, context, each, f"{round_} {each[0]}") for each in (rows, rows[::-1])]
        assert [each.new for each in run_concurrently(*calls)] == [True, True]


@pytest.mark.parametrize(
    ("asked", "field", "says"),
    [
        ({"rows": []}, "rows", "1 to 1000"),
        ({"rows": [row(14)] * (MAX_ROWS + 1)}, "rows", "several batches"),
        ({"rows": [{"hole_diameter": "\0"}]}, "batch", "anew"),
        ({"rows": [{"hole_diameter": "\ud800"}]}, "batch", "anew"),
        ({"formats": []}, "formats", "stl, step, 3mf, glb"),
        ({"formats": ["stp"]}, "formats", "'step'"),
        ({"template": "gromet"}, "template", "'grommet'"),
        ({"key": " "}, "key", "unique"),
    ],
)
def test_what_cannot_be_begun_is_refused_as_a_whole(context, asked, field, says):
    problem = refused(context, **asked)
    assert problem.fields == (field,) and says in problem.hint


def test_as_many_rows_as_are_allowed_are_kept_in_their_order(context):
    batch = place(context, [row(14 + number / 1000) for number in range(MAX_ROWS)]).batch
    assert [each.number for each in batch.rows] == list(range(1, MAX_ROWS + 1))
    assert batch.rows[-1].design.parameters["hole_diameter"] == 14.999
    assert len(queued_works(context)) == MAX_ROWS


def test_a_batch_that_is_rolled_back_leaves_no_work(context):
    def enqueue(connection, work):
        context.enqueue(connection, work)
        raise OSError("the machine stops here")

    before = rows_kept(context)
    with pytest.raises(OSError, match="stops"):
        place(replace(context, enqueue=enqueue))
    assert (rows_kept(context), queued_works(context)) == (before, [])
    assert place(context).new


@pytest.mark.parametrize("change", [lambda token: "", lambda token: token[:-1], lambda token: f"{token}\0"])
def test_a_token_that_is_not_whole_leads_nowhere(context, change):
    with pytest.raises(Refused, match="no batch under this link") as error:
        show_batch(context, change(place(context).batch.token))
    assert error.value.problems[0].fields == ("token",)


def test_a_batch_in_json_has_every_row_and_not_the_token(context):
    batch = place(context).batch
    shape = batch_json(batch)
    assert shape.keys() == {"id", "template", "formats", "placed_at", "placed_by", "key", "counts", "rows"}
    assert shape["counts"]["refused"] == 1
    first, _, third, _ = shape["rows"]
    assert (first["number"], first["status"], first["files"]) == (1, "waiting", {})
    assert first["design"]["digest"] == batch.rows[0].design.digest
    assert (third["design"], third["problems"][0]["fields"]) == (None, ["cable_diameter", "hole_diameter"])
    assert batch.token not in str(shape)


def test_where_the_part_of_a_row_sits_is_kept_and_what_no_offer_fits_there_refused(context):
    said = [row(14) | {"zone": "outside", "fluids": "none"}, row(15) | {"zone": "seat belts"}, row(16)]
    placed = place(context, said)
    batch = show_batch(context, placed.batch.token)
    assert [each.status for each in batch.rows] == ["waiting", "refused", "waiting"]
    assert [each.installation.as_dict() for each in batch.rows] == [
        {"zone": "outside", "fluids": []},
        {"zone": "seat belts", "fluids": None},
        {},
    ]
    assert batch.rows[1].problems[0].fields == ("zone",) and placed.ignored == ()


def test_of_what_is_no_part_of_a_vehicle_such_columns_say_nothing(context):
    foot = {
        "side": "left",
        "foot_length": "262",
        "foot_breadth": "98",
        "ball_of_foot_length": "194",
        "heel_breadth": "70",
    }
    placed = place(context, [foot | {"zone": "north"}], template="foot_orthosis")
    assert placed.ignored == ("zone",) and placed.batch.rows[0].status == "waiting"
