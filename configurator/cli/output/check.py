"""The results of checking templates, as the command line prints them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from configurator.cli.output import print_json, print_message
from configurator.services.making.template_check import Trial

# So many different reasons for which designs are refused are told, the commonest first.
MOST_REASONS = 5
# By template and name of the trial that they show; None of what could not be shown.
Pictures = Mapping[tuple[str, str], Path | None]
# Template -> preset -> why no offer fits it.
UnfitPresets = Mapping[str, Mapping[str, tuple[str, ...]]]


def show_trials(
    trials: Mapping[str, list[Trial]], pictures: Pictures, unfit: UnfitPresets, asked: int, as_json: bool
) -> None:
    """Print the results of checking templates; exit status 1 if any part failed or was out of tolerance.

    `asked` is how many trials of each template were asked for; presets that no offer fits change no status.
    """
    if as_json:
        print_json({name: _summary(name, each, pictures, unfit[name]) for name, each in trials.items()})
    for name, each in trials.items():
        _show_template(name, each, pictures)
        for preset, reasons in unfit[name].items():
            print_message(f"  no offer fits the preset {preset}: {' '.join(reasons)}")
        if len(each) < asked:
            print_message(f"  stopped: most of the first {len(each)} of {asked} are wrong; --keep-going makes them all")
    if any(trial.is_wrong for each in trials.values() for trial in each):
        sys.exit(1)


def _summary(
    template: str, trials: list[Trial], pictures: Pictures, unfit: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    return {
        "counts": dict(Counter(trial.status for trial in trials)),
        "worst": _worst_measurements(trials),
        "not_made": {
            trial.name: {
                "status": trial.status,
                "parameters": dict(trial.design.parameters if trial.design else trial.values),
                "problems": [problem.as_dict() for problem in trial.problems],
                **({"picture": str(path)} if (path := pictures.get((template, trial.name))) else {}),
            }
            for trial in trials
            if trial.status != "made"
        },
        "presets_without_offer": {name: list(reasons) for name, reasons in unfit.items()},
    }


def _worst_measurements(trials: list[Trial]) -> dict[str, dict[str, Any]]:
    """Per dimension, the measurement that used up most of its tolerance."""
    worst: dict[str, dict[str, Any]] = {}
    for trial in trials:
        for each in trial.report.dimensions if trial.report else ():
            used = abs(each.measured - each.target) / each.tolerance
            if used >= worst.get(each.name, {"used": 0.0})["used"]:
                design = trial.design and trial.design.digest
                worst[each.name] = {**each.as_dict(), "used": round(used, 4), "design": design}
    return worst


def _show_template(name: str, trials: list[Trial], pictures: Pictures) -> None:
    counts = Counter(trial.status for trial in trials)
    print_message(f"{name}: " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items())))
    for worst in _worst_measurements(trials).values():
        print_message(
            f"  {worst['name']:<24} worst {worst['measured'] - worst['nominal']:+.4f}"
            f" of {worst['tolerance']:.4f} allowed ({worst['used']:.0%})"
        )
    reasons = Counter(_reason(each) for each in trials if each.status == "refused")
    for reason, count in reasons.most_common(MOST_REASONS):
        print_message(f"  refused {count}: {reason}")
    for trial in (each for each in trials if each.is_wrong):
        print_message(f"  {trial.name} {trial.status}: {_reason(trial)}")
        if path := pictures.get((name, trial.name)):
            print_message(f"    {path}")


def _reason(trial: Trial) -> str:
    """Why a trial counts against its template; the design itself is in the JSON."""
    off = [each.name for each in trial.report.deviations] if trial.report else []
    return f"{', '.join(off)} out of tolerance" if off else "; ".join(map(str, trial.problems))
