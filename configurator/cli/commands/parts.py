"""List and describe templates, and build one part."""

from __future__ import annotations

from pathlib import Path

import click

from configurator.cli.commands import options
from configurator.domain.parts.drafting import Drafting


@click.command()
@options.as_json
def templates(as_json: bool) -> None:
    """List the parts that can be made, and the templates that are broken."""
    from configurator import catalogue
    from configurator.cli.output.parts import show_templates

    show_templates(catalogue.entries(), as_json)


@click.command()
@options.template
@options.as_json
def show(template: str, as_json: bool) -> None:
    """Describe a template: its parameters, how to measure them, presets, sources."""
    from configurator import catalogue
    from configurator.cli import output
    from configurator.cli.output.parts import show_template

    with output.report_errors(as_json):
        show_template(catalogue.find(template), as_json)


@click.command()
@options.template
@options.settings
@options.sheet
@click.option(
    "--preset",
    default="",
    metavar="NAME",
    help="Where nothing else is given, take this preset's values; or lowest, or highest, as a check makes them.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder for the files; made if need be.",
)
@options.formats
@options.drafting
@options.as_json
def build(
    template: str,
    settings: dict[str, str],
    sheet_file: Path | None,
    preset: str,
    out: Path,
    formats: list[str],
    drafting: Drafting,
    as_json: bool,
) -> None:
    """Make one part: its files, and a report of what was asked against what was made."""
    from configurator.cli import output
    from configurator.pool import open_pool

    with output.report_errors(as_json), open_pool() as pool:
        # Imported here, while the child process loads the kernel.
        from configurator import catalogue
        from configurator.cli.commands.sheet_options import sheet_options
        from configurator.cli.output.parts import show_made
        from configurator.folders import writable_folder
        from configurator.services.designs.configure import configure
        from configurator.services.designs.drafting import compensated, drafting_for
        from configurator.services.making.make import make_part
        from configurator.services.making.presets import with_preset

        part_template = catalogue.find(template)
        sheet = sheet_options(part_template, settings, sheet_file)
        sheet = with_preset(part_template, sheet, preset) if preset else sheet
        configured = configure(part_template, sheet)
        design = configured.require_design()
        part_drafting = drafting_for(design, wish=drafting)
        # Without an offer the model is what was asked for: nobody has said how it is made.
        part_drafting = compensated(design, part_drafting) if drafting.offer else part_drafting
        with writable_folder(out):
            made = make_part(pool, design, formats, out, part_drafting)
        show_made(design, made, (*configured.problems, *made.tolerance_warnings()), sheet, as_json)
