"""A file for a part that there is not yet."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("part")
@click.option(
    "--into",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="The folder of a package that brings templates; this program's own unless told.",
)
def new(part: str, folder: Path | None) -> None:
    """Write a file for the part PART, such as door_handle: a small, complete template to change.

    Prints the file's path. docs/template-author.md tells what each piece of it is for.
    """
    from configurator.cli.output import print_line, print_message, report_errors
    from configurator.services.designs.new_template import write_new_template

    with report_errors():
        print_line(str(write_new_template(part, folder)))
        print_message(f"Change it, and look: configurator preview {part}. Prove it: configurator check {part}")
