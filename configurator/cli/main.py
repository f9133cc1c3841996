"""The command `configurator`: it registers the subcommands. What they do is in services."""

from __future__ import annotations

import click

from configurator import __version__
from configurator.cli.commands.account import account
from configurator.cli.commands.batch import batch
from configurator.cli.commands.check import check
from configurator.cli.commands.completion import completion
from configurator.cli.commands.events import events
from configurator.cli.commands.examine import examine
from configurator.cli.commands.extensions import extensions
from configurator.cli.commands.factory import factory
from configurator.cli.commands.job import job
from configurator.cli.commands.measuring_sheet import measuring_sheet
from configurator.cli.commands.new import new
from configurator.cli.commands.order import order
from configurator.cli.commands.organisation import organisation
from configurator.cli.commands.parts import build, show, templates
from configurator.cli.commands.preview import preview
from configurator.cli.commands.quote import quote
from configurator.cli.commands.serve import serve
from configurator.cli.commands.status import status
from configurator.cli.commands.store import store
from configurator.cli.commands.thread import thread
from configurator.cli.commands.worker import worker
from configurator.logs import make_warnings_safe


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="configurator")
def main() -> None:
    """Made to measure: measurements in; checked, printable parts out.

    Results go to stdout, progress and words to stderr. Exit status: 0 done, 1 refused or failed,
    2 wrong usage.
    """
    make_warnings_safe()


_PART_COMMANDS = (templates, show, measuring_sheet, build, batch, examine, thread)
_AUTHOR_COMMANDS = (new, preview, check)
_ORDER_COMMANDS = (order, quote, factory, job)
_ACCOUNT_COMMANDS = (account, organisation)
_SERVICE_COMMANDS = (serve, worker, events, status, store, extensions, completion)
for _command in (*_PART_COMMANDS, *_AUTHOR_COMMANDS, *_ORDER_COMMANDS, *_ACCOUNT_COMMANDS, *_SERVICE_COMMANDS):
    main.add_command(_command)
