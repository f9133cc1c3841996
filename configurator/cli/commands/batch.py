"""A part for every row of a table of people or vehicles."""

from __future__ import annotations

from pathlib import Path

import click

from configurator.cli.commands import options
from configurator.domain.parts.drafting import Drafting


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--template", required=True, shell_complete=options.template_names, help="The part to make for every row."
)
@options.settings
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for the files and results.csv; made if need be.",
)
@options.formats
@options.drafting
@click.option("--contact-sheet", is_flag=True, help="Write contact-sheet.pdf too: a tile for each row.")
@options.workers
def batch(
    file: Path,
    template: str,
    settings: dict[str, str],
    out: Path,
    formats: list[str],
    drafting: Drafting,
    contact_sheet: bool,
    workers: int | None,
) -> None:
    """Make a part for every row of a CSV whose header names parameters, by their own or ANSUR names.

    Rows that are refused or fail are told in results.csv and the others go on; run again, only
    what is missing is made.
    """
    from configurator import catalogue
    from configurator.cli import output
    from configurator.cli.commands.sheet_options import sheet_options
    from configurator.cli.output.batch import show_outcomes
    from configurator.folders import writable_folder
    from configurator.pool import open_pool
    from configurator.services.batches.contact_sheet import CONTACT_THUMBNAIL, write_contact_sheet
    from configurator.services.batches.local_batch import RESULTS_FILE, LocalBatch, run_batch
    from configurator.services.designs.csv_tables import read_table

    with output.report_errors():
        part_template = catalogue.find(template)
        common_sheet = sheet_options(part_template, settings, None)
        table = read_table(file, part_template.parameters, common_sheet.entries)
        output.show_ignored(table.ignored)
        count = workers or options.processors()
        formats = list(dict.fromkeys([*formats, CONTACT_THUMBNAIL])) if contact_sheet else formats
        with writable_folder(out), open_pool(count) as pool, options.progress_bar(len(table.rows), "Making") as advance:
            local_batch = LocalBatch(part_template, table.rows, common_sheet, formats, out, count, drafting)
            outcomes = run_batch(pool, local_batch, advance)
        if contact_sheet:
            output.print_message(str(write_contact_sheet(f"{part_template.title}: {file.name}", outcomes, out)))
        show_outcomes(outcomes, out / RESULTS_FILE)
