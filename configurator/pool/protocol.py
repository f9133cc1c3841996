"""What became of a job, told by the child to its parent as JSON text, or found out without its help."""

from __future__ import annotations

import json
import signal
from typing import Any

from pebble import ProcessExpired

from configurator.domain.errors import Blocked, ConfiguratorError, Crashed, Failed, Refused, crashed
from configurator.domain.problems import Problem

# The more particular first.
ERROR_KINDS = {"refused": Refused, "crashed": Crashed, "blocked": Blocked, "failed": Failed}


def encode_result(result: Any) -> str:
    """A job's result; raises TypeError or ValueError for what is not JSON, such as NaN."""
    return json.dumps({"result": result}, allow_nan=False)


def encode_error(error: ConfiguratorError, trace: str = "") -> str:
    """A job's exception as plain data, so that the parent need not load the child's classes."""
    problems = [problem.as_dict() for problem in error.problems]
    told = next((name for name, kind in ERROR_KINDS.items() if isinstance(error, kind)), "failed")
    return json.dumps({"kind": told, "problems": problems, "trace": trace})


def decode_answer(told: str) -> dict[str, Any]:
    """The result that was told; raises the `Refused`, `Crashed` or `Failed` that was, its trace as a note."""
    outcome = json.loads(told)
    if "result" in outcome:
        result: dict[str, Any] = outcome["result"]
        return result
    kind = ERROR_KINDS[outcome["kind"]]
    error = kind(*(Problem(**{**problem, "fields": tuple(problem["fields"])}) for problem in outcome["problems"]))
    if outcome["trace"]:
        error.add_note(outcome["trace"])
    raise error


def classify_exit(error: Exception, seconds: float) -> Crashed:
    """What befell a child that could not tell: its time of so many seconds ran out, or it died."""
    match error:
        case TimeoutError():
            return crashed(
                f"The work took longer than {seconds:g} s and was stopped.",
                hint="Try simpler values, or allow more time.",
            )
        case ProcessExpired():
            return _died(error.exitcode)
        case _:
            return crashed(
                "The CAD kernel's processes could not be started, or were ended from outside.",
                hint="Try again; if it fails again, look for the reason in the log (stderr).",
            )


def _died(exitcode: int) -> Crashed:
    if exitcode == -signal.SIGKILL:
        hint = "The system most likely ran short of memory: run fewer workers, or try again."
    else:
        hint = "Try slightly different values; if it happens again, tell the template's author."
    cause = next((known.name for known in signal.Signals if known == -exitcode), f"exit code {exitcode}")
    return crashed(f"The CAD kernel crashed ({cause}).", hint=hint)
