"""Check templates over their whole range of parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from configurator.cli.commands import options

if TYPE_CHECKING:
    from configurator.services.making.template_check import Trial


@click.command()
@click.argument("templates", nargs=-1, shell_complete=options.template_names)
@click.option(
    "--samples",
    type=click.IntRange(0, 100_000),
    default=100,
    show_default=True,
    help="Random designs of each template, beside both extremes.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed draws the same designs.")
@click.option(
    "--keep-going", is_flag=True, help="Go on where most are wrong; else a check stops after 20 that tell enough."
)
@click.option(
    "--pictures",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="A folder for a picture of each part that is wrong, with rings at the places.",
)
@options.workers
@options.as_json
def check(
    templates: tuple[str, ...],
    samples: int,
    seed: int,
    keep_going: bool,
    pictures: Path | None,
    workers: int | None,
    as_json: bool,
) -> None:
    """Prove templates over their whole range: make random designs and measure every one."""
    from configurator import catalogue
    from configurator.cli import output
    from configurator.cli.output.check import show_trials
    from configurator.pool import open_pool
    from configurator.services.making.preset_offers import presets_without_offer
    from configurator.services.making.template_check import CheckOptions, check_template, picture_trial

    with output.report_errors(as_json):
        selected = [catalogue.find(name) for name in templates or catalogue.templates()]
        count = workers or options.processors()
        wanted = CheckOptions(samples, seed, count, keep_going)
        trials, files = {}, {}
        unfit = {each.id: presets_without_offer(each) for each in selected}
        with open_pool(count) as pool:
            for template in selected:
                with options.progress_bar(samples + 2, template.id) as advance:
                    trials[template.id] = check_template(pool, template, wanted, advance)
            for name, trial in _wrong(trials) if pictures else ():
                files[name, trial.name] = picture_trial(pool, trial, pictures or Path())
        show_trials(trials, files, unfit, samples + 2, as_json)


def _wrong(trials: Mapping[str, list[Trial]]) -> Iterator[tuple[str, Trial]]:
    """Template and trial of every part that counts against its template."""
    return ((name, trial) for name, each in trials.items() for trial in each if trial.is_wrong)
