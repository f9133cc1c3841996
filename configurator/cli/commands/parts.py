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
    "--side",
    type=click.Choice(["left", "right", "both"]),
    help="Which side, or both: with what is the same, and what --set or the sheet has for one side alone.",
)
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
    side: str | None,
    preset: str,
    out: Path,
    formats: list[str],
    drafting: Drafting,
    as_json: bool,
) -> None:
    """Make one part, or one for each side: files, and a report of what was asked against what was made."""
    from configurator.cli import output
    from configurator.pool import open_pool

    with output.report_errors(as_json), open_pool() as pool:
        # Imported here, while the child process loads the kernel.
        from configurator import catalogue
        from configurator.cli.commands.build_parts import configure_pair, configure_part
        from configurator.cli.output.parts import show_made, show_pair
        from configurator.folders import writable_folder
        from configurator.services.making.made_designs import make_configured

        part_template = catalogue.find(template)
        if side == "both":
            pair = configure_pair(part_template, settings, sheet_file, preset)
            with writable_folder(out):
                made_sides = {
                    each: make_configured(pool, part, formats, out, drafting) for each, part in pair.parts.items()
                }
            show_pair(made_sides, pair.doubts, as_json)
        else:
            part = configure_part(part_template, settings, sheet_file, preset, side or "")
            with writable_folder(out):
                made = make_configured(pool, part, formats, out, drafting)
            show_made(made, as_json)
