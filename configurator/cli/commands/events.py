"""The event log."""

from __future__ import annotations

import click

from configurator.cli.commands import options


@click.command()
@click.option("--order", default="", callback=options.code, help="Only those of this order.")
@click.option("--job", default="", callback=options.job_code, help="Only those of this job.")
@click.option("--factory", default="", help="Only those of this factory.")
@click.option("--after", type=click.IntRange(0), default=0, show_default=True, help="Only those after this number.")
@options.limit
@options.as_json
def events(order: str, job: str, factory: str, after: int, limit: int, as_json: bool) -> None:
    """Print the record: what happened, when, by whom, a line an event, the oldest first."""
    from configurator.cli.commands.context import read_context
    from configurator.cli.output.events import show_events
    from configurator.services.orders.views import list_events

    with read_context(as_json) as context:
        selected = list_events(context, order=order, job=job, factory=factory, after=after, limit=limit)
        show_events(selected, as_json)
