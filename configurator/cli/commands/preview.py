"""A template's page, which follows its file."""

from __future__ import annotations

import click

from configurator.cli.commands import options


@click.command()
@options.template
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0, the default, takes one that is free.")
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the page in the browser.")
def preview(template: str, port: int, browser: bool) -> None:
    """Show a template's page, and load it again whenever a file of its package is saved.

    For a template's author: nothing is ordered or kept. What is wrong with the file stands on the page.
    """
    import os
    import sys
    import webbrowser
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from configurator.cli.commands.context import open_command_context
    from configurator.cli.output import report_errors
    from configurator.settings import read_settings
    from configurator.template_changes import module_of
    from web.server import LOCK_TIMEOUT_S, ServerOptions, serve_forever

    # Two versions of a file saved within one second could pass for the same compiled one.
    os.environ["PYTHONDONTWRITEBYTECODE"], sys.dont_write_bytecode = "1", True
    serving = ServerOptions(port=port, children=2, worker=False, watched=template)

    def show(address: str) -> None:
        if browser:
            webbrowser.open(f"{address}parts/{template}")

    with report_errors(), TemporaryDirectory() as folder:
        module_of(template)
        settings = read_settings({"CONFIGURATOR_DATA": str(Path(folder, "data"))})
        with open_command_context(settings, LOCK_TIMEOUT_S) as context:
            serve_forever(context, settings, serving, show)
