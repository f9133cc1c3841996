"""What packages bring: parts, formats, checks, targets."""

from __future__ import annotations

import click

from configurator.cli.commands import options


@click.command()
@options.as_json
def extensions(as_json: bool) -> None:
    """List what is brought by this program and by packages beside it, and what of it is broken."""
    from configurator.cli.output.extensions import show_extensions
    from configurator.services.admin.extensions import list_extensions

    show_extensions(list_extensions(), as_json)
