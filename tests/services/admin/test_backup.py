import stat
from dataclasses import replace
from pathlib import Path

import pytest
from support import ordering
from support.workers import order, wait_until, worker_crew

from configurator.domain.actors import Actor
from configurator.domain.errors import Blocked, Failed, Refused
from configurator.services.admin import backup_folders
from configurator.services.admin.backup import back_up
from configurator.services.admin.verify import check_store
from configurator.services.batches.batches import place_batch, show_batch
from configurator.services.batches.make_row import make_row
from configurator.services.common.context import open_context
from configurator.services.production.availability import set_factory_state
from configurator.services.production.dispatch import take_back_job
from configurator.settings import read_settings
from configurator.store import schema
from configurator.store.database import open_engine, write_transaction

pytestmark = pytest.mark.slow


@pytest.fixture
def databases(sqlite):
    """PostgreSQL has its own program for this."""
    return sqlite


@pytest.fixture
def settings(context, tmp_path):
    """Of the context, whose database lies outside the data folder."""
    ordering.add_factories(context, ordering.BERLIN)
    url = context.engine.url.render_as_string(hide_password=False)
    return read_settings({"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": url})


@pytest.fixture
def copy(tmp_path_factory):
    """Where a backup may go."""
    return tmp_path_factory.mktemp("elsewhere") / "cache" / "monday"


@pytest.fixture
def restored():
    """Opens a context on a backup, with nothing but its folder."""
    opened = []

    def restore(directory):
        opened.append(open_context(read_settings({"CONFIGURATOR_DATA": str(directory)})))
        return opened[-1]

    yield restore
    for context in opened:
        context.engine.dispose()


def test_a_backup_taken_while_a_worker_makes_orders_is_worked_on_to_the_end_elsewhere(
    context, tmp_path, settings, copy, restored
):
    with worker_crew(context, tmp_path) as crew:
        crew.start(children=2)
        through = [ordering.placed_order(context, f"through-{number}").id for number in range(3)]
        wait_until(lambda: all(ordering.load_order(context, each).state == "made" for each in through))
        ordering.approve_order(context, ordering.CLINIC, through[0])
        held = [order(context, f"held-{number}", "patient") for number in range(2)]
        wait_until(lambda: len(list(tmp_path.glob("go.*"))) == 2)
        ordering.approve_order(context, ordering.CLINIC, through[1])
        late = [ordering.placed_order(context, f"late-{number}").id for number in range(2)]

        back_up(settings, copy)

    elsewhere = restored(copy)
    assert [ordering.load_order(elsewhere, each).state for each in held] == ["placed", "placed"]
    with worker_crew(elsewhere, copy) as crew:
        (copy / "go").touch()
        crew.start()
        wait_until(lambda: all(ordering.load_order(elsewhere, each).state == "made" for each in [*held, *late]))
        for each in [through[2], *held, *late]:
            ordering.approve_order(elsewhere, ordering.CLINIC, each)
        everything = [*through, *held, *late]
        jobs = wait_until(lambda: _all_handed_over(elsewhere, everything))
        crew.end()
    assert len(jobs) == len(everything), "none lost, none doubled"
    assert sorted(path.name for path in (copy / "factories" / "berlin").iterdir()) == sorted(job.ticket for job in jobs)
    verdict = check_store(elsewhere)
    assert (verdict.differences, verdict.doubts) == ((), ())


def _all_handed_over(context, orders):
    jobs = [job for each in orders for job in ordering.jobs_of(context, each)]
    return jobs if len(jobs) >= len(orders) and all(job.state == "handed_over" for job in jobs) else []


def test_a_backup_is_one_folder_with_all_in_it_and_closed_to_others(context, settings, copy):
    job = ordering.job_in_state(context, "handed_over")
    done = back_up(settings, copy)
    assert (done.directory, done.artefacts, done.missing) == (copy, 10, ())
    assert sorted(path.name for path in copy.iterdir()) == ["artefacts", "configurator.db", "factories"]
    assert (copy / "factories" / "berlin" / job.ticket / "traveller.pdf").is_file()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o700
    assert [path.name for path in copy.parent.iterdir()] == ["monday"]


def test_what_was_handed_over_after_the_database_was_copied_is_handed_over_again(
    context, settings, copy, restored, monkeypatch
):
    waits, routed = ordering.job_in_state(context, "waiting", "1"), ordering.job_in_state(context, "routed", "2")
    _meanwhile(monkeypatch, lambda: [ordering.advance(context, each, "handed_over") for each in (waits, routed)])

    back_up(settings, copy)

    elsewhere = restored(copy)
    assert [ordering.load_job(elsewhere, each.id).state for each in (waits, routed)] == ["waiting", "routed"]
    assert not (copy / "factories" / "berlin" / f"{waits.id}.1").exists(), "who knows where it goes now"
    ordering.dispatch_job(elsewhere, ordering.WORKER, routed.id)
    assert ordering.load_job(elsewhere, routed.id).flag == ""
    assert [*_folder(copy).iterdir()] == [_folder(copy) / routed.ticket]


def test_what_was_withdrawn_after_the_database_was_copied_lies_where_it_was(
    context, settings, copy, restored, monkeypatch
):
    job = ordering.job_in_state(context, "claimed")

    def leave():
        set_factory_state(context, Actor("network"), "berlin", "down")
        take_back_job(context, "berlin", job.ticket)
        (settings.folders / "berlin" / "withdrawn" / f"{job.id}.9").mkdir()

    _meanwhile(monkeypatch, leave)
    back_up(settings, copy)
    assert {path.name for path in _folder(copy).iterdir()} == {"withdrawn", job.ticket}
    assert not list((_folder(copy) / "withdrawn").iterdir())
    assert (_folder(copy) / job.ticket / "job.json").is_file()
    assert check_store(restored(copy)).doubts == ()


def _meanwhile(monkeypatch, act):
    """Have something happen between the copying of the database and that of the hot folders."""
    real = backup_folders._leases

    def leases(connection):
        found = real(connection)
        act()
        return found

    monkeypatch.setattr(backup_folders, "_leases", leases)


def _folder(copy):
    return copy / "factories" / "berlin"


def test_what_the_factory_keeps_beside_its_jobs_is_copied_and_what_is_half_done_is_not(context, settings, copy):
    job = ordering.job_in_state(context, "handed_over")
    berlin = settings.folders / "berlin"
    (berlin / job.ticket / "notes").mkdir()
    (berlin / job.ticket / "notes" / "bed.txt").write_text("bed 3")
    (berlin / "today").symlink_to(job.ticket)
    (berlin / ".partial-host-1-ab").mkdir()
    back_up(settings, copy)
    assert (_folder(copy) / job.ticket / "notes" / "bed.txt").read_text() == "bed 3"
    assert (_folder(copy) / "today").is_symlink()
    assert not (_folder(copy) / ".partial-host-1-ab").exists()


def test_a_job_that_vanishes_while_it_is_copied_does_not_spoil_the_backup(context, settings, copy, monkeypatch):
    job = ordering.job_in_state(context, "handed_over")
    real = backup_folders._copy_file

    def copy_file(source, target):
        take_back_job(context, "berlin", job.ticket)
        real(source, target)

    monkeypatch.setattr(backup_folders, "_copy_file", copy_file)
    back_up(settings, copy)
    assert len(list((_folder(copy) / job.ticket).iterdir())) == 10
    assert not list((_folder(copy) / "withdrawn").iterdir())


def test_a_factory_s_own_folder_is_left_to_the_factory(context, settings, copy, tmp_path_factory):
    own = tmp_path_factory.mktemp("oslo")
    ordering.add_factories(context, replace(ordering.OSLO, folder=str(own)))
    set_factory_state(context, Actor("network"), "berlin", "down")
    job = ordering.job_in_state(context, "handed_over")
    assert (own / job.ticket).is_dir()
    back_up(settings, copy)
    assert not (copy / "factories" / "oslo").exists()


def test_an_artefact_that_is_missing_or_damaged_is_told_and_the_rest_is_kept(context, settings, copy):
    ordering.job_in_state(context, "handed_over")
    first, second, *_ = sorted(path for path in (settings.data / "artefacts").rglob("*") if path.is_file())
    first.unlink()
    second.write_text("something else")
    done = back_up(settings, copy)
    assert done.artefacts == 8
    assert [each.rpartition(" ")[2] for each in done.missing] == [first.name, second.name]
    assert sorted(path.name for path in copy.iterdir()) == ["artefacts", "configurator.db", "factories"]


def test_a_directory_that_holds_something_is_not_touched(settings, copy):
    copy.mkdir(parents=True)
    (copy / "holiday.jpg").touch()
    with pytest.raises(Refused, match="holds something"):
        back_up(settings, copy)
    assert [path.name for path in copy.iterdir()] == ["holiday.jpg"]


def test_an_empty_directory_is_filled(settings, copy):
    copy.mkdir(parents=True)
    back_up(settings, copy)
    assert (copy / "configurator.db").is_file()


def test_what_appears_there_meanwhile_is_not_touched_either(context, settings, copy, monkeypatch):
    def fill():
        copy.mkdir()
        (copy / "holiday.jpg").touch()

    _meanwhile(monkeypatch, fill)
    with pytest.raises(Blocked, match="not empty"):
        back_up(settings, copy)
    assert [path.name for path in copy.parent.iterdir()] == ["monday"]
    assert [path.name for path in copy.iterdir()] == ["holiday.jpg"]


def test_a_backup_among_the_hot_folders_is_refused(settings):
    with pytest.raises(Refused, match="hot folder"):
        back_up(settings, settings.folders / "backup")


def test_a_folder_that_cannot_be_written_is_told_and_nothing_stays(settings, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Blocked, match=r"Cannot write to .*file") as raised:
        back_up(settings, tmp_path / "file" / "backup")
    assert "--out" not in raised.value.problems[0].hint


def test_a_damaged_database_is_told_and_no_copy_stays(context, settings, copy):
    with context.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    context.engine.dispose()
    with Path(context.engine.url.database).open("r+b") as file:
        file.seek(5 * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises((Failed, Blocked), match=r"damaged|malformed"):
        back_up(settings, copy)
    assert not copy.exists()


def test_nothing_to_back_up_is_told_and_nothing_made(tmp_path, copy):
    nowhere = read_settings({"CONFIGURATOR_DATA": str(tmp_path / "none")})
    with pytest.raises(Refused, match="There is no database"):
        back_up(nowhere, copy)
    assert not (tmp_path / "none").exists()


def test_postgresql_is_left_to_its_own_program(tmp_path, copy):
    there = read_settings({"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": "postgresql://nowhere/shop"})
    with pytest.raises(Refused) as raised:
        back_up(there, copy)
    assert "pg_dump first" in raised.value.problems[0].hint


def test_a_backup_of_an_older_database_is_made_without_upgrading_it(sqlite, tmp_path, copy):
    settings = read_settings({"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": sqlite.empty()})
    engine = open_engine(settings.database)
    with write_transaction(engine) as connection:
        schema._upgrade(connection, "0001")
    back_up(settings, copy)
    copied = open_engine(f"sqlite:///{copy / 'configurator.db'}")
    assert [schema.schema_revision(each) for each in (engine, copied)] == ["0001", "0001"]
    for each in (engine, copied):
        each.dispose()


def test_a_batch_goes_on_from_a_backup_with_the_files_it_had(context, settings, copy, restored):
    batch = place_batch(context, ordering.CLINIC, "1", "grommet", [ordering.row(14), ordering.row(15)], ["png"]).batch
    make_row(context.with_pool(ordering.PicturePool(), settings.data), batch.id, 1, 1)
    assert back_up(settings, copy).artefacts == 2
    elsewhere = restored(copy)
    assert check_store(elsewhere).differences == ()
    make_row(elsewhere.with_pool(ordering.PicturePool(), copy), batch.id, 2, 1)
    assert show_batch(elsewhere, batch.token).counts()["made"] == 2
    assert show_batch(context, batch.token).counts()["made"] == 1
