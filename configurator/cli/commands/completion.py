"""Completion by the shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes a shell complete this command: eval "$(configurator completion bash)"."""
    completion_class = get_completion_class(shell)
    assert completion_class is not None, shell
    completer = completion_class(context.find_root().command, {}, "configurator", "_CONFIGURATOR_COMPLETE")
    click.echo(completer.source())
