"""Hand a routed job over to its factory, or withdraw one whose lease has ended."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from configurator.domain.actors import Actor
from configurator.domain.errors import ConfiguratorError
from configurator.domain.production.factories import Factory
from configurator.domain.production.handovers import TRAVELLER_FILE
from configurator.domain.production.jobs import Job
from configurator.domain.production.states import JobState
from configurator.folders import cannot_write, work_folder
from configurator.services.common.context import Context, MakingContext
from configurator.services.common.workflows import RETRY_PAUSE_S, dispatch_work, withdraw_work
from configurator.services.factories.factories import find_factory
from configurator.services.factories.targets import call_target
from configurator.services.production.factory_set import files_for_factory
from configurator.services.production.job_files import keep_job_files, store_job_files
from configurator.store import jobs, objects
from configurator.store.database import read_transaction, write_transaction
from configurator.store.state_changes import JOB_STATES, change_state


def dispatch_job(context: MakingContext, actor: Actor, job_id: str) -> None:
    """Hand a routed job over by its factory's target, and record that; if that fails, flag the job and retry."""
    with read_transaction(context.engine) as connection:
        job = jobs.get_job(connection, job_id)
    if job.state is not JobState.ROUTED:
        return
    try:
        files = store_job_files(context, job, files_for_factory(context, job))
        _hand_over(context, job, files)
        _record_hand_over(context, actor, job, files)
    except ConfiguratorError as error:
        _retry_hand_over(context, actor, job, str(error))


def take_back_job(context: Context, factory: str, ticket: str) -> None:
    """Withdraw a job from a factory. Raises Failed."""
    call_target(context, _find_factory(context, factory), "withdraw", {"ticket": ticket})


def postpone_job(context: Context, job_id: str) -> None:
    """Enqueue a job again, for later: it is not its factory's turn."""
    with write_transaction(context.engine) as connection:
        context.enqueue(connection, dispatch_work(job_id, RETRY_PAUSE_S))


def postpone_withdrawal(context: Context, factory: str, ticket: str) -> None:
    """Enqueue a withdrawal again, for later: it is not its factory's turn."""
    with write_transaction(context.engine) as connection:
        context.enqueue(connection, withdraw_work(factory, ticket, RETRY_PAUSE_S))


def factory_of_job(context: Context, job_id: str) -> str:
    """The factory that a job is leased to, empty if to none."""
    with read_transaction(context.engine) as connection:
        return jobs.get_job(connection, job_id).factory


def _hand_over(context: MakingContext, job: Job, files: Mapping[str, str]) -> None:
    with work_folder(context.scratch) as folder:
        paths = _copy_artefacts(context, files, folder)
        # The traveller is only for reading, and its bytes depend on the versions of libraries.
        digests = {name: sha256 for name, sha256 in files.items() if name != TRAVELLER_FILE}
        request = {"ticket": job.ticket, "files": paths, "digests": digests}
        call_target(context, _find_factory(context, job.factory), "hand_over", request)


def _copy_artefacts(context: Context, files: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Write the artefacts (name -> SHA-256) into a folder; the path of each by its name."""
    paths = {name: folder / name for name in files}
    for name, sha256 in files.items():
        data = objects.get_object(context.objects, sha256)
        try:
            paths[name].write_bytes(data)
        except OSError as error:
            raise cannot_write(folder, error) from None
    return {name: str(path) for name, path in paths.items()}


def _record_hand_over(context: Context, actor: Actor, job: Job, files: Mapping[str, str]) -> None:
    with write_transaction(context.engine) as connection:
        current = jobs.lock_job(connection, job.id)
        if current.state is JobState.ROUTED and current.epoch == job.epoch:
            keep_job_files(context, connection, files)
            subject = {"order_id": job.order, "factory": job.factory}
            data = {"epoch": job.epoch, "flag": ""}
            change_state(
                connection, JOB_STATES, job.id, JobState.HANDED_OVER, actor, "job_handed_over", data, subject, flag=""
            )
            jobs.set_job_files(connection, job.id, files)
        elif current.epoch != job.epoch or current.state in (JobState.WAITING, JobState.CANCELLED):
            # The lease ended while the job was being handed over.
            context.enqueue(connection, withdraw_work(job.factory, job.ticket))


def _retry_hand_over(context: Context, actor: Actor, job: Job, reason: str) -> None:
    with write_transaction(context.engine) as connection:
        current = jobs.lock_job(connection, job.id)
        if current.state is JobState.ROUTED and current.epoch == job.epoch:
            jobs.flag_job(
                connection, actor, current, f"hand-over failed, tried again every {RETRY_PAUSE_S:g} s: {reason}"
            )
            context.enqueue(connection, dispatch_work(job.id, RETRY_PAUSE_S))


def _find_factory(context: Context, factory_id: str) -> Factory:
    with read_transaction(context.engine) as connection:
        return find_factory(connection, factory_id)
