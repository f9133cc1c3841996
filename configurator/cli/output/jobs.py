"""Jobs and where they went, as the command line prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from configurator.cli.output import print_json, print_line, print_message, print_table
from configurator.cli.output.events import event_line
from configurator.domain.orders.orders import Item
from configurator.domain.orders.shipments import UNSTATED
from configurator.domain.production.history import Event
from configurator.domain.production.jobs import Job
from configurator.services.orders.json_shapes import events_json, item_json, job_details_json, job_json
from configurator.services.orders.views import JobDetails


def show_jobs(jobs: Sequence[Job], as_json: bool) -> None:
    """Print one line per job, the oldest first, with its flag and reason in the last column."""
    if as_json:
        print_json({"jobs": [job_json(job) for job in jobs]})
        return
    rows = [(_job_name(each), each.state, each.factory, each.machine, each.operator, _remarks(each)) for each in jobs]
    print_table(["ticket", "state", "factory", "machine", "operator", "about it"], rows)


def show_job_details(details: JobDetails, events: Sequence[Event], as_json: bool) -> None:
    """A job, where it went and why, its directory, and its events."""
    if as_json:
        shape = {"job": job_details_json(details), "item": item_json(details.item)}
        print_json({**shape, **events_json(events)})
        return
    print_line(f"{item_line(details.item)}, for order {details.job.order}")
    print_job(details)
    for event in events:
        print_line(f"  {event_line(event, 'factory')}")


def item_line(item: Item) -> str:
    """Quantity, template, design code and offer of an item."""
    return f"{item.quantity} x {item.design.template} {item.design.code} in {item.offer}"


def print_job(details: JobDetails) -> None:
    """Print a job with every lease: the chosen factory and the rejected ones, with the reasons."""
    job = details.job
    print_line(f"  Job {_job_name(job)}, {job.state.plain_name}{_reason_suffix(job)}")
    for epoch, route in details.routes.items():
        chosen = route["chosen"]
        print_line(f"    lease {epoch} to {chosen['factory']}, {chosen['machine']}: {_reasons(chosen)}")
        for each in route["rejected"]:
            print_line(f"     not to {each['factory']}: {_reasons(each)}")
        for reason, count in route["others"].items():
            print_line(f"     nor to {count} more: {reason}")
    if details.folder:
        print_line(f"    lies in {details.folder}")
    if details.shipment != UNSTATED:
        print_line(f"    sent by {details.shipment.words}")


def show_job(job: Job, as_json: bool) -> None:
    """Print the new state of a job, on stderr."""
    if as_json:
        print_json({"job": job_json(job)})
        return
    print_message(_sentence(job))


def show_remade(job: Job, remake: Job | None, as_json: bool) -> None:
    """Print the new state of a job; the id of its remake on stdout."""
    if as_json:
        print_json({"job": job_json(job), "remake": remake and job_json(remake)})
        return
    print_message(_sentence(job))
    if remake:
        print_message("It is made again as:")
        print_line(remake.id)


def show_address(address: Mapping[str, str], as_json: bool) -> None:
    """Print the lines of an address label."""
    if as_json:
        print_json({"address": dict(address)})
        return
    for line in address.values():
        print_line(line)
    if not address:
        print_message("There is no address: it is collected, or was ordered without one, or the person is forgotten.")


def _sentence(job: Job) -> str:
    at = f" at {job.factory}" if job.factory else ""
    return f"Job {_job_name(job)}{at} is {job.state.plain_name}{_reason_suffix(job)}."


def _reason_suffix(job: Job) -> str:
    return f": {_remarks(job).rstrip('.')}" if _remarks(job) else ""


def _remarks(job: Job) -> str:
    remarks = {"LOOK: ": job.flag, "": job.reason, "remake of ": job.remake_of}
    return "; ".join(f"{prefix}{text}" for prefix, text in remarks.items() if text)


def _job_name(job: Job) -> str:
    """Its ticket; before the first lease there is only the id."""
    return job.ticket if job.epoch else job.id


def _reasons(candidate: Mapping[str, Any]) -> str:
    return "; ".join(candidate["reasons"])
