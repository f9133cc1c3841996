"""The pages and the HTTP interface."""

from __future__ import annotations

import click

from configurator.cli.commands import options


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Of this machine; others need PUBLIC_URL.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes one that is free."
)
@click.option(
    "--children",
    type=click.IntRange(1, 64),
    default=None,
    help="Previews made at once; as many as there are processors unless told.",
)
@click.option(
    "--worker/--no-worker", default=True, show_default=True, help="Run a worker beside; it makes what is ordered."
)
def serve(host: str, port: int, children: int | None, worker: bool) -> None:
    """Serve the pages and the HTTP interface on this machine, until told to stop.

    The address is printed once it answers. Without PUBLIC_URL there are no accounts, and only this machine may come.
    """
    import os

    from configurator.cli.commands.context import open_command_context
    from configurator.cli.output import report_errors
    from configurator.logs import log_to_stderr
    from configurator.package_ownership import check_ownership
    from configurator.settings import read_settings
    from web.server import LOCK_TIMEOUT_S, ServerOptions, serve_forever

    log_to_stderr(as_json=os.environ.get("CONFIGURATOR_LOG") == "json")
    with report_errors():
        check_ownership()
        settings = read_settings(os.environ)
        with open_command_context(settings, LOCK_TIMEOUT_S) as context:
            serve_forever(context, settings, ServerOptions(host, port, children or options.processors(), worker))
