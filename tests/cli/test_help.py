from pathlib import Path

import click
import pytest

from configurator import __version__
from configurator.cli.main import main

REFERENCE = Path(__file__).parents[2] / "docs" / "reference-cli.md"


def every(group, *before):
    """Each command and each of its own, by the words that are typed for it."""
    for name, command in group.commands.items():
        yield (*before, name), command
        if isinstance(command, click.Group):
            yield from every(command, *before, name)


COMMANDS = [pytest.param(words, command, id=" ".join(words)) for words, command in every(main)]


def test_help_lists_every_command(call):
    listed = call("--help").stdout
    assert all(f"\n  {command} " in listed for command in main.commands)
    known = {"batch", "build", "check", "completion", "events", "factory", "job", "order", "show", "store", "templates"}
    assert known | {"worker"} <= set(main.commands)


@pytest.mark.parametrize(("words", "command"), COMMANDS)
def test_every_command_explains_itself_and_its_options(call, words, command):
    told = call(*words, "-h")
    assert told.exit_code == 0
    assert command.help.splitlines()[0][:60] in " ".join(told.stdout.split())
    for parameter in command.params:
        assert parameter.param_type_name == "argument" or parameter.help, parameter.name


@pytest.mark.parametrize(("words", "command"), COMMANDS)
def test_every_command_is_in_the_reference(words, command):
    heading = f"\n{'#' * (len(words) + 1)} configurator {' '.join(words)}"
    assert heading in REFERENCE.read_text("utf-8")


# Those of `store` change nothing that is an order, a job, a factory or an account.
CHANGES = {"place", "approve", "cancel", "erase", "add", "up", "down", "pause"} | {
    "claim", "start", "done", "ship", "fail", "remake", "address", "disable", "enable", "reset", "remove-factors",
    "invite", "renew", "requests", "quotas",
}  # fmt: skip
# What takes personal data out stands in the record.
EXPORTS = (["order", "show"], ["store", "backup"], ["store", "copy"])


@pytest.mark.parametrize(("words", "command"), COMMANDS)
def test_whatever_changes_something_or_takes_it_out_takes_an_actor_and_nothing_else_does(words, command):
    takes = any(parameter.name == "actor" for parameter in command.params)
    groups = ("order", "quote", "factory", "job", "account", "organisation")
    assert takes == ((words[0] in groups and words[-1] in CHANGES) or list(words) in EXPORTS)


def test_it_tells_its_version(call):
    assert call("--version").stdout == f"configurator, version {__version__}\n"
