"""Check templates over their whole range of parameters."""

from __future__ import annotations

import click

from configurator.cli.commands import options


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
@options.workers
@options.as_json
def check(templates: tuple[str, ...], samples: int, seed: int, workers: int | None, as_json: bool) -> None:
    """Prove templates over their whole range: make random designs and measure every one."""
    from configurator import catalogue
    from configurator.cli import output
    from configurator.cli.output.check import show_trials
    from configurator.pool import open_pool
    from configurator.services.making.template_check import check_template

    with output.report_errors(as_json):
        selected = [catalogue.find(name) for name in templates or catalogue.templates()]
        count = workers or options.processors()
        trials = {}
        with open_pool(count) as pool:
            for template in selected:
                with options.progress_bar(samples + 2, template.id) as advance:
                    trials[template.id] = check_template(pool, template, samples, seed, count, advance)
        show_trials(trials, as_json)
