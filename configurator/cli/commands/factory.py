"""The network of factories: who is in it, and who takes jobs."""

from __future__ import annotations

from pathlib import Path

import click

from configurator.cli.commands import options
from configurator.domain.production.factories import FactoryState

_factory_argument = click.argument("factory")


@click.group()
def factory() -> None:
    """Factories: add them, see them, take them in and out of work."""


@factory.command()
@click.argument("file", type=click.Path(path_type=Path))
@options.actor
@options.as_json
def add(file: Path, actor: str, as_json: bool) -> None:
    """Add the factory in FILE, or give a known one new facts; it keeps its state."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.factories import show_added
    from configurator.services.factories.factories import add_factory, list_factories, read_factory_file

    with write_context(actor, as_json) as (context, acting):
        read = read_factory_file(file)
        is_new = add_factory(context, acting, read.factory, read.profiles)
        current = next(each for each in list_factories(context) if each.id == read.factory.id)
        show_added(current, is_new, as_json)


@factory.command("list")
@options.as_json
def list_(as_json: bool) -> None:
    """List the factories with their machines."""
    from configurator.cli.commands.context import read_context
    from configurator.cli.output.factories import show_factories
    from configurator.services.factories.factories import list_factories

    with read_context(as_json) as context:
        show_factories(list_factories(context), as_json)


@factory.command()
@_factory_argument
@options.actor
@options.as_json
def up(factory: str, actor: str, as_json: bool) -> None:
    """Have a factory take jobs; those that wait are looked at again."""
    _set_state(factory, FactoryState.UP, actor, as_json)


@factory.command()
@_factory_argument
@options.actor
@options.as_json
def pause(factory: str, actor: str, as_json: bool) -> None:
    """Give a factory no more jobs; it keeps what it has."""
    _set_state(factory, FactoryState.PAUSED, actor, as_json)


@factory.command()
@_factory_argument
@options.actor
@options.as_json
def down(factory: str, actor: str, as_json: bool) -> None:
    """Take a factory out: what it has not started moves away, the rest is flagged. Prints these jobs and why."""
    _set_state(factory, FactoryState.DOWN, actor, as_json)


def _set_state(factory: str, state: FactoryState, actor: str, as_json: bool) -> None:
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.factories import show_state
    from configurator.services.production.availability import set_factory_state

    with write_context(actor, as_json) as (context, acting):
        show_state(factory, state, set_factory_state(context, acting, factory, state), as_json)
