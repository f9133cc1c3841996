import json
from dataclasses import replace

import pytest
from support.here import run_here
from support.ordering import (
    ANNA,
    BERLIN,
    CLINIC,
    OPERATOR,
    OSLO,
    POTSDAM,
    WORKER,
    PicturePool,
    add_factories,
    advance,
    design,
    dispatch_job,
    event_kinds,
    item_request,
    job_in_state,
    jobs_of,
    load_job,
    load_order,
    make_items,
    order_request,
    placed_order,
    queued_works,
    read_events,
)  # fmt: skip

from configurator import catalogue
from configurator.domain.actors import Actor
from configurator.domain.errors import Blocked, blocked
from configurator.domain.orders.requests import OrderRequest
from configurator.domain.production.factories import FactoryState
from configurator.domain.production.factory_files import factory_facts, factory_from_dict, read_factory
from configurator.pool import process
from configurator.services.common.workflows import RETRY_PAUSE_S
from configurator.services.designs.configure import build_design
from configurator.services.factories.factories import add_factory
from configurator.services.making.make import file_stem
from configurator.services.orders.approve import approve_order
from configurator.services.orders.cancel import cancel_order
from configurator.services.production import dispatch, job_reports
from configurator.services.production.availability import set_factory_state
from configurator.services.production.dispatch import factory_of_job, postpone_job, postpone_withdrawal, take_back_job
from configurator.services.production.job_files import find_job_files

GASKET = catalogue.find("flange_gasket")


@pytest.fixture
def routed(context):
    add_factories(context, BERLIN, OSLO)
    return job_in_state(context, "routed", request=order_request(quantity=3))


@pytest.fixture
def works(context):
    """A context whose work is noted here instead of being enqueued."""
    noted = []
    return replace(context, enqueue=lambda connection, work: noted.append(work)), noted


def meanwhile(monkeypatch, happens):
    """Have something happen right after the factory got the files."""
    really = dispatch.call_target

    def call_target(*request):
        answer = really(*request)
        happens()
        return answer

    monkeypatch.setattr(dispatch, "call_target", call_target)


def test_a_routed_job_is_handed_over_with_all_that_belongs_to_it(context, routed):
    dispatch_job(context, WORKER, routed.id)
    folder = context.folders / "berlin" / routed.ticket
    job = json.loads((folder / "job.json").read_text())
    code = job["design"]["code"]
    assert {path.name for path in folder.iterdir()} == {
        "job.json", "traveller.pdf", f"grommet-{code}.pdf", f"grommet-{code}.dxf",
        f"grommet-{code}.quality.pdf", f"grommet-{code}.stl", f"grommet-{code}.step", f"grommet-{code}.3mf",
        f"grommet-{code}.png", f"grommet-{code}.report.json",
    }  # fmt: skip
    assert (job["ticket"], job["order"], job["factory"], job["machine"], job["quantity"], job["remake_of"]) == (
        routed.ticket, routed.order, "berlin", "jet", 3, "",
    )  # fmt: skip
    assert (job["offer"]["id"], job["template"]["id"]) == ("mjf-tpu", "grommet")
    assert [approval["actor"] for approval in job["approvals"]] == [CLINIC.id]
    after = load_job(context, routed.id)
    assert (after.state, after.epoch, after.factory) == ("handed_over", 1, "berlin")
    event = read_events(context, job_id=routed.id)[-1]
    assert (event.kind, event.actor, event.factory, event.data["epoch"]) == ("job_handed_over", WORKER.id, "berlin", 1)


def test_who_cuts_a_gasket_gets_what_the_cutter_follows(context):
    knife = {"id": "knife", "process": "cut", "build_mm": [1500, 1500, 25], "materials": ["NBR"]}
    cutter = read_factory({**factory_facts(BERLIN), "machines": [*factory_facts(BERLIN)["machines"], knife]})
    add_factories(context, cutter)
    gasket = build_design(GASKET, GASKET.presets["four bolts"])
    items = (item_request(gasket, "cut-nbr"), item_request(design()))
    ordered = placed_order(context, request=replace(order_request(), items=items))
    make_items(context, ordered)
    approve_order(context, CLINIC, ordered.id)
    handed = {}
    for job in jobs_of(context, ordered.id):
        files = context.folders / "berlin" / advance(context, job, "handed_over").ticket
        told = json.loads((files / "job.json").read_text())
        handed[told["template"]["id"]] = {name for name in told["files"] if name.endswith(".cut.dxf")}
        assert handed[told["template"]["id"]] == {path.name for path in files.glob("*.cut.dxf")}
    assert handed == {"flange_gasket": {f"{file_stem(gasket)}.cut.dxf"}, "grommet": set()}


def test_nothing_that_a_factory_gets_names_anybody(context, routed):
    dispatch_job(context, WORKER, routed.id)
    content = b"".join(path.read_bytes() for path in (context.folders / "berlin" / routed.ticket).iterdir())
    for name in (ANNA.patient, ANNA.prescription, *ANNA.address.values()):
        assert name.encode() not in content


def test_a_remake_and_a_deviation_are_told_to_the_factory(context):
    add_factories(context, BERLIN)
    order = placed_order(context)
    make_items(context, order, PicturePool(ok=False))
    approve_order(context, CLINIC, order.id, "The panel is soft.")
    (job,) = jobs_of(context, order.id)
    job_reports.report_failed(context, OPERATOR, advance(context, job, "claimed").ticket, "warped")
    again = advance(context, jobs_of(context, order.id)[1], "handed_over")
    told = json.loads((context.folders / "berlin" / again.ticket / "job.json").read_text())
    assert (told["remake_of"], told["approvals"][0]["deviation"]) == (job.id, "The panel is soft.")


def test_handed_over_again_nothing_changes(context, routed):
    dispatch_job(context, WORKER, routed.id)
    before = read_events(context), queued_works(context)
    dispatch_job(context, WORKER, routed.id)
    assert (read_events(context), queued_works(context)) == before


def test_a_worker_that_died_after_filling_the_folder_is_followed_by_one_that_says_so(context, routed, monkeypatch):
    class Death(Exception):
        pass

    def die():
        raise Death

    with monkeypatch.context() as patch, pytest.raises(Death):
        meanwhile(patch, die)
        dispatch_job(context, WORKER, routed.id)
    assert load_job(context, routed.id).state == "routed"
    dispatch_job(context, Actor("worker:2"), routed.id)
    assert load_job(context, routed.id).state == "handed_over"
    assert event_kinds(context, job_id=routed.id).count("job_handed_over") == 1


@pytest.mark.parametrize("state", ["waiting", "claimed", "started"])
def test_only_a_routed_job_is_handed_over(context, state):
    add_factories(context, BERLIN)
    job = job_in_state(context, state)
    before = read_events(context)
    dispatch_job(context, WORKER, job.id)
    assert (read_events(context), load_job(context, job.id)) == (before, job)


def test_a_folder_that_is_not_mounted_flags_the_job_once_and_is_tried_again_later(works, tmp_path):
    context, noted = works
    disk = tmp_path / "mnt" / "berlin"
    add_factory(context, Actor("network"), replace(BERLIN, folder=str(disk)))
    job = job_in_state(context, "routed")
    for _ in range(2):
        noted.clear()
        dispatch_job(context, WORKER, job.id)
        (again,) = noted
        assert (again.name, again.arguments, again.delay) == ("produce_job", (job.id,), RETRY_PAUSE_S)
    flagged = load_job(context, job.id)
    assert flagged.state == "routed"
    assert flagged.flag.startswith("hand-over failed, tried again every 20 s: ") and "Mount the disk" in flagged.flag
    assert event_kinds(context, job_id=job.id).count("job_flagged") == 1
    assert not disk.exists()

    disk.mkdir(parents=True)
    dispatch_job(context, WORKER, job.id)
    after = load_job(context, job.id)
    assert (after.state, after.flag) == ("handed_over", "")
    assert (disk / job.ticket / "traveller.pdf").is_file()


def test_a_full_disk_flags_the_job_and_leaves_nothing_behind(context, routed, monkeypatch):
    def full(*request):
        raise blocked("No space left on device.", "folder", hint="Free some space on its disk.")

    with monkeypatch.context() as patch:
        patch.setattr(dispatch, "call_target", full)
        dispatch_job(context, WORKER, routed.id)
    assert "No space left on device. Free some space" in load_job(context, routed.id).flag
    dispatch_job(context, WORKER, routed.id)
    assert load_job(context, routed.id).flag == ""


@pytest.mark.parametrize("hung", ["target_call:call", "documents:compose"])
def test_a_hand_over_that_runs_out_of_time_flags_the_job_and_is_tried_again(context, routed, monkeypatch, hung):
    def run_in_process(function, *arguments):
        if function.endswith(hung):
            raise TimeoutError
        return run_here(function, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(process, "run_in_process", run_in_process)
        dispatch_job(context, WORKER, routed.id)
    flag = load_job(context, routed.id).flag
    assert flag.startswith("hand-over failed, tried again every 20 s: ") and " s. " in flag and "within" in flag
    dispatch_job(context, WORKER, routed.id)
    assert (load_job(context, routed.id).state, load_job(context, routed.id).flag) == ("handed_over", "")


def test_when_it_is_not_its_factory_s_turn_work_comes_back_later(works):
    context, noted = works
    postpone_job(context, "7KQ2M4XD9A")
    postpone_withdrawal(context, "berlin", "7KQ2M4XD9A.1")
    assert [(each.name, each.arguments, each.delay) for each in noted] == [
        ("produce_job", ("7KQ2M4XD9A",), RETRY_PAUSE_S),
        ("withdraw_job", ("berlin", "7KQ2M4XD9A.1"), RETRY_PAUSE_S),
    ]


def test_a_job_knows_the_factory_that_it_is_leased_to(context, routed):
    assert factory_of_job(context, routed.id) == "berlin"
    set_factory_state(context, Actor("network"), "berlin", "down")
    assert factory_of_job(context, routed.id) == ""


def test_a_lease_that_ends_while_its_disk_is_full_flags_nothing(context, routed, monkeypatch):
    def full(*request):
        set_factory_state(context, Actor("network"), "berlin", "down")
        raise blocked("No space left on device.", "folder")

    monkeypatch.setattr(dispatch, "call_target", full)
    dispatch_job(context, WORKER, routed.id)
    after = load_job(context, routed.id)
    assert (after.state, after.flag) == ("waiting", "")


def test_a_folder_of_our_own_that_cannot_be_made_flags_the_job(context, routed):
    context.folders.write_text("a file where a folder should be")
    dispatch_job(context, WORKER, routed.id)
    assert "refuses: " in load_job(context, routed.id).flag
    context.folders.unlink()
    dispatch_job(context, WORKER, routed.id)
    assert load_job(context, routed.id).state == "handed_over"


def test_a_scratch_folder_that_cannot_be_written_flags_the_job(context, routed, tmp_path):
    making = context.with_pool(None, tmp_path / "scratch")
    dispatch.dispatch_job(making, WORKER, routed.id)
    assert "Cannot write to " in load_job(context, routed.id).flag
    making.scratch.mkdir()
    dispatch.dispatch_job(making, WORKER, routed.id)
    assert load_job(context, routed.id).state == "handed_over"
    assert list(making.scratch.iterdir()) == []


def test_an_artefact_that_is_gone_flags_the_job(context, routed):
    digest = load_order(context, routed.order).items[0].files["3mf"]
    (context.folders.parent / "artefacts" / "sha256" / digest[:2] / digest).unlink()
    dispatch_job(context, WORKER, routed.id)
    assert "is missing. Restore it from a backup." in load_job(context, routed.id).flag


ENDINGS = {
    "the factory went down": lambda context, job: set_factory_state(context, Actor("network"), "berlin", "down"),
    "the order was cancelled": lambda context, job: cancel_order(context, CLINIC, job.order),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_lease_that_ends_while_the_folder_is_filled_is_withdrawn(context, routed, monkeypatch, ending):
    really = dispatch.call_target

    def late(*request):
        ENDINGS[ending](context, routed)
        patch.undo()
        # What that has enqueued is done before there is anything to withdraw.
        take_back_job(context, "berlin", routed.ticket)
        return really(*request)

    with monkeypatch.context() as patch:
        patch.setattr(dispatch, "call_target", late)
        dispatch_job(context, WORKER, routed.id)
    assert load_job(context, routed.id).state in ("waiting", "cancelled")
    assert queued_works(context).count(("withdraw_job", ("berlin", routed.ticket))) == 2
    assert (context.folders / "berlin" / routed.ticket).is_dir()
    take_back_job(context, "berlin", routed.ticket)
    assert not (context.folders / "berlin" / routed.ticket).exists()


def test_a_lease_that_ends_and_comes_back_while_the_folder_is_filled_is_another(context, routed, monkeypatch):
    def away_and_back():
        set_factory_state(context, Actor("network"), "berlin", "down")
        set_factory_state(context, Actor("network"), "berlin", "up")
        advance(context, load_job(context, routed.id), "routed")

    with monkeypatch.context() as patch:
        meanwhile(patch, away_and_back)
        dispatch_job(context, WORKER, routed.id)
    again = load_job(context, routed.id)
    assert (again.state, again.epoch, again.factory) == ("routed", 2, "berlin")
    assert queued_works(context)[-1] == ("withdraw_job", ("berlin", routed.ticket))
    dispatch_job(context, WORKER, routed.id)
    take_back_job(context, "berlin", routed.ticket)
    assert [path.name for path in (context.folders / "berlin").iterdir() if path.name != "withdrawn"] == [again.ticket]


def test_what_was_handed_over_by_another_meanwhile_is_not_withdrawn(context, routed, monkeypatch):
    def overtaken():
        monkeypatch.undo()
        dispatch_job(context, Actor("worker:2"), routed.id)
        job_reports.report_claimed(context, OPERATOR, routed.ticket)

    meanwhile(monkeypatch, overtaken)
    before = queued_works(context)
    dispatch_job(context, WORKER, routed.id)
    assert load_job(context, routed.id).state == "claimed"
    assert queued_works(context) == before


def test_withdrawn_twice_or_never_handed_over_it_is_the_same(context, routed):
    take_back_job(context, "berlin", routed.ticket)
    dispatch_job(context, WORKER, routed.id)
    for _ in range(2):
        take_back_job(context, "berlin", routed.ticket)
    assert (context.folders / "berlin" / "withdrawn" / routed.ticket / "job.json").is_file()


def test_a_withdrawal_from_a_folder_that_is_not_mounted_is_blocked(context, tmp_path):
    add_factory(context, Actor("network"), replace(BERLIN, folder=str(tmp_path / "mnt")))
    with pytest.raises(Blocked, match="Mount the disk"):
        take_back_job(context, "berlin", "7KQ2M4XD9A.1")


def sls_factory(name, latitude, longitude, **more):
    machine = {"id": "laser", "process": "sls", "build_mm": [300, 300, 300], "materials": ["PA12"]}
    place = {"latitude": latitude, "longitude": longitude}
    return read_factory({"id": name, "title": name, "place": place, "machines": [machine], **more})


SLS_ORDER = OrderRequest("1", (item_request(design(), "sls-pa12"),), ANNA, POTSDAM)


def handed_over(context, job):
    """job.json and the compensations of what was made for this hand-over, with the real kernel's request at hand."""
    pool = PicturePool()
    dispatch.dispatch_job(context.with_pool(pool, context.folders.parent), WORKER, job.id)
    folder = context.folders / job.factory / job.ticket
    report = json.loads(next(folder.glob("*.report.json")).read_text())
    made = [request["drafting"]["hole_compensation_mm"] for request in pool.requests]
    return json.loads((folder / "job.json").read_text()), report, made


def test_holes_are_compensated_once_by_us_for_a_factory_that_does_not(context):
    add_factories(context, sls_factory("near", 52.5, 13.4))
    job, report, made = handed_over(context, job_in_state(context, "routed", request=SLS_ORDER))
    assert (job["hole_compensation_mm"], report["hole_compensation_mm"], made) == (0.1, 0.1, [])


def test_holes_are_never_compensated_twice(context):
    add_factories(context, sls_factory("near", 52.5, 13.4, compensates_holes=True))
    routed = job_in_state(context, "routed", request=SLS_ORDER)
    job, report, made = handed_over(context, routed)
    assert (job["hole_compensation_mm"], report.get("hole_compensation_mm"), made) == (0.0, None, [0.0])
    # What it got is kept, and is what its board gives.
    given = find_job_files(context, "near", routed.ticket)
    assert {name: given[name] for name in job["files"]} == job["files"]
    item = load_order(context, routed.order).items[0]
    assert item.files["report"] != given[f"{file_stem(item.design)}.report.json"]


def test_a_job_that_moves_gets_what_its_next_factory_needs(context):
    add_factories(context, sls_factory("near", 52.5, 13.4, compensates_holes=True), sls_factory("far", 59.9, 10.8))
    first = job_in_state(context, "routed", request=SLS_ORDER)
    assert (first.factory, handed_over(context, first)[0]["hole_compensation_mm"]) == ("near", 0.0)
    set_factory_state(context, Actor("network"), "near", FactoryState.DOWN)
    second = advance(context, load_job(context, first.id), "routed")
    assert (second.factory, handed_over(context, second)[0]["hole_compensation_mm"]) == ("far", 0.1)


def test_a_part_without_compensated_holes_is_the_same_for_every_factory(context):
    add_factories(context, factory_from_dict({**factory_facts(BERLIN), "compensates_holes": True}, "up"))
    routed = job_in_state(context, "routed")
    job, report, made = handed_over(context, routed)
    assert (job["hole_compensation_mm"], "hole_compensation_mm" in report, made) == (0.0, False, [])
