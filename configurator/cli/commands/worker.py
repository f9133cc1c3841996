"""A worker: runs the queued work."""

from __future__ import annotations

import click

from configurator.cli.commands import options


@click.command()
@click.option(
    "--children",
    type=click.IntRange(1, 64),
    default=None,
    help="Parts made at once; as many as there are processors unless told.",
)
@click.option("--until-idle", is_flag=True, help="End when there is nothing left to do.")
@click.option("--with-parent", is_flag=True, help="End when the program that started it has ended, however it did.")
def worker(children: int | None, until_idle: bool, with_parent: bool) -> None:
    """Make the files of orders, choose factories and fill their folders, until told to stop.

    Run as many as you like, on as many machines as reach the database: what one leaves undone when
    it dies, another does.
    """
    import os

    from configurator.cli.commands.context import open_command_context
    from configurator.cli.output import report_errors
    from configurator.logs import log_to_stderr
    from configurator.package_ownership import check_ownership
    from configurator.settings import read_settings
    from configurator.worker.worker import run_worker

    log_to_stderr(as_json=os.environ.get("CONFIGURATOR_LOG") == "json")
    with report_errors():
        check_ownership()
        settings = read_settings(os.environ)
        with open_command_context(settings) as context:
            count = children or options.processors()
            run_worker(context, settings.scratch, count, until_idle=until_idle, with_parent=with_parent)
