"""The results of checking templates, as the command line prints them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any

from configurator.cli.output import print_json, print_message
from configurator.services.making.template_check import Trial


def show_trials(trials: Mapping[str, list[Trial]], as_json: bool) -> None:
    """Print the results of checking templates; exit status 1 if any part failed or was out of tolerance."""
    if as_json:
        print_json({name: _summary(each) for name, each in trials.items()})
    for name, each in trials.items():
        _show_template(name, each)
    if any(trial.status in ("failed", "off") for each in trials.values() for trial in each):
        sys.exit(1)


def _summary(trials: list[Trial]) -> dict[str, Any]:
    return {
        "counts": dict(Counter(trial.status for trial in trials)),
        "worst": _worst_measurements(trials),
        "not_made": {
            trial.name: {
                "status": trial.status,
                "parameters": dict(trial.design.parameters) if trial.design else {},
                "problems": [problem.as_dict() for problem in trial.problems],
            }
            for trial in trials
            if trial.status != "made"
        },
    }


def _worst_measurements(trials: list[Trial]) -> dict[str, dict[str, Any]]:
    """Per dimension, the measurement that used up most of its tolerance."""
    worst: dict[str, dict[str, Any]] = {}
    for trial in trials:
        for each in trial.report.dimensions if trial.report else ():
            used = abs(each.measured - each.nominal) / each.tolerance
            if used >= worst.get(each.name, {"used": 0.0})["used"]:
                design = trial.design and trial.design.digest
                worst[each.name] = {**each.as_dict(), "used": round(used, 4), "design": design}
    return worst


def _show_template(name: str, trials: list[Trial]) -> None:
    counts = Counter(trial.status for trial in trials)
    print_message(f"{name}: " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items())))
    for worst in _worst_measurements(trials).values():
        print_message(
            f"  {worst['name']:<24} worst {worst['measured'] - worst['nominal']:+.4f}"
            f" of {worst['tolerance']:.4f} allowed ({worst['used']:.0%})"
        )
    for trial in trials:
        if trial.status in ("failed", "off"):
            print_message(f"  {trial.name} {trial.status}: {_reason(trial)}")


def _reason(trial: Trial) -> str:
    """Why a trial counts against its template; the design itself is in the JSON."""
    off = [each.name for each in trial.report.deviations] if trial.report else []
    return f"{', '.join(off)} out of tolerance" if off else "; ".join(map(str, trial.problems))
