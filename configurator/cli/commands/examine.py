"""Examine a file that another program made."""

from __future__ import annotations

from pathlib import Path

import click

from configurator.cli.commands import options
from configurator.domain.units import FILE_UNITS_MM


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--unit",
    type=click.Choice(("auto", *FILE_UNITS_MM)),
    default="auto",
    show_default=True,
    help="What the file counts in, where it does not say so itself.",
)
@click.option("--offer", default="", help="Judge it for this offer of process and material alone.")
@options.as_json
def examine(file: Path, unit: str, offer: str, as_json: bool) -> None:
    """Examine a file that another program made, as this program examines its own parts.

    STL, 3MF, STEP, PLY or OBJ. Exit status 1 if it is refused: not closed, cutting through itself,
    not to be made in the offer.
    """
    from configurator.cli import output
    from configurator.cli.output.examine import show_examined
    from configurator.pool import open_pool
    from configurator.services.designs.examine import examine_file

    with output.report_errors(as_json):
        with open_pool() as pool:
            report = examine_file(pool, file, "" if unit == "auto" else unit, offer)
        show_examined(report, offer, as_json)
