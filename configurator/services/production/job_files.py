"""The files that go to a factory with a job: the item's artefacts, and what is composed for the job."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from configurator import catalogue
from configurator.domain.accounts.rights import Right
from configurator.domain.errors import blocked, failed, refused
from configurator.domain.offers.installation_record import installation_record
from configurator.domain.orders.orders import Item
from configurator.domain.parts.delivered import has_engraved_code
from configurator.domain.production.handovers import Approval
from configurator.domain.production.jobs import Job
from configurator.formats import file_name
from configurator.services.common.access import require_in
from configurator.services.common.context import Context
from configurator.services.common.own_process import call_in_process
from configurator.services.making.artefacts import load_report
from configurator.services.making.make import file_stem
from configurator.store import events, jobs, objects, orders, references
from configurator.store.database import read_transaction, write_transaction

# What composing the documents of one job may take; an ordinary one takes less than a second.
COMPOSE_LIMIT_S, COMPOSE_MEMORY_GIB = 20.0, 1.0


def find_job_files(context: Context, factory: str, ticket: str) -> Mapping[str, str]:
    """File name -> SHA-256 of what this factory got under this lease.

    What an older program handed over without noting it is composed and noted. Raises Refused if the job is not
    there under this lease, Blocked or Failed if an artefact cannot be read.
    """
    require_in(context, Right.SEE_BOARD, "factory", factory)
    with read_transaction(context.engine) as connection:
        job = jobs.get_job(connection, ticket.partition(".")[0])
        if job.factory != factory or job.ticket != ticket or not job.state.is_at_factory:
            raise refused(
                "There are no files of this job here.", "job", hint="It may have moved, or been sent already."
            )
        files = jobs.get_job_files(connection, job.id)
    return files or _note_files(context, job)


def store_job_files(context: Context, job: Job, files: Mapping[str, str]) -> dict[str, str]:
    """File name -> SHA-256 of all that goes with a leased job, its job.json and traveller.pdf composed and stored.

    `files` are those of its item for its factory, SHA-256 by format.

    Done again, it gives the same. Raises Refused if the template is gone, Blocked or Failed if an artefact
    cannot be read or written, or the documents take too long.
    """
    with read_transaction(context.engine) as connection:
        item, approvals = orders.get_item(connection, job.item), _read_approvals(connection, job.order)
    artefacts = _artefacts(item, files)
    documents = _compose(job, _documents_request(context, job, item, approvals, files))
    return {**artefacts, **{name: objects.put_object(context.objects, data) for name, data in documents.items()}}


def keep_job_files(context: Context, connection: Connection, files: Mapping[str, str]) -> None:
    """Let the transaction note them. Raises Blocked where one was cleared away, as nothing kept it yet."""
    if not references.keep_artefacts(connection, context.objects, files.values()):
        raise blocked("A file was cleared away before it was noted.", "ARTEFACTS", hint="It is composed again.")


def _compose(job: Job, request: dict[str, Any]) -> dict[str, bytes]:
    overdue = failed(
        f"The papers of job {job.ticket} were not composed within {COMPOSE_LIMIT_S:g} s.",
        "job",
        hint="Look at the texts of its approval: they are printed.",
    )
    function = "configurator.production.documents:compose"
    answer = call_in_process(function, request, COMPOSE_LIMIT_S, COMPOSE_MEMORY_GIB, overdue)
    return {name: b64decode(data) for name, data in answer.items()}


def _note_files(context: Context, job: Job) -> Mapping[str, str]:
    with read_transaction(context.engine) as connection:
        item_files = orders.get_item(connection, job.item).files
    files = store_job_files(context, job, item_files)
    with write_transaction(context.engine) as connection:
        current = jobs.lock_job(connection, job.id)
        if (current.factory, current.epoch) == (job.factory, job.epoch):
            keep_job_files(context, connection, files)
            jobs.set_job_files(connection, job.id, files)
    return files


def _artefacts(item: Item, files: Mapping[str, str]) -> dict[str, str]:
    return {file_name(file_stem(item.design), kind): sha256 for kind, sha256 in files.items()}


def _documents_request(
    context: Context, job: Job, item: Item, approvals: tuple[Approval, ...], files: Mapping[str, str]
) -> dict[str, Any]:
    """A `Handover` in plain values, see `configurator.production.documents`."""
    artefacts = _artefacts(item, files)
    picture = next((sha256 for name, sha256 in sorted(artefacts.items()) if name.endswith(".png")), None)
    design, template = item.design, catalogue.find(item.design.template)
    return {
        "ticket": job.ticket,
        "order": job.order,
        "factory": job.factory,
        "machine": job.machine,
        "title": template.title,
        "design": {"template": design.template, "version": design.version, "parameters": dict(design.parameters)},
        "quantity": item.quantity,
        "offer": item.offer,
        "report": dict(load_report(context, files).stored),
        "approvals": [asdict(each) for each in approvals],
        "remake_of": job.remake_of,
        "installation": installation_record(template, item.installation),
        "files": dict(artefacts),
        "picture": b64encode(objects.get_object(context.objects, picture)).decode() if picture else "",
        "is_engraved": has_engraved_code(template, design),
    }


def _read_approvals(connection: Connection, order: str) -> tuple[Approval, ...]:
    approved = events.select_events(connection, order_id=order, kind="order_approved")
    return tuple(Approval(each.actor, each.at, each.data["deviation"]) for each in approved)
