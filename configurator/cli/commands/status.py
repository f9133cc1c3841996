"""The state of the service at a glance."""

from __future__ import annotations

import click

from configurator.cli.commands import options

# Longer than any living worker takes from one heartbeat to the next.
WATCH_S = 3.0


@click.command()
@options.as_json
def status(as_json: bool) -> None:
    """Print what waits, what is flagged, what is slow, which workers live, and sizes; it watches for 3 s."""
    from configurator.cli.commands.context import read_context
    from configurator.cli.output.status import show_status
    from configurator.services.admin.status import beating_workers, read_status

    with read_context(as_json) as context:
        show_status(read_status(context), beating_workers(context, WATCH_S), as_json)
