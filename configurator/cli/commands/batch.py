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

    Of parts for vehicles the columns zone and fluids say where each sits: what no offer fits there is refused.
    A table may have any number of rows: each is made as it is read. Rows that are refused or fail are
    told in results.csv and the others go on; run again, only what is missing is made.
    """
    from configurator import catalogue
    from configurator.cli import output
    from configurator.cli.commands.sheet_options import sheet_options
    from configurator.cli.output.batch import show_results
    from configurator.folders import writable_folder
    from configurator.pool import open_pool
    from configurator.services.batches.contact_sheet import CONTACT_THUMBNAIL, write_contact_sheets
    from configurator.services.batches.installed_rows import installation_columns
    from configurator.services.batches.local_batch import LocalBatch, run_batch
    from configurator.services.designs.csv_tables import open_table

    with output.report_errors():
        part_template = catalogue.find(template)
        common_sheet = sheet_options(part_template, settings, None)
        count = workers or options.processors()
        formats = list(dict.fromkeys([*formats, CONTACT_THUMBNAIL])) if contact_sheet else formats
        with open_table(file, part_template.parameters, common_sheet.entries) as table:
            installed = installation_columns(part_template)
            output.show_ignored(each for each in table.ignored if each not in installed)
            local_batch = LocalBatch(
                part_template, table.rows, common_sheet, formats, out, count, drafting, file.parent
            )
            with writable_folder(out), open_pool(count) as pool, options.progress_bar(None, "Making") as advance:
                run_batch(pool, local_batch, advance)
        if contact_sheet:
            for path in write_contact_sheets(f"{part_template.title}: {file.name}", local_batch.results):
                output.print_message(str(path))
        show_results(local_batch.results)
