"""Which thread is this?"""

from __future__ import annotations

import click

from configurator.cli.commands import options
from configurator.domain.parts.drafting import LENGTH_UNITS


@click.command()
@click.argument("diameter")
@click.option("--pitch", default="", metavar="LENGTH", help="From crest to crest, such as 1.25.")
@click.option("--tpi", default="", metavar="NUMBER", help="Threads per inch, instead of the pitch.")
@click.option("--nut", is_flag=True, help="The diameter is that of a nut's bore, not of a screw's outside.")
@click.option(
    "--unit", type=click.Choice(LENGTH_UNITS), default="mm", show_default=True, help="Of lengths that name none."
)
@options.as_json
def thread(diameter: str, pitch: str, tpi: str, nut: bool, unit: str, as_json: bool) -> None:
    """Which thread is this? From a measured diameter, and pitch or threads per inch.

    DIAMETER may name its unit: 9.5, 3/8in. Worn threads are allowed for. Where no thread of the tables comes near
    enough, those that come nearest are listed, and stderr says so.
    """
    from configurator.cli import output
    from configurator.cli.output.threads import show_threads
    from configurator.domain.standards.thread_identification import identify_thread

    with output.report_errors(as_json):
        show_threads(identify_thread(diameter, pitch, tpi, "nut" if nut else "screw", unit), as_json)
