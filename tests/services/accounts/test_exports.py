from dataclasses import replace

from support.ordering import CLINIC, placed_order, read_events

from configurator.domain.actors import VISITOR, Actor
from configurator.services.accounts.exports import record_followed
from configurator.services.admin.taken_out import record_backup, record_taken
from configurator.services.orders.personal_data import export_person
from configurator.settings import Settings

TOKEN = Actor("T-1", "prescriber", "clinic-bern", account="P-1")


def test_whoever_takes_out_whom_an_order_is_for_stands_in_the_record(context):
    order = placed_order(context)
    export_person(context, replace(CLINIC, organisation="clinic-bern"), order.id)
    event = read_events(context)[-1]
    assert (event.kind, event.order_id, event.role, event.organisation) == (
        "person_exported", order.id, "clinician", "clinic-bern",
    )  # fmt: skip


def test_a_program_that_follows_an_order_is_told_of_once_in_an_hour_and_a_visitor_not(context):
    order = placed_order(context)
    before = len(read_events(context))
    for actor in (TOKEN, TOKEN, VISITOR, replace(TOKEN, id="T-2")):
        record_followed(context.acting_as(actor), "order", order.id)
    record_followed(context.acting_as(TOKEN), "batch", "7KQ2M4XD9C")
    told = [(each.kind, each.actor, each.order_id, each.data) for each in read_events(context)[before:]]
    assert told == [
        ("order_exported", "T-1", order.id, {}),
        ("order_exported", "T-2", order.id, {}),
        ("batch_exported", "T-1", "", {"batch": "7KQ2M4XD9C"}),
    ]


def test_a_backup_stands_in_the_record_and_is_made_where_that_cannot_be_written(context, tmp_path, caplog):
    url = context.engine.url.render_as_string(hide_password=False)
    record_backup(Settings(tmp_path, url, str(tmp_path)), CLINIC)
    record_taken(context.engine, CLINIC, "database_exported")
    assert [each.kind for each in read_events(context)] == ["backup_exported", "database_exported"]
    record_backup(Settings(tmp_path, f"sqlite:///{tmp_path / 'none.db'}", str(tmp_path)), CLINIC)
    assert "not recorded" in caplog.text
