"""Jobs: what a factory sees, and what it answers."""

from __future__ import annotations

import click

from configurator.cli.commands import options
from configurator.domain.production.states import JobState
from configurator.domain.text_bounds import CARRIER, TRACKING_NUMBER

_job_argument = click.argument("job", callback=options.job_code)

_state_option = click.option(
    "--state",
    type=click.Choice([*map(str, JobState)]),
    metavar="STATE",
    help=f"Only those that are: {', '.join(JobState)}.",
)


@click.group()
def job() -> None:
    """Jobs: see them, and answer for a factory. A TICKET stands on the traveller, like 7KQ2M4XD9A.1."""


@job.command("list")
@click.option("--factory", default="", help="Only those of this factory.")
@_state_option
@click.option("--flagged", is_flag=True, help="Only those that a person must look at.")
@options.limit
@options.as_json
def list_(factory: str, state: str | None, flagged: bool, limit: int, as_json: bool) -> None:
    """List jobs, the oldest first."""
    from configurator.cli.commands.context import read_context
    from configurator.cli.output.jobs import show_jobs
    from configurator.services.orders.views import list_jobs

    with read_context(as_json) as context:
        jobs = list_jobs(context, factory=factory, state=state or "", flagged=flagged, limit=limit)
        show_jobs(jobs, as_json)


@job.command()
@_job_argument
@options.as_json
def show(job: str, as_json: bool) -> None:
    """Show a job: every factory it went to and why, which ones it did not, its folder, and its record."""
    from configurator.cli.commands.context import read_context
    from configurator.cli.output.jobs import show_job_details
    from configurator.services.orders import views

    with read_context(as_json) as context:
        show_job_details(*views.show_job(context, job), as_json)


@job.command()
@options.ticket
@options.actor
@options.as_json
def claim(ticket: str, actor: str, as_json: bool) -> None:
    """Take a job: of two who try, one gets it."""
    _report("claim", ticket, actor, as_json)


@job.command()
@options.ticket
@options.actor
@options.as_json
def start(ticket: str, actor: str, as_json: bool) -> None:
    """The part is on the machine: from now on the job stays here."""
    _report("start", ticket, actor, as_json)


@job.command()
@options.ticket
@options.actor
@options.as_json
def done(ticket: str, actor: str, as_json: bool) -> None:
    """The part is made and has passed inspection."""
    _report("done", ticket, actor, as_json)


@job.command()
@options.ticket
@click.option("--carrier", default="", help=CARRIER.hint)
@click.option("--tracking-number", default="", help=TRACKING_NUMBER.hint)
@options.actor
@options.as_json
def ship(ticket: str, carrier: str, tracking_number: str, actor: str, as_json: bool) -> None:
    """The part has left; with its last part the order is shipped."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.jobs import show_job
    from configurator.domain.orders.shipments import read_shipment
    from configurator.services.production.job_reports import report_shipped

    with write_context(actor, as_json) as (context, acting):
        shipment = read_shipment(carrier, tracking_number)
        show_job(report_shipped(context, acting, ticket, shipment=shipment), as_json)


@job.command()
@options.ticket
@options.reason
@options.actor
@options.as_json
def fail(ticket: str, reason: str, actor: str, as_json: bool) -> None:
    """The part could not be made, or did not pass; prints the id of the job that makes it again."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.jobs import show_remade
    from configurator.services.orders import views
    from configurator.services.production import job_reports

    with write_context(actor, as_json) as (context, acting):
        failed = job_reports.report_failed(context, acting, ticket, reason)
        remakes = [each for each in views.list_order_jobs(context, failed.order) if each.remake_of == failed.id]
        show_remade(views.show_job(context, failed.id)[0].job, remakes[0] if remakes else None, as_json)


@job.command()
@_job_argument
@options.reason
@options.actor
@options.as_json
def remake(job: str, reason: str, actor: str, as_json: bool) -> None:
    """Have a failed or shipped part made once more; prints the new job's id."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.jobs import show_remade
    from configurator.services.orders import views
    from configurator.services.production.remake import remake_job

    with write_context(actor, as_json) as (context, acting):
        new_job = remake_job(context, acting, job, reason)
        show_remade(views.show_job(context, job)[0].job, new_job, as_json)


@job.command()
@options.ticket
@options.actor
@options.as_json
def address(ticket: str, actor: str, as_json: bool) -> None:
    """Print where a finished part goes; that somebody read it is in the record."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.jobs import show_address
    from configurator.services.orders.personal_data import read_address

    with write_context(actor, as_json) as (context, acting):
        show_address(read_address(context, acting, ticket), as_json)


def _report(verb: str, ticket: str, actor: str, as_json: bool) -> None:
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.jobs import show_job
    from configurator.services.production import job_reports

    reports = {
        "claim": job_reports.report_claimed,
        "start": job_reports.report_started,
        "done": job_reports.report_done,
    }
    with write_context(actor, as_json) as (context, acting):
        show_job(reports[verb](context, acting, ticket), as_json)
