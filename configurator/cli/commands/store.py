"""For operators of the service: back up the data, copy the database, check the data against the event log."""

from __future__ import annotations

from pathlib import Path

import click

from configurator.cli.commands import options


@click.group()
def store() -> None:
    """Back up, copy, tidy and check what is kept."""


@store.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@options.actor
@options.as_json
def backup(directory: Path, actor: str, as_json: bool) -> None:
    """Copy everything to DIR, while orders run; DIR can then be the data folder of another machine.

    DIR must not be there, or be empty. A hot folder outside the data folder is its factory's, and is
    not copied. On PostgreSQL the database is copied by pg_dump instead.
    """
    import os

    from configurator.cli.output import report_errors
    from configurator.cli.output.store import show_backup
    from configurator.domain.actors import local_actor
    from configurator.services.admin.backup import back_up
    from configurator.services.admin.taken_out import record_backup
    from configurator.settings import read_settings

    with report_errors(as_json):
        settings, acting = read_settings(os.environ), local_actor(actor)
        done = back_up(settings, directory)
        record_backup(settings, acting)
        show_backup(done, as_json)


@store.command()
@click.argument("database_url", metavar="DATABASE_URL")
@options.actor
@options.as_json
def copy(database_url: str, actor: str, as_json: bool) -> None:
    """Copy all rows from the present database to an empty one, such as postgresql://user@host/name.

    No work may be under way: let nobody place orders, and let a worker run until it is idle. The
    artefacts and hot folders stay where they are.
    """
    import os

    from configurator.cli.commands.context import read_context
    from configurator.cli.output.store import show_copied
    from configurator.domain.actors import local_actor
    from configurator.services.admin.copy_database import copy_database
    from configurator.services.admin.taken_out import record_taken
    from configurator.settings import read_settings
    from configurator.store.database import open_engine

    with read_context(as_json) as context:
        target = open_engine(read_settings({**os.environ, "DATABASE_URL": database_url}).database)
        acting = local_actor(actor)
        copied = copy_database(context.engine, target)
        for each in (context.engine, target):
            record_taken(each, acting, "database_exported")
        show_copied(copied, as_json)


@store.command()
@click.option(
    "--older-than", "days", type=click.FloatRange(min=0.05), default=1.0, show_default=True, metavar="DAYS",
    help="Leave what was made later.",
)  # fmt: skip
@options.as_json
def tidy(days: float, as_json: bool) -> None:
    """Clear away files that were made for a page and that no order, batch or job has.

    A worker does so every hour, and sooner with what is left where that takes more than 4 GiB. Whoever
    asks for such a file again has it made again.
    """
    from datetime import timedelta

    from configurator.cli.commands.context import read_context
    from configurator.cli.output.store import show_collection
    from configurator.services.admin.collection import collect_artefacts

    with read_context(as_json) as context:
        show_collection(collect_artefacts(context, timedelta(days=days)), as_json)


@store.command()
@click.option("--quick", is_flag=True, help="Leave the artefacts unread.")
@click.option("--make-private", is_flag=True, help="First close to other users all that they may read.")
@options.as_json
def check(quick: bool, make_private: bool, as_json: bool) -> None:
    """Replay the whole record and compare it with all that is kept; exit status 1 if they differ.

    Prints the differences, a line each; what a person should look at goes to stderr, and with it what
    other users of this machine may read.
    """
    import os

    from configurator.cli.commands.context import read_context
    from configurator.cli.output import report_errors
    from configurator.cli.output.store import show_verdict
    from configurator.services.admin.privacy import close_to_others, open_paths
    from configurator.services.admin.verify import check_store
    from configurator.settings import read_settings

    with report_errors(as_json):
        settings = read_settings(os.environ)
        if make_private:
            close_to_others(settings)
    with read_context(as_json) as context:
        show_verdict(check_store(context, quick=quick).with_open_paths(open_paths(settings)), as_json)
