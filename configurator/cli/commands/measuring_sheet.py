"""A measuring sheet to print."""

from __future__ import annotations

from pathlib import Path

import click

from configurator.cli.commands import options
from configurator.domain.parts.drafting import LENGTH_UNITS, LengthUnit

SHEET_PAPERS = ("A4", "Letter")


@click.command("measuring-sheet")
@options.template
@click.option("--paper", type=click.Choice(SHEET_PAPERS), default="A4", show_default=True, help="Of the sheet.")
@click.option(
    "--unit", type=click.Choice(LENGTH_UNITS), default="mm", show_default=True, help="Printed where sizes are written."
)
@click.option("--address", default="", metavar="URL", help="Of the form, such as a part's page: as a QR code.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder for the sheet; made if need be.",
)
@options.as_json
def measuring_sheet(template: str, paper: str, unit: LengthUnit, address: str, out: Path, as_json: bool) -> None:
    """Write a sheet to print: where each size of a part is measured, drawn, with room to write it down."""
    from configurator.cli import output
    from configurator.cli.output.parts import show_measuring_sheet
    from configurator.services.designs.measuring_sheets import write_measuring_sheet

    with output.report_errors(as_json):
        path = write_measuring_sheet(template, address, unit, "Letter" if paper == "Letter" else "A4", out)
        show_measuring_sheet(path, as_json)
